// One text per contract, whatever scheme said it: what a registry is searched by.
import type { Instrument } from '../instruments/instrument.js'
import type { ParsedSymbol } from './parsedSymbol.js'
import { toSymbol } from './toSymbol.js'

/** `undefined` for what is no single instrument: continuous, parent, combo. The exchange of a share is no part of it. */
export function symbolKey(symbol: ParsedSymbol): string | undefined {
  switch (symbol.kind) {
    case 'future':
      return 'root' in symbol
        ? `future ${symbol.root} ${symbol.year}-${symbol.month}`
        : `future ${symbol.base}/${symbol.quote}:${symbol.settle} ${symbol.expiry}`
    case 'perpetual':
      return `perpetual ${symbol.base}/${symbol.quote}:${symbol.settle}`
    case 'spot':
      return `spot ${symbol.base}/${symbol.quote}`
    case 'equity':
      return `equity ${symbol.symbol}`
    case 'index':
      return `index ${symbol.symbol}`
    case 'option': {
      const on = 'root' in symbol ? symbol.root : `${symbol.base}/${symbol.quote}:${symbol.settle}`
      return `option ${on} ${symbol.expiry} ${symbol.right} ${symbol.strike}`
    }
    case 'isin':
    case 'cusip':
    case 'sedol':
    case 'figi':
      return `${symbol.kind} ${symbol.code}`
    default:
      return undefined
  }
}

/** All texts under which an instrument is found. */
export function keysOf(instrument: Instrument): readonly string[] {
  const symbol = toSymbol(instrument)
  const key = symbol.ok ? symbolKey(symbol.value) : undefined
  const keys = key === undefined ? [] : [key]
  if ('isin' in instrument && instrument.isin !== undefined) keys.push(`isin ${instrument.isin}`)
  for (const scheme in instrument.codes) keys.push(codeKey(scheme, instrument.codes[scheme]!))
  return keys
}

/** The text of a code that an instrument carries under a scheme. Check-digit numbers share theirs with parsed ones. */
export function codeKey(scheme: string, code: string): string {
  return `${scheme} ${code}`
}
