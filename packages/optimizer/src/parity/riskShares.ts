import type { Matrix } from '@bourse/math'
import { checkLength, checkSize } from '../qp/checkProgram.js'
import { quadraticForm } from '../problem/model.js'

/**
 * Share of the variance that each position carries: w_i (C w)_i / w'Cw. They sum to 1; a hedge has a negative share; NaN
 * where there is no risk.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { riskSharesOf } from '@bourse/optimizer'
 * riskSharesOf(Float64Array.of(0.5, 0.5), matrixFromRows([[0.01, 0], [0, 0.03]])) // => Float64Array [0.25, 0.75]
 */
export function riskSharesOf(weights: Float64Array, covariance: Matrix): Float64Array {
  const n = weights.length
  checkSize('covariance', covariance, n, n)
  checkLength('weights', weights, n)
  const total = quadraticForm(covariance.data, weights)
  return weights.map((w, i) => {
    let s = 0
    for (let j = 0; j < n; j++) s += covariance.data[i * n + j]! * weights[j]!
    return total > 0 ? (w * s) / total : Number.NaN
  })
}
