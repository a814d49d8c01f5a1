// Root and month letter: the stem that most schemes of futures begin with.
import { letterOfMonth, monthOfLetter } from './contractMonth.js'
import type { FutureSymbol, ParsedSymbol } from './parsedSymbol.js'
import { noSymbol, type SymbolParseResult } from './symbolFormat.js'

/** One to four capitals and digits with at least one letter (ES, 6E, SR3, M2K). */
export const contractRoot: RegExp = /^(?=\d*[A-Z])[A-Z0-9]{1,4}$/

/** Reads root, letter and the year digits that `yearOf` understands; `digits` is how many it wants. */
export function parseContract(
  scheme: string,
  text: string,
  digits: number,
  yearOf: (digits: string) => number,
): SymbolParseResult {
  if (text === '') return noSymbol(scheme, text, 0, 'empty')
  const yearAt = text.length - digits
  const year = text.slice(yearAt)
  if (yearAt < 1 || !/^\d+$/.test(year))
    return noSymbol(scheme, text, Math.max(0, yearAt), `${digits} digits of the year`)
  const month = monthOfLetter(text.charAt(yearAt - 1))
  if (month === 0)
    return noSymbol(scheme, text, yearAt - 1, `${JSON.stringify(text.charAt(yearAt - 1))} is no month letter`)
  const root = text.slice(0, yearAt - 1)
  if (!contractRoot.test(root))
    return noSymbol(scheme, text, 0, root === '' ? 'no root' : 'one to four capitals or digits')
  const full = yearOf(year)
  if (Number.isNaN(full))
    return noSymbol(scheme, text, yearAt, 'needs the day it was written, options.on, as 2026-01-15')
  return { ok: true, value: { kind: 'future', root, month, year: full } }
}

/** Whether this is a listed future that a root and a month name. */
export function isContract(symbol: ParsedSymbol): symbol is FutureSymbol {
  return symbol.kind === 'future' && 'root' in symbol && contractRoot.test(symbol.root) && isMonth(symbol)
}

/** Root and month letter. */
export function stemOf(symbol: { readonly root: string; readonly month: number }): string {
  return symbol.root + letterOfMonth(symbol.month)
}

function isMonth(symbol: FutureSymbol): boolean {
  return letterOfMonth(symbol.month) !== '' && Number.isInteger(symbol.month) && Number.isInteger(symbol.year)
}
