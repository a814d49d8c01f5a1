// The tail that OCC symbols, their compact form and Polygon share: yymmdd, C or P, strike x 1000 in eight digits.
import { dateFault, dateOfSixDigits, sixDigitsOf } from './civilDate.js'
import { decimalOfThousandths, thousandthsOf } from './decimalText.js'
import type { OptionSymbol, ParsedSymbol } from './parsedSymbol.js'
import { noSymbol, type SymbolParseResult } from './symbolFormat.js'

/** Letters, then perhaps the digit of an adjusted series (`SPY1`): what OCC calls a symbol. */
export const optionRoot: RegExp = /^[A-Z]{1,6}\d?$/

/** Reads the fifteen characters from `start` on. */
export function parseOptionTail(scheme: string, text: string, root: string, start: number): SymbolParseResult {
  const tail = text.slice(start)
  if (root.length > 6 || !optionRoot.test(root))
    return noSymbol(scheme, text, Math.max(0, start - root.length), 'one to six letters name the series')
  if (!/^\d{6}/.test(tail)) return noSymbol(scheme, text, start, 'six digits yymmdd')
  const expiry = dateOfSixDigits(tail)
  if (!expiry) return noSymbol(scheme, text, start, dateFault(tail))
  const right = tail[6]
  if (right !== 'C' && right !== 'P') return noSymbol(scheme, text, start + 6, 'C or P')
  const digits = tail.slice(7)
  if (!/^\d{8}$/.test(digits)) return noSymbol(scheme, text, start + 7, 'eight digits, the strike x 1000')
  if (digits === '00000000') return noSymbol(scheme, text, start + 7, 'the strike is zero')
  const strike = decimalOfThousandths(digits)
  return { ok: true, value: { kind: 'option', root, expiry, right: right === 'C' ? 'call' : 'put', strike } }
}

/** Writes the fifteen characters; `undefined` where strike, date or root do not fit. */
export function optionTail(symbol: OptionSymbol): string | undefined {
  const [date, strike] = [sixDigitsOf(symbol.expiry), thousandthsOf(symbol.strike)]
  if (!date || !strike || symbol.root.length > 6 || !optionRoot.test(symbol.root)) return undefined
  return `${date}${symbol.right === 'call' ? 'C' : 'P'}${strike}`
}

/** Whether this is an option with a listed root, not one on a coin. */
export function isListedOption(symbol: ParsedSymbol): symbol is OptionSymbol {
  return symbol.kind === 'option' && 'root' in symbol
}

/** The one reason for which an option has no such symbol. */
export const optionFits =
  'a root of one to six letters, an expiry 2000-2099 and a strike of at most five digits and three decimals'
