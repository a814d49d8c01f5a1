// A perpetual beside its spot: the basis comes and goes, and the funding follows it.
import { type Perpetual, roundPrice } from '@bourse/assets'
import type { Bars, Fact, Sourced } from '@bourse/core'
import type { Rng } from '@bourse/math'
import { clockOf } from './fundingFacts.js'
import { slopesOf } from './futureBars.js'

/** Deviation of the basis, a part of the price, and the bars in which it goes back. */
const wide = 0.0006
const back = 20

/** What a perpetual is above its spot, a part of it, per bar. */
export function basisOf(n: number, rng: Rng): Float64Array {
  return slopesOf(0, wide, back, n, rng)
}

/** Each price of the spot with the basis of its bar. */
export function perpetualBars(perpetual: Perpetual, spot: Bars, basis: Float64Array): Bars {
  const moved = (column: Float64Array): Float64Array =>
    column.map((price, row) => roundPrice(perpetual, price * (1 + basis[row]!)))
  const [open, high, low, close] = [moved(spot.open), moved(spot.high), moved(spot.low), moved(spot.close)]
  return {
    id: perpetual.id,
    span: spot.span,
    time: spot.time.slice(),
    open,
    high,
    low,
    close,
    volume: spot.volume.slice(),
    adjusted: close.slice(),
  }
}

/** The mean, and what pays the basis off within a day. */
export function* basisFunding(
  perpetual: Perpetual,
  mean: number,
  { time, close }: Bars,
  basis: Float64Array,
): Iterable<Sourced<Fact>> {
  const { id, fundingHours: hours } = perpetual
  let row = 0
  for (const at of clockOf(perpetual, (time[0] ?? 0) - 1, time.at(-1) ?? 0)) {
    while (row + 1 < time.length && time[row + 1]! <= at) row++
    const rate = Number((mean + (basis[row]! * hours) / 24).toFixed(6))
    yield { kind: 'funding', id, rate, hours, price: close[row]!, at, source: 'synthetic' }
  }
}
