import type { Instrument } from '../instruments/instrument.js'
import type { ParsedSymbol } from './parsedSymbol.js'
import type { SymbolFormatResult, SymbolOptions, SymbolParseResult } from './symbolFormat.js'
import { type SymbolScheme, symbolFormats } from './symbolFormats.js'
import { toSymbol } from './toSymbol.js'

/**
 * What a symbol of a scheme says. Fails with `symbol/parse` and the place and the reason, never guesses; `options.on` is the
 * day the symbol was written, which years of one or two digits need.
 *
 * @example
 * import { parseSymbol } from '@bourse/assets'
 * const read = parseSymbol('ESH6', 'globex', { on: '2026-01-15' })
 * read.ok ? read.value : undefined // => { kind: 'future', root: 'ES', month: 3, year: 2026 }
 * const bad = parseSymbol('SPY   260230C00575000', 'occ')
 * bad.ok ? undefined : bad.failure.details['position'] // => 6
 */
export function parseSymbol(text: string, scheme: SymbolScheme, options?: SymbolOptions): SymbolParseResult {
  return symbolFormats[scheme].parse(text, options)
}

/**
 * A parsed symbol, or an instrument, in the words of a scheme. Fails with `symbol/format` where the scheme has none for it.
 *
 * @example
 * import { formatSymbol } from '@bourse/assets'
 * const symbol = { kind: 'future', root: '6E', month: 3, year: 2026 } as const
 * formatSymbol(symbol, 'ib-month') // => { ok: true, value: 'EUR 202603' }
 * formatSymbol(symbol, 'bloomberg', { on: '2026-01-15' }) // => { ok: true, value: 'ECH6 Curncy' }
 */
export function formatSymbol(
  symbol: ParsedSymbol | Instrument,
  scheme: SymbolScheme,
  options?: SymbolOptions,
): SymbolFormatResult {
  if (!('id' in symbol)) return symbolFormats[scheme].format(symbol, options)
  const code = symbol.codes?.[scheme] ?? ('isin' in symbol && scheme === 'isin' ? symbol.isin : undefined)
  if (code !== undefined) return { ok: true, value: code }
  const own = toSymbol(symbol)
  if (!own.ok) return own
  const written = symbolFormats[scheme].format(own.value, options)
  if (written.ok || own.value.kind !== 'equity' || own.value.mic === undefined) return written
  // Schemes that name no exchange for American shares take the share alone.
  return american.includes(own.value.mic)
    ? symbolFormats[scheme].format({ kind: 'equity', symbol: own.value.symbol }, options)
    : written
}

const american = ['XNYS', 'XNAS', 'ARCX', 'XASE', 'BATS', 'IEXG']
