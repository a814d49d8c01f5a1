// Dated futures on a path: one curve for all of them, and their settlements.
import { type Future, roundPrice } from '@bourse/assets'
import { type Bars, badArgument, dayMs, dayNumber, type Fact, type Sourced, toIsoDate } from '@bourse/core'
import { contractChain, futuresDays } from '@bourse/futures'
import { portableExp, type Rng } from '@bourse/math'
import type { SyntheticFutures } from './syntheticSpec.js'

/** The spot's bars up to the expiry, each price carried: F = S exp(carry x years to expiry). `days`: of those, the last ones. */
export function futureBars(
  future: Future,
  carry: (row: number) => number,
  spot: Bars,
  days: number = Number.POSITIVE_INFINITY,
): Bars {
  const end = endOf(future)
  const first = spot.time.findIndex((at) => at > end - days * dayMs)
  const last = spot.time.findLastIndex((at) => at <= end) + 1
  const start = first < 0 ? last : first
  const time = spot.time.slice(start, last)
  const carried = (column: Float64Array): Float64Array =>
    time.map((at, i) =>
      roundPrice(future, column[start + i]! * portableExp((carry(start + i) * (end - at)) / (365 * dayMs))),
    )
  const [open, high, low, close] = [carried(spot.open), carried(spot.high), carried(spot.low), carried(spot.close)]
  const volume = time.map((at, i) => Math.round(spot.volume[start + i]! * busyness((end - at) / dayMs)))
  return { id: future.id, span: spot.span, time, open, high, low, close, volume, adjusted: close.slice() }
}

// Traders sit in the contract in front, and leave it in its last week.
function busyness(days: number): number {
  return days < 8 ? 0.2 : portableExp((8 - days) / 45)
}

/** Every contract that trades between two moments, by expiry. */
export function contractsOf(
  { futures, days = 200, months = 'active' }: SyntheticFutures,
  from: number,
  to: number,
): readonly Future[] {
  if (!(days > 0)) throw badArgument('syntheticMarket', `days of ${futures.root}`, days, 'a number > 0')
  const most = Math.ceil(((to - from) / dayMs + days) / 28) + 1
  return contractChain(futures, toIsoDate(from), most, futuresDays, { months }).filter(
    (contract) => endOf(contract) - days * dayMs < to,
  )
}

/** The slope of the curve per bar: it goes back to its mean by a share of `1 / bars` at each. */
export function slopesOf(mean: number, deviation: number, bars: number, n: number, rng: Rng): Float64Array {
  const back = 1 / bars
  let slope = mean
  return Float64Array.from({ length: n }, () => {
    slope += back * (mean - slope) + deviation * Math.sqrt(2 * back) * rng.normal()
    return slope
  })
}

/** A settlement at the last bar of each day of UTC; the last one before the expiry is final. */
export function* settlementsOf(future: Future, { id, time, close }: Bars, to: number): Iterable<Sourced<Fact>> {
  const over = to >= endOf(future)
  for (let i = 0; i < time.length; i++) {
    const last = i + 1 === time.length
    if (!last && Math.floor((time[i + 1]! - 1) / dayMs) === Math.floor((time[i]! - 1) / dayMs)) continue
    yield { kind: 'settlement', id, price: close[i]!, final: last && over, at: time[i]!, source: 'synthetic' }
  }
}

function endOf({ expiry }: Future): number {
  return (dayNumber(expiry) + 1) * dayMs
}
