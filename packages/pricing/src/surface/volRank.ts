/**
 * IV rank: where a volatility lies between the lowest and the highest of a history, 0 to 1; beyond where it is a new
 * extreme. One spike a year ago keeps it low for a year: see `volPercentile`. NaN is passed over; NaN for a history of one
 * value only.
 *
 * @param history implied volatilities at the money, of the last year, say
 * @example
 * import { volRank } from '@bourse/pricing'
 * volRank([0.15, 0.2, 0.55, 0.25], 0.25) // => 0.25
 */
export function volRank(history: ArrayLike<number>, vol: number): number {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < history.length; i++) {
    low = Math.min(low, known(history[i]!, low))
    high = Math.max(high, known(history[i]!, high))
  }
  return high > low ? (vol - low) / (high - low) : Number.NaN
}

/**
 * IV percentile: the share of a history that was below a volatility, 0 to 1. NaN is passed over; NaN for no history.
 *
 * @example
 * import { volPercentile } from '@bourse/pricing'
 * volPercentile([0.15, 0.2, 0.55, 0.25], 0.25) // => 0.5
 */
export function volPercentile(history: ArrayLike<number>, vol: number): number {
  let [below, count] = [0, 0]
  for (let i = 0; i < history.length; i++) {
    if (!Number.isFinite(history[i]!)) continue
    count++
    if (history[i]! < vol) below++
  }
  return count === 0 || Number.isNaN(vol) ? Number.NaN : below / count
}

function known(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise
}
