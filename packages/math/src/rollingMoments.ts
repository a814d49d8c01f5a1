import { checkWhole } from './domain.js'
import { ratioOfRoots } from './ratioOfRoots.js'
import { createSlidingSums, type SlidingSums } from './slidingSums.js'
import type { RollingPair, RollingStatistic } from './stepperState.js'

function rollingOne(
  name: string,
  length: number,
  least: number,
  read: (sums: SlidingSums) => number,
): RollingStatistic {
  checkWhole(name, 'length', length, least)
  const sums = createSlidingSums(length, 1)
  const value = new Float64Array(1)
  return {
    next(x) {
      value[0] = x
      sums.push(value)
      return sums.isFull() ? read(sums) : Number.NaN
    },
    save: () => sums.save(),
    load: (state) => sums.load(name, state),
  }
}

/**
 * Mean of the last `length` values, in constant time a value. It does not drift: a million values after a spike of
 * 1e9 it is still within an ulp or two of the mean of its window.
 *
 * @throws RangeError where `length` is not a whole number >= 1
 * @example
 * import { rollingMean } from '@bourse/math'
 * const mean = rollingMean(2)
 * mean.next(1) // => NaN
 * mean.next(3) // => 2
 */
export function rollingMean(length: number): RollingStatistic {
  return rollingOne('rollingMean', length, 1, ({ sums, anchors }) => anchors[0]! + sums[0]! / length)
}

/**
 * Variance of the last `length` values, in constant time a value and without drift, however far they lie from 0.
 *
 * @param ddof what is taken from the count in the divisor, default 1
 * @throws RangeError where `length` is not a whole number > ddof
 * @example
 * import { rollingVariance } from '@bourse/math'
 * const variance = rollingVariance(3)
 * for (const x of [9, 1, 2]) variance.next(x)
 * variance.next(6) // => 7
 */
export function rollingVariance(length: number, ddof: 0 | 1 = 1): RollingStatistic {
  return rollingOne('rollingVariance', length, ddof + 1, ({ sums }) => spread(sums, 0, 1, length) / (length - ddof))
}

/** Sum of squares about the mean, from sums about the anchor. */
function spread(sums: Float64Array, first: number, second: number, length: number): number {
  return Math.max(0, sums[second]! - (sums[first]! * sums[first]!) / length)
}

/**
 * Standard deviation of the last `length` values: the root of `rollingVariance`.
 *
 * @param ddof what is taken from the count in the divisor, default 1
 * @throws RangeError where `length` is not a whole number > ddof
 * @example
 * import { rollingDeviation } from '@bourse/math'
 * const deviation = rollingDeviation(2, 0)
 * deviation.next(1)
 * deviation.next(3) // => 1
 */
export function rollingDeviation(length: number, ddof: 0 | 1 = 1): RollingStatistic {
  return rollingOne('rollingDeviation', length, ddof + 1, ({ sums }) =>
    Math.sqrt(spread(sums, 0, 1, length) / (length - ddof)),
  )
}

function rollingTwo(name: string, length: number, least: number, read: (sums: Float64Array) => number): RollingPair {
  checkWhole(name, 'length', length, least)
  const sums = createSlidingSums(length, 2)
  const value = new Float64Array(2)
  return {
    next(x, y) {
      value[0] = x
      value[1] = y
      sums.push(value)
      return sums.isFull() ? read(sums.sums) : Number.NaN
    },
    save: () => sums.save(),
    load: (state) => sums.load(name, state),
  }
}

/**
 * Covariance of the last `length` pairs, in constant time a pair and without drift.
 *
 * @param ddof what is taken from the count in the divisor, default 1
 * @throws RangeError where `length` is not a whole number > ddof
 * @example
 * import { rollingCovariance } from '@bourse/math'
 * const covariance = rollingCovariance(2)
 * covariance.next(1, 2)
 * covariance.next(3, 6) // => 4
 */
export function rollingCovariance(length: number, ddof: 0 | 1 = 1): RollingPair {
  return rollingTwo('rollingCovariance', length, ddof + 1, (sums) => together(sums, length) / (length - ddof))
}

function together(sums: Float64Array, length: number): number {
  return sums[4]! - (sums[0]! * sums[1]!) / length
}

/**
 * Correlation of the last `length` pairs, in constant time a pair and without drift; NaN where one series does not vary.
 *
 * @throws RangeError where `length` is not a whole number >= 2
 * @example
 * import { rollingCorrelation } from '@bourse/math'
 * const correlation = rollingCorrelation(3)
 * for (const x of [1, 2]) correlation.next(x, -x)
 * correlation.next(4, -4) // => -1
 */
export function rollingCorrelation(length: number): RollingPair {
  return rollingTwo('rollingCorrelation', length, 2, (sums) => {
    return ratioOfRoots(together(sums, length), spread(sums, 0, 2, length), spread(sums, 1, 3, length))
  })
}
