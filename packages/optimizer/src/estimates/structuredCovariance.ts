import { covariance as covarianceOfColumns, eigenSymmetric, leastSquares, type Matrix } from '@bourse/math'
import { checkCovariance } from '../problem/checkProblem.js'
import { correlationOf, deviationsOf } from '../problem/model.js'
import { wrongInput } from '../wrongInput.js'
import { checkReturns } from './expectedReturns.js'

/**
 * The covariance without its `count` (1) largest common movements, the market first: what is left of the correlations,
 * put back to 1 on the diagonal (Lopez de Prado, "Machine Learning for Asset Managers", 2020). For telling clusters
 * apart; it is singular, so not for inverting.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { detonedCovariance } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0.02], [0.02, 0.04]])
 * detonedCovariance(covariance).data.map((v) => Math.round(v * 1e9) / 1e9) // => Float64Array [0.04, -0.04, -0.04, 0.04]
 */
export function detonedCovariance(covariance: Matrix, count = 1): Matrix {
  const n = covariance.rows
  checkCovariance(covariance, n)
  if (!(Number.isInteger(count) && count >= 0 && count < n))
    throw wrongInput('count', count, `a whole number from 0 to ${n - 1}`)
  const { values, vectors } = eigenSymmetric({ rows: n, cols: n, data: correlationOf(covariance) })
  const left = new Float64Array(n * n)
  for (let k = 0; k < n - count; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) left[i * n + j]! += values[k]! * vectors.data[i * n + k]! * vectors.data[j * n + k]!
  for (let i = 0; i < n; i++)
    if (!(left[i * n + i]! > 1e-12))
      throw wrongInput(`asset ${i}`, 'nothing but the common movements', 'fewer movements taken out')
  const deviation = deviationsOf(covariance)
  const scale = deviation.map((s, i) => s / Math.sqrt(left[i * n + i]!))
  const data = left.map((v, at) => v * scale[Math.floor(at / n)]! * scale[at % n]!)
  for (let i = 0; i < n; i++) data[i * n + i] = covariance.data[i * n + i]!
  return { rows: n, cols: n, data }
}

/** covariance = loadings x covariance of the factors x loadings' + `specific` on the diagonal. Loadings: a row an asset. */
export type FactorModel = { readonly covariance: Matrix; readonly loadings: Matrix; readonly specific: Float64Array }

/**
 * Covariance from a regression of each column of `returns` on the columns of `factors` (same periods): common movement
 * through the factors, the rest each asset's own (variance with rows - factors - 1 below). Always positive definite
 * where every asset has something of its own.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { factorModelCovariance } from '@bourse/optimizer'
 * const factors = matrixFromRows([[0.01], [-0.01], [0.02], [0]])
 * const returns = matrixFromRows([[0.02], [-0.02], [0.04], [0]])
 * factorModelCovariance(returns, factors).loadings.data.map((b) => Math.round(b * 1e9) / 1e9) // => Float64Array [2]
 */
export function factorModelCovariance(returns: Matrix, factors: Matrix): FactorModel {
  const { rows: T, cols: n } = returns
  const k = factors.cols
  checkReturns(factors, k + 2)
  checkReturns(returns, k + 2)
  if (factors.rows !== T) throw wrongInput('rows of factors', factors.rows, `${T}, as returns`)
  const X: Matrix = { rows: T, cols: k + 1, data: new Float64Array(T * (k + 1)) }
  for (let t = 0; t < T; t++) {
    X.data[t * (k + 1)] = 1
    for (let f = 0; f < k; f++) X.data[t * (k + 1) + f + 1] = factors.data[t * k + f]!
  }
  const loadings = new Float64Array(n * k)
  const specific = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const y = Float64Array.from({ length: T }, (_, t) => returns.data[t * n + i]!)
    const fit = leastSquares(X, y)
    if (!fit.ok) throw wrongInput('factors', 'columns that repeat each other', 'factors that differ')
    loadings.set(fit.value.subarray(1), i * k)
    for (let t = 0; t < T; t++) {
      let rest = y[t]!
      for (let f = 0; f <= k; f++) rest -= X.data[t * (k + 1) + f]! * fit.value[f]!
      specific[i]! += (rest * rest) / (T - k - 1)
    }
  }
  const F = covarianceOfColumns(factors)
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let s = i === j ? specific[i]! : 0
      for (let f = 0; f < k; f++)
        for (let g = 0; g < k; g++) s += loadings[i * k + f]! * F.data[f * k + g]! * loadings[j * k + g]!
      data[i * n + j] = s
      data[j * n + i] = s
    }
  return { covariance: { rows: n, cols: n, data }, loadings: { rows: n, cols: k, data: loadings }, specific }
}
