// By how much a market order gets a worse price than the one seen.
import { type Instrument, tickAt } from '@bourse/assets'
import { badArgument, type Order } from '@bourse/core'
import type { Rng } from '@bourse/math'

/** What the market has been like: averages over about twenty bars, NaN before there are two. `range`: of high less low. */
export type MarketPace = { readonly volume: number; readonly range: number }
/** Price the order gets worse by, >= 0, in price units. */
export type SlippageModel = (order: Order, instrument: Instrument, price: number, rng: Rng, pace: MarketPace) => number

/**
 * The same number of price units each time.
 *
 * @example
 * import { fixedSlippage } from '@bourse/sim'
 * typeof fixedSlippage(0.02) // => 'function'
 */
export function fixedSlippage(amount: number): SlippageModel {
  const by = checked('fixedSlippage', 'amount', amount)
  return () => by
}

/**
 * A part of the price, 0.0005 = 5 bp.
 *
 * @example
 * import { proportionalSlippage } from '@bourse/sim'
 * typeof proportionalSlippage(0.0005) // => 'function'
 */
export function proportionalSlippage(part: number): SlippageModel {
  const by = checked('proportionalSlippage', 'part', part)
  return (_order, _instrument, price) => Math.abs(price) * by
}

/**
 * A number of ticks.
 *
 * @example
 * import { tickSlippage } from '@bourse/sim'
 * typeof tickSlippage(1) // => 'function'
 */
export function tickSlippage(ticks: number): SlippageModel {
  const by = checked('tickSlippage', 'ticks', ticks)
  return (_order, instrument, price) => by * tickAt(instrument, price)
}

/**
 * A random part of what a bar moves: `part` x average range x a uniform draw, twice that at most one part on average.
 * Before two bars there is no range and no slippage.
 *
 * @example
 * import { volatilitySlippage } from '@bourse/sim'
 * typeof volatilitySlippage(0.05) // => 'function'
 */
export function volatilitySlippage(part: number): SlippageModel {
  const by = checked('volatilitySlippage', 'part', part)
  return (_order, _instrument, _price, rng, { range }) => {
    const draw = 2 * rng.next()
    return range > 0 ? by * range * draw : 0
  }
}

/**
 * Square-root impact: `factor` x average range x sqrt(quantity / average volume), the law that large orders are found to
 * follow (Toth et al., Physical Review X 1, 021006, 2011), with the range of a bar for its volatility.
 *
 * @example
 * import { impactSlippage } from '@bourse/sim'
 * typeof impactSlippage(0.5) // => 'function'
 */
export function impactSlippage(factor: number): SlippageModel {
  const by = checked('impactSlippage', 'factor', factor)
  return ({ quantity }, _instrument, _price, _rng, { range, volume }) =>
    range > 0 && volume > 0 ? by * range * Math.sqrt(quantity / volume) : 0
}

function checked(where: string, name: string, value: number): number {
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value
  throw badArgument(where, name, value, 'a finite number >= 0')
}
