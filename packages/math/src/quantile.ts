import { checkFiniteValues } from './domain.js'
import { outOfDomain } from './error.js'

/** The nine sample quantiles of Hyndman & Fan (Am. Stat. 50, 1996), numbered as in R; 7 is the linear one of most programs. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/**
 * Sample quantile, definition 7 unless told otherwise: of n sorted values the one at place (n - 1) p counted from 0,
 * linear in between. The input is copied, not sorted in place. NaN for no values.
 *
 * @param p probability in [0, 1]
 * @throws RangeError where a value is not finite or `p` outside [0, 1]
 * @example
 * import { quantile } from '@bourse/math'
 * quantile(Float64Array.of(4, 1, 3, 2), 0.5) // => 2.5
 * quantile(Float64Array.of(4, 1, 3, 2), 0.5, 1) // => 2
 */
export function quantile(values: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  checkFiniteValues('quantile', 'values', values)
  if (!(p >= 0 && p <= 1)) throw outOfDomain('quantile', 'p', p, 'in [0, 1]')
  return quantileOfSorted(Float64Array.from(values).sort(), p, type)
}

// n p comes out a few eps beside the whole number it is (0.95 x 300 = 285.00000000000006): R's own allowance.
const fuzz = 4 * Number.EPSILON

/**
 * The same of values already sorted ascending: several quantiles of one sample cost one sort. Nothing is checked.
 *
 * @example
 * import { quantileOfSorted } from '@bourse/math'
 * quantileOfSorted(Float64Array.of(1, 2, 3, 4), 0.25, 6) // => 1.25
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  const n = sorted.length
  if (type === 7) {
    const place = (n - 1) * p
    const low = Math.floor(place)
    return between(sorted, low, place - low)
  }
  if (type <= 3) return quantileOfSteps(sorted, p, type)
  const [a, b] = plottingPositions(type)
  const place = a + p * (n + 1 - a - b)
  const low = Math.floor(place + fuzz)
  const part = place - low
  return between(sorted, low - 1, Math.abs(part) < fuzz ? 0 : part)
}

/** Types 1 to 3 answer values of the sample (2: or the middle of two neighbours). */
function quantileOfSteps(sorted: ArrayLike<number>, p: number, type: QuantileType): number {
  const n = sorted.length
  const place = type === 3 ? n * p - 0.5 : n * p
  const low = Math.floor(place + fuzz)
  const part = place - low > fuzz
  if (type === 1) return at(sorted, part ? low : low - 1)
  if (type === 2) return part ? at(sorted, low) : (at(sorted, low - 1) + at(sorted, low)) / 2
  return at(sorted, part || low % 2 !== 0 ? low : low - 1)
}

function plottingPositions(type: QuantileType): readonly [number, number] {
  if (type === 4) return [0, 1]
  if (type === 5) return [0.5, 0.5]
  if (type === 6) return [0, 0]
  return type === 8 ? [1 / 3, 1 / 3] : [3 / 8, 3 / 8]
}

function at(sorted: ArrayLike<number>, i: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, i))] ?? Number.NaN
}

function between(sorted: ArrayLike<number>, i: number, part: number): number {
  const low = at(sorted, i)
  const high = at(sorted, i + 1)
  return part === 0 || low === high ? low : low + part * (high - low)
}

/**
 * Median: the quantile at 0.5.
 *
 * @throws RangeError where a value is not finite
 * @example
 * import { medianOf } from '@bourse/math'
 * medianOf(Float64Array.of(5, 1, 3)) // => 3
 */
export function medianOf(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}
