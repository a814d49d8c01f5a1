import { checkSymmetric } from './domain.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'
import { gramOfRows } from './multiply.js'
import { centredSeries, checkObservations, checkWeights, columnMeans } from './observations.js'

/** `ddof` is taken from the count in the divisor, default 1; `weights` has one number >= 0 per row. */
export type CovarianceOptions = { readonly ddof?: 0 | 1; readonly weights?: Float64Array }

/**
 * Sample covariance of the columns; a row is one date. Divided by rows - ddof. With weights (of importance, only their
 * ratios count) about the weighted mean and divided by 1 - ddof sum w^2, w summing to 1, which is unbiased for ddof 1.
 * Exactly symmetric; positive semidefinite to rounding.
 *
 * @throws RangeError where an entry is not finite, weights do not fit, or there are not more rows than ddof
 * @example
 * import { covariance, matrixFromRows } from '@bourse/math'
 * covariance(matrixFromRows([[1, 2], [3, 6]])).data // => Float64Array [2, 4, 4, 8]
 */
export function covariance(observations: Matrix, options: CovarianceOptions = {}): Matrix {
  return covarianceNamed('covariance', observations, options)
}

function covarianceNamed(where: string, observations: Matrix, options: CovarianceOptions): Matrix {
  const { ddof = 1, weights } = options
  checkObservations(where, observations, ddof + 1)
  if (weights === undefined) {
    const z = centredSeries(observations, columnMeans(observations))
    return scaledGram(z, observations, 1 / (observations.rows - ddof))
  }
  checkWeights(where, weights, observations.rows)
  const shares = sharesOf(weights)
  const left = 1 - ddof * squaresOf(shares)
  if (!(left > 0)) throw outOfDomain(where, 'weights', 'all on one row', 'spread over at least two rows for ddof 1')
  return scaledGram(centredSeries(observations, columnMeans(observations, shares), shares), observations, 1 / left)
}

/** Weights that sum to 1. */
export function sharesOf(weights: Float64Array): Float64Array {
  let sum = 0
  for (let t = 0; t < weights.length; t++) sum += weights[t]!
  return weights.map((w) => w / sum)
}

export function squaresOf(shares: Float64Array): number {
  let squares = 0
  for (let t = 0; t < shares.length; t++) squares += shares[t]! * shares[t]!
  return squares
}

/** factor Z Z' for series as rows. */
export function scaledGram(z: Float64Array, observations: Matrix, factor: number): Matrix {
  const n = observations.cols
  const out = zeros(n, n)
  gramOfRows(z, n, observations.rows, out.data)
  for (let i = 0; i < out.data.length; i++) out.data[i] = out.data[i]! * factor
  return out
}

/**
 * Pearson correlations of the columns, weighted where weights are given; exact ones on the diagonal. A column that
 * does not vary has NaN in its row and column.
 *
 * @throws RangeError where an entry is not finite, weights do not fit, or there are fewer than two rows
 * @example
 * import { correlation, matrixFromRows } from '@bourse/math'
 * correlation(matrixFromRows([[1, 6], [3, 2], [5, -2]])).data // => Float64Array [1, -1, -1, 1]
 */
export function correlation(observations: Matrix, options: { readonly weights?: Float64Array } = {}): Matrix {
  return correlationOfCovariance(covarianceNamed('correlation', observations, options))
}

/**
 * The correlations in a covariance matrix: c_ij / sqrt(c_ii c_jj), within [-1, 1]. A variance that is not > 0 gives NaN
 * in its row and column.
 *
 * @throws RangeError where `a` is not square, finite and symmetric
 * @example
 * import { matrixFromRows, toCorrelation } from '@bourse/math'
 * toCorrelation(matrixFromRows([[4, 3], [3, 9]])).data // => Float64Array [1, 0.5, 0.5, 1]
 */
export function toCorrelation(a: Matrix): Matrix {
  checkSymmetric('toCorrelation', 'a', a)
  return correlationOfCovariance(a)
}

export function correlationOfCovariance(a: Matrix): Matrix {
  const n = a.rows
  const out = zeros(n, n)
  const deviations = deviationsOf(a)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const scale = deviations[i]! * deviations[j]!
      const r = i === j ? scale / scale : a.data[i * n + j]! / scale
      // A perfect correlation can come out an ulp beyond 1.
      out.data[i * n + j] = Math.max(-1, Math.min(1, r))
    }
  return out
}

/** Roots of the diagonal, NaN where it is not > 0. */
export function deviationsOf(a: Matrix): Float64Array {
  return Float64Array.from({ length: a.rows }, (_, i) => {
    const variance = a.data[i * a.cols + i]!
    return variance > 0 ? Math.sqrt(variance) : Number.NaN
  })
}

/**
 * Covariance of what falls below a benchmark: sum over rows of min(x_i - b, 0) min(x_j - b, 0), divided by the rows.
 *
 * @param benchmark b, per period, default 0
 * @throws RangeError where an entry is not finite or there is no row
 * @example
 * import { matrixFromRows, semicovariance } from '@bourse/math'
 * semicovariance(matrixFromRows([[-2, 1], [4, -6]])).data // => Float64Array [2, 0, 0, 18]
 */
export function semicovariance(observations: Matrix, benchmark = 0): Matrix {
  checkObservations('semicovariance', observations, 1)
  if (!Number.isFinite(benchmark)) throw outOfDomain('semicovariance', 'benchmark', benchmark, 'a finite number')
  const z = centredSeries(observations, new Float64Array(observations.cols).fill(benchmark))
  for (let i = 0; i < z.length; i++) z[i] = Math.min(z[i]!, 0)
  return scaledGram(z, observations, 1 / observations.rows)
}
