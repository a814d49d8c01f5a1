import { type Failure, failed } from '@bourse/core'
import type { Future, Instrument, Option } from '../instruments/instrument.js'
import { strikeText } from './decimalText.js'
import type { ParsedSymbol } from './parsedSymbol.js'

/**
 * The symbol of an instrument, from its terms: what every scheme writes from. Fails with `symbol/format` for outcomes,
 * combos and bonds without ISIN, which no scheme here can write.
 *
 * @example
 * import { toSymbol } from '@bourse/assets'
 * toSymbol({ kind: 'equity', id: 'BRK.B@XNYS', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1,
 *   calendar: 'XNYS' }) // => { ok: true, value: { kind: 'equity', symbol: 'BRK.B', mic: 'XNYS' } }
 */
export function toSymbol(
  instrument: Instrument,
):
  | { readonly ok: true; readonly value: ParsedSymbol }
  | { readonly ok: false; readonly failure: Failure<'symbol/format'> } {
  const value = symbolOf(instrument)
  if (value) return { ok: true, value }
  return failed('symbol/format', `${instrument.id}: no scheme writes such a ${instrument.kind}`, {
    id: instrument.id,
    kind: instrument.kind,
  })
}

function symbolOf(instrument: Instrument): ParsedSymbol | undefined {
  switch (instrument.kind) {
    case 'equity':
    case 'etf':
      return { kind: 'equity', symbol: nameOf(instrument.id), mic: venueOf(instrument.id) }
    case 'index':
      return { kind: 'index', symbol: nameOf(instrument.id) }
    case 'spot':
      return { kind: 'spot', base: instrument.base, quote: instrument.quote }
    case 'perpetual': {
      const { base, quote, currency } = instrument
      return { kind: 'perpetual', base, quote, settle: currency, linear: currency === quote }
    }
    case 'future':
      return futureSymbol(instrument)
    case 'option':
      return optionSymbol(instrument)
    case 'bond':
      if (!instrument.isin) return undefined
      return { kind: 'isin', code: instrument.isin, country: instrument.isin.slice(0, 2), valid: true }
    case 'outcome':
    case 'combo':
      return undefined
  }
}

function futureSymbol(future: Future): ParsedSymbol {
  const { root, month, expiry, base, quote, currency } = future
  if (base !== undefined && quote !== undefined)
    return { kind: 'future', base, quote, settle: currency, linear: currency === quote, expiry }
  const expiryDay = Number(expiry.slice(8))
  return { kind: 'future', root, month: Number(month.slice(5)), year: Number(month.slice(0, 4)), expiryDay, expiry }
}

function optionSymbol(option: Option): ParsedSymbol | undefined {
  const strike = strikeText(option.strike)
  if (strike === undefined) return undefined
  const { expiry, right } = option
  const [base = '', quote] = nameOf(option.underlying).split('/')
  if (quote !== undefined) return { kind: 'option', base, quote, settle: option.currency, expiry, strike, right }
  return { kind: 'option', root: option.root ?? base.replace('.', ''), expiry, right, strike }
}

function nameOf(id: string): string {
  return id.slice(0, id.lastIndexOf('@'))
}

function venueOf(id: string): string {
  return id.slice(id.lastIndexOf('@') + 1)
}
