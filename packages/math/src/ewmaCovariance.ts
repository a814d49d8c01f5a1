import { scaledGram, sharesOf, squaresOf } from './covariance.js'
import { type Decay, lambdaOf } from './decay.js'
import { outOfDomain } from './error.js'
import type { Matrix } from './matrix.js'
import { centredSeries, checkObservations, columnMeans } from './observations.js'

/**
 * `mean`: about zero (default, as RiskMetrics does for daily returns) or about the weighted mean. `start`: weights
 * lambda^age over their sum (default), or the recursion S = lambda S + (1 - lambda) x x' begun at x0 x0', which leaves
 * the first row a large weight. `unbiased` divides by 1 - sum of squared weights.
 */
export type EwmaOptions = {
  readonly mean?: 'zero' | 'weighted'
  readonly start?: 'normalised' | 'first'
  readonly unbiased?: boolean
}

/**
 * Exponentially weighted covariance of the columns, last row newest. With `{ mean: 'weighted', unbiased: true }` it is
 * what pandas calls ewm(...).cov().
 *
 * @throws RangeError where an entry is not finite, the decay is out of its domain, or no row (unbiased: one) is left
 * @example
 * import { ewmaCovariance, matrixFromRows } from '@bourse/math'
 * ewmaCovariance(matrixFromRows([[2], [1]]), { halfLife: 1 }).data // => Float64Array [2]
 */
export function ewmaCovariance(observations: Matrix, decay: Decay, options: EwmaOptions = {}): Matrix {
  const { mean = 'zero', start = 'normalised', unbiased = false } = options
  checkObservations('ewmaCovariance', observations, unbiased ? 2 : 1)
  const lambda = lambdaOf(decay)
  const { rows, cols } = observations
  const weights = Float64Array.from({ length: rows }, (_, t) => lambda ** (rows - 1 - t))
  const shares = start === 'normalised' ? sharesOf(weights) : weights.map((w, t) => (t === 0 ? w : w * (1 - lambda)))
  const left = unbiased ? 1 - squaresOf(shares) : 1
  if (!(left > 0)) throw outOfDomain('ewmaCovariance', 'lambda', lambda, 'large enough to leave weight to two rows')
  const means = mean === 'zero' ? new Float64Array(cols) : columnMeans(observations, shares)
  return scaledGram(centredSeries(observations, means, shares), observations, 1 / left)
}
