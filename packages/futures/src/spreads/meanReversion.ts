// Whether a spread is far from home, and how long the way back is.
import { failed, type Result, succeeded } from '@bourse/core'

/**
 * How many standard deviations (sample) the last value lies above the mean of all. Fails with `spread/too-short` for fewer
 * than two values and `spread/flat` for a spread that never moved.
 *
 * @example
 * import { spreadZScore } from '@bourse/futures'
 * spreadZScore([1, 2, 3, 2, 7]) // => { ok: true, value: 1.7056 }
 */
export function spreadZScore(values: ArrayLike<number>): Result<number, 'spread/too-short' | 'spread/flat'> {
  const count = values.length
  if (count < 2) return failed('spread/too-short', `a z-score needs two values, here are ${count}`, { count })
  let mean = 0
  for (let i = 0; i < count; i++) mean += values[i]! / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) ** 2
  if (squares === 0) return failed('spread/flat', 'the spread never moved', { count })
  return succeeded((values[count - 1]! - mean) / Math.sqrt(squares / (count - 1)))
}

/**
 * Steps until half of a deviation is gone, by the regression of each value on the one before (Ornstein-Uhlenbeck, sampled):
 * -ln 2 / ln b. Fails with `spread/too-short` below three values, `spread/flat`, and `spread/not-reverting` where b is not
 * between 0 and 1.
 *
 * @example
 * import { spreadHalfLife } from '@bourse/futures'
 * spreadHalfLife([8, 4, 2, 1, 0.5, 0.25]) // => { ok: true, value: 1 }
 */
export function spreadHalfLife(
  values: ArrayLike<number>,
): Result<number, 'spread/too-short' | 'spread/flat' | 'spread/not-reverting'> {
  const count = values.length - 1
  if (count < 2)
    return failed('spread/too-short', `a half-life needs three values, here are ${values.length}`, { count })
  let [meanX, meanY] = [0, 0]
  for (let i = 0; i < count; i++) {
    meanX += values[i]! / count
    meanY += values[i + 1]! / count
  }
  let [covariance, variance] = [0, 0]
  for (let i = 0; i < count; i++) {
    covariance += (values[i]! - meanX) * (values[i + 1]! - meanY)
    variance += (values[i]! - meanX) ** 2
  }
  if (variance === 0) return failed('spread/flat', 'the spread never moved', { count })
  const b = covariance / variance
  if (b > 0 && b < 1) return succeeded(-Math.LN2 / Math.log(b))
  return failed('spread/not-reverting', `each value keeps ${b} of the one before: nothing draws it back`, {
    persistence: Number.isFinite(b) ? b : null,
  })
}
