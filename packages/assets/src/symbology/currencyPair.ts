// The part that all ways of writing a currency pair share.
import { isCurrencyCode } from './currencyCodes.js'
import type { ParsedSymbol } from './parsedSymbol.js'
import { noSymbol, noText, type SymbolFormatResult, type SymbolParseResult } from './symbolFormat.js'

/** Reads `EURUSD`, `EUR/USD`, `EUR_USD` ...: three letters, the separator, three letters, from `start`. */
export function parsePair(scheme: string, text: string, separator: string, start: number): SymbolParseResult {
  const base = text.slice(start, start + 3)
  const second = start + 3 + separator.length
  const quote = text.slice(second)
  if (!isCurrencyCode(base)) return noSymbol(scheme, text, start, `${show(base)} is no currency of three letters`)
  if (text.slice(start + 3, second) !== separator)
    return noSymbol(scheme, text, start + 3, `"${separator}" must stand between the currencies`)
  if (!isCurrencyCode(quote)) return noSymbol(scheme, text, second, `${show(quote)} is no currency of three letters`)
  if (base === quote) return noSymbol(scheme, text, second, 'the two currencies are the same')
  return { ok: true, value: { kind: 'spot', base, quote } }
}

/** Writes a pair of currencies; refuses coins and everything else. */
export function formatPair(
  scheme: string,
  symbol: ParsedSymbol,
  before: string,
  separator: string,
  after = '',
): SymbolFormatResult {
  if (symbol.kind !== 'spot') return noText(scheme, `writes currency pairs, not ${symbol.kind}`)
  const { base, quote } = symbol
  if (!isCurrencyCode(base) || !isCurrencyCode(quote) || base === quote)
    return noText(scheme, `${base}/${quote} is no pair of currencies`)
  return { ok: true, value: `${before}${base}${separator}${quote}${after}` }
}

function show(text: string): string {
  return JSON.stringify(text.slice(0, 12))
}
