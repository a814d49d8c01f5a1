// Gains against losses, and the tails of returns.
import { badArgument } from '@bourse/core'
import { quantileOfSorted } from '@bourse/math'
import { checkReturns } from '../measures/returns.js'
import { ratioOf } from './sharpe.js'

/** Sums and counts of what is above and below 0; `losses` and `averageLoss` > 0. */
export type Gains = {
  readonly gains: number
  readonly losses: number
  readonly wins: number
  readonly defeats: number
  readonly longestWins: number
  readonly longestLosses: number
}

export function gainsOf(returns: ArrayLike<number>, threshold = 0): Gains {
  let gains = 0
  let losses = 0
  let wins = 0
  let defeats = 0
  let run = 0
  let longestWins = 0
  let longestLosses = 0
  for (let t = 0; t < returns.length; t++) {
    const r = returns[t]! - threshold
    if (r > 0) {
      gains += r
      wins++
      run = run > 0 ? run + 1 : 1
      if (run > longestWins) longestWins = run
    } else if (r < 0) {
      losses -= r
      defeats++
      run = run < 0 ? run - 1 : -1
      if (-run > longestLosses) longestLosses = -run
    } else run = 0
  }
  return { gains, losses, wins, defeats, longestWins, longestLosses }
}

/**
 * Omega: what is earned above a threshold over what is lost below it. NaN where nothing is below.
 *
 * @param threshold return per period, default 0
 * @throws BourseError where a return or the threshold is not finite
 * @see Keating and Shadwick, J. Performance Measurement 6(3), 2002
 *
 * @example
 * import { omegaRatio } from '@bourse/risk'
 * omegaRatio(Float64Array.of(0.03, -0.01, -0.01)).toFixed(2) // => '1.50'
 */
export function omegaRatio(returns: ArrayLike<number>, threshold = 0): number {
  checkReturns('omegaRatio', returns)
  if (!Number.isFinite(threshold)) throw badArgument('omegaRatio', 'threshold', threshold, 'a finite return per period')
  const { gains, losses } = gainsOf(returns, threshold)
  return ratioOf(gains, losses)
}

/**
 * R squared of the cumulated log returns against time: 1 is a straight line. NaN where a return is <= -1 (no
 * logarithm) or the line is flat.
 *
 * @throws BourseError where a return is not finite
 *
 * @example
 * import { stabilityOf } from '@bourse/risk'
 * stabilityOf(Float64Array.of(0.01, 0.01, 0.01)).toFixed(6) // => '1.000000'
 */
export function stabilityOf(returns: ArrayLike<number>): number {
  checkReturns('stabilityOf', returns)
  const count = returns.length
  const values = new Float64Array(count)
  let level = 0
  let sum = 0
  for (let t = 0; t < count; t++) {
    level += Math.log1p(returns[t]!)
    values[t] = level
    sum += level
  }
  const mean = sum / count
  const middle = (count - 1) / 2
  let across = 0
  let spread = 0
  let times = 0
  for (let t = 0; t < count; t++) {
    across += (t - middle) * (values[t]! - mean)
    spread += (values[t]! - mean) ** 2
    times += (t - middle) ** 2
  }
  return ratioOf(across * across, spread * times)
}

/** |95th| over |5th| percentile, linear, of returns sorted ascending. */
export function tailRatioOf(sorted: Float64Array): number {
  return ratioOf(Math.abs(quantileOfSorted(sorted, 0.95)), Math.abs(quantileOfSorted(sorted, 0.05)))
}

/** Mean of |min(r - threshold, 0)|^order: the lower partial moment. */
export function lowerMoment(returns: ArrayLike<number>, threshold: number, order: number): number {
  let sum = 0
  for (let t = 0; t < returns.length; t++) sum += Math.max(threshold - returns[t]!, 0) ** order
  return sum / returns.length
}
