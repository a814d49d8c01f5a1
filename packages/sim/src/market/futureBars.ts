// Dated futures on a member: one curve for all of them, and their settlements.
import { type Future, roundPrice } from '@bourse/assets'
import { type Bars, dayMs, dayNumber, type Fact, type Sourced } from '@bourse/core'
import { portableExp } from '@bourse/math'

/** The underlying's bars up to the expiry, each price carried: F = S exp(carry x years to expiry). */
export function futureBars(future: Future, carry: number, spot: Bars): Bars {
  const end = endOf(future)
  const n = spot.time.filter((at) => at <= end).length
  const carried = (column: Float64Array): Float64Array =>
    column
      .slice(0, n)
      .map((price, i) => roundPrice(future, price * portableExp((carry * (end - spot.time[i]!)) / (365 * dayMs))))
  const [open, high, low, close] = [carried(spot.open), carried(spot.high), carried(spot.low), carried(spot.close)]
  return {
    id: future.id,
    span: spot.span,
    time: spot.time.slice(0, n),
    open,
    high,
    low,
    close,
    volume: spot.volume.slice(0, n),
    adjusted: close.slice(),
  }
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
