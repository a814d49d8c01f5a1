import { covariance, deviationsOf, correlationOfCovariance } from './covariance.js'
import { checkFiniteValues } from './domain.js'
import { eigenSymmetric } from './eigen.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'
import { checkObservations } from './observations.js'

/** Where noise ends among the eigenvalues of a correlation matrix: `factors` lie above `lambdaMax`. */
export type MarchenkoPasturEdge = { readonly factors: number; readonly variance: number; readonly lambdaMax: number }

/** `eigenvalues` of the correlation matrix before denoising, descending. */
export type Denoised = {
  readonly covariance: Matrix
  readonly factors: number
  readonly lambdaMax: number
  readonly eigenvalues: Float64Array
}

/**
 * Upper edge of the Marchenko-Pastur law, lambdaMax = variance (1 + sqrt(columns / rows))^2, and how many eigenvalues
 * lie above. `variance` of the noise is 1 (`'unit'`, default), or found by iterating: the mean of the eigenvalues not
 * above the edge, until their number stays (`'fitted'`), which takes far more factors.
 *
 * @param eigenvalues of a correlation matrix, in any order
 * @param rows number of observations it was estimated from
 * @throws RangeError where a value is not finite or `rows` is not > 0
 * @example
 * import { marchenkoPasturEdge } from '@bourse/math'
 * marchenkoPasturEdge(Float64Array.of(2.8, 0.6, 0.4, 0.2), 100) // => { factors: 1, variance: 1, lambdaMax: 1.44 }
 */
export function marchenkoPasturEdge(
  eigenvalues: Float64Array,
  rows: number,
  noise: 'unit' | 'fitted' = 'unit',
): MarchenkoPasturEdge {
  checkFiniteValues('marchenkoPasturEdge', 'eigenvalues', eigenvalues)
  if (!(rows > 0)) throw outOfDomain('marchenkoPasturEdge', 'rows', rows, '> 0')
  const spread = (1 + Math.sqrt(eigenvalues.length / rows)) ** 2
  const descending = eigenvalues.slice().sort().reverse()
  const count = (edge: number): number => descending.filter((value) => value > edge).length
  let variance = 1
  let factors = count(spread)
  if (noise === 'fitted')
    for (let before = -1; factors !== before && factors < descending.length; factors = count(variance * spread)) {
      before = factors
      const rest = descending.subarray(factors)
      variance = rest.reduce((sum, value) => sum + value, 0) / rest.length
    }
  return { factors, variance, lambdaMax: variance * spread }
}

/**
 * Sample covariance (ddof 1) without the noise in its correlations: eigenvalues not above the Marchenko-Pastur edge
 * (noise variance 1) are replaced by their mean, the diagonal is put back to ones, then the variances (Laloux et al.,
 * Phys. Rev. Lett. 83, 1999; Lopez de Prado, Machine Learning for Asset Managers, 2.5.1).
 *
 * @throws RangeError where an entry is not finite, there are fewer than two rows, or a column does not vary
 * @example
 * import { denoisedCovariance, matrixFromRows } from '@bourse/math'
 * denoisedCovariance(matrixFromRows([[1, 2], [3, 1], [2, 5], [0, 4]])).factors // => 0
 */
export function denoisedCovariance(observations: Matrix): Denoised {
  checkObservations('denoisedCovariance', observations, 2)
  const sample = covariance(observations)
  const n = sample.cols
  const deviations = deviationsOf(sample)
  for (let j = 0; j < n; j++)
    if (!(deviations[j]! > 0)) throw outOfDomain('denoisedCovariance', `variance of column ${j}`, 0, '> 0')
  const { values, vectors } = eigenSymmetric(correlationOfCovariance(sample))
  const { factors, lambdaMax } = marchenkoPasturEdge(values, observations.rows)
  const noise = n - factors
  const mean = values.subarray(0, noise).reduce((sum, value) => sum + value, 0) / noise
  const cleaned = rebuilt(vectors, (k) => (k < noise ? mean : values[k]!))
  const roots = deviationsOf(cleaned)
  const out = zeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      out.data[i * n + j] =
        i === j
          ? sample.data[i * n + i]!
          : (cleaned.data[i * n + j]! / (roots[i]! * roots[j]!)) * (deviations[i]! * deviations[j]!)
  return { covariance: out, factors, lambdaMax, eigenvalues: values.slice().reverse() }
}

/** V diag(values) V'. */
function rebuilt(vectors: Matrix, value: (k: number) => number): Matrix {
  const n = vectors.rows
  const out = zeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += value(k) * vectors.data[i * n + k]! * vectors.data[j * n + k]!
      out.data[i * n + j] = out.data[j * n + i] = sum
    }
  return out
}
