import type { Instrument, Payoff } from './instrument.js'

/**
 * Units of the underlying (or of money, see `Payoff`) per contract; 1 where the kind has none.
 *
 * @example
 * import { multiplierOf } from '@bourse/assets'
 * multiplierOf({ kind: 'spot', id: 'EUR/USD@ebs', assetClass: 'fx', currency: 'USD', tick: 0.00001, lot: 1000,
 *   calendar: 'FX_24_5', base: 'EUR', quote: 'USD' }) // => 1
 */
export function multiplierOf(instrument: Instrument): number {
  switch (instrument.kind) {
    case 'future':
    case 'perpetual':
    case 'option':
      return instrument.multiplier
    case 'combo':
      return instrument.multiplier ?? 1
    case 'bond':
      return instrument.face / 100 // prices are per 100 of face
    default:
      return 1
  }
}

/**
 * How the instrument turns price into money; `linear` where the kind leaves no choice.
 *
 * @example
 * import { contractPayoff } from '@bourse/assets'
 * contractPayoff({ kind: 'perpetual', id: 'BTC-PERPETUAL@deribit', assetClass: 'crypto', currency: 'BTC', tick: 0.5, lot: 1,
 *   calendar: 'always', base: 'BTC', quote: 'USD', multiplier: 10, payoff: 'inverse', fundingHours: 8 }) // => 'inverse'
 */
export function contractPayoff(instrument: Instrument): Payoff {
  if (instrument.kind === 'perpetual') return instrument.payoff
  return instrument.kind === 'future' ? (instrument.payoff ?? 'linear') : 'linear'
}

/**
 * Value of a position in the instrument's currency, sign of the quantity. Inverse contracts are worth `multiplier / price`
 * of the coin, NaN at a price that is not above zero. For an option it is the premium.
 *
 * @example
 * import { notionalOf } from '@bourse/assets'
 * const es = { kind: 'future', id: 'ESZ26@CME', assetClass: 'equity', currency: 'USD', tick: 0.25, lot: 1, calendar: 'CME_EQUITY',
 *   root: 'ES', month: '2026-12', expiry: '2026-12-18', multiplier: 50, settlement: 'cash' } as const
 * notionalOf(es, -2, 6000) // => -600000
 */
export function notionalOf(instrument: Instrument, quantity: number, price: number): number {
  const contracts = quantity * multiplierOf(instrument)
  if (contractPayoff(instrument) !== 'inverse') return contracts * price
  return price > 0 ? contracts / price : Number.NaN
}

/**
 * Profit, in the instrument's currency, of holding a quantity while the price goes from one value to another; before fees.
 * Inverse: `multiplier * (1 / from - 1 / to)`, in the coin, NaN unless both prices are above zero. Quanto: points times
 * `multiplier`, in the settlement currency whatever the underlying's.
 *
 * @example
 * import { priceMovePnl } from '@bourse/assets'
 * const inverse = { kind: 'perpetual', id: 'BTC-PERPETUAL@deribit', assetClass: 'crypto', currency: 'BTC', tick: 0.5, lot: 1,
 *   calendar: 'always', base: 'BTC', quote: 'USD', multiplier: 10, payoff: 'inverse', fundingHours: 8 } as const
 * priceMovePnl(inverse, 1000, 50_000, 62_500) // => 0.04
 */
export function priceMovePnl(instrument: Instrument, quantity: number, from: number, to: number): number {
  const contracts = quantity * multiplierOf(instrument)
  if (contractPayoff(instrument) !== 'inverse') return contracts * (to - from)
  // One quotient of the difference, because 1 / from - 1 / to cancels when the prices lie close together.
  return from > 0 && to > 0 ? (contracts * (to - from)) / (from * to) : Number.NaN
}
