import type { Instrument } from '@bourse/assets'
import { notionalOf } from '@bourse/assets'
import type { Amount, Liquidity } from '@bourse/core'

/**
 * What an order costs by the fee schedule of its listing: shares of notional and money per unit add up, at least the
 * minimum; nothing where the listing has no schedule. `quantity` of either sign; `liquidity` default `'taker'`. An estimate: what
 * was charged is in the fill.
 *
 * @example
 * import { listedFee } from '@bourse/portfolio'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS',
 *   fees: { asOf: '2026-01-01', source: 'broker', currency: 'USD', perUnit: 0.005, minimum: 1 } } as const
 * listedFee(spy, 500, 600) // => { currency: 'USD', value: 2.5 }
 */
export function listedFee(
  instrument: Instrument,
  quantity: number,
  price: number,
  liquidity: Liquidity = 'taker',
): Amount {
  const { fees } = instrument
  if (fees === undefined || quantity === 0) return { currency: fees?.currency ?? instrument.currency, value: 0 }
  const share = fees[liquidity] ?? 0
  const notional = share === 0 ? 0 : Math.abs(notionalOf(instrument, quantity, price))
  const value = share * notional + (fees.perUnit ?? 0) * Math.abs(quantity)
  return { currency: fees.currency, value: fees.minimum === undefined ? value : Math.max(fees.minimum, value) }
}
