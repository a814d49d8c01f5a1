import type { Matrix } from '@bourse/math'
import { checkCovariance } from '../problem/checkProblem.js'
import { correlationOf } from '../problem/model.js'
import { wrongInput } from '../wrongInput.js'

/**
 * `direct`: sqrt((1 - rho) / 2). `profile`: how much two assets differ in their direct distances to all assets
 * (Euclidean), so that assets with the same company are near although they hardly move together.
 */
export type CorrelationDistance = 'direct' | 'profile'

/**
 * Distances between assets from their correlations, 0 for the same, 1 for exactly opposite (`direct`). Lopez de Prado,
 * "Building Diversified Portfolios that Outperform Out of Sample", 2016, where `profile` is the one used.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { correlationDistances } from '@bourse/optimizer'
 * correlationDistances(matrixFromRows([[1, 0.5], [0.5, 1]])).data // => Float64Array [0, 0.5, 0.5, 0]
 */
export function correlationDistances(covariance: Matrix, distance: CorrelationDistance = 'direct'): Matrix {
  const n = covariance.rows
  if (n < 1) throw wrongInput('covariance', 'empty', 'at least one asset')
  checkCovariance(covariance, n)
  const rho = correlationOf(covariance)
  const direct = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const d = Math.sqrt(Math.max(0, (1 - rho[i * n + j]!) / 2))
      direct[i * n + j] = d
      direct[j * n + i] = d
    }
  if (distance === 'direct') return { rows: n, cols: n, data: direct }
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let s = 0
      for (let k = 0; k < n; k++) s += (direct[i * n + k]! - direct[j * n + k]!) ** 2
      data[i * n + j] = Math.sqrt(s)
      data[j * n + i] = data[i * n + j]!
    }
  return { rows: n, cols: n, data }
}
