import type { Matrix } from '@bourse/math'
import { deviationsOf } from '../problem/model.js'
import { wrongInput } from '../wrongInput.js'

/**
 * 1/n each.
 *
 * @example
 * import { equalWeights } from '@bourse/optimizer'
 * equalWeights(4) // => Float64Array [0.25, 0.25, 0.25, 0.25]
 */
export function equalWeights(count: number): Float64Array {
  if (!(Number.isInteger(count) && count > 0)) throw wrongInput('count', count, 'a whole number > 0')
  return new Float64Array(count).fill(1 / count)
}

/**
 * Proportional to 1 / volatility: equal risk shares where all correlations are equal. Throws where a variance is not > 0.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { inverseVolatilityWeights } from '@bourse/optimizer'
 * inverseVolatilityWeights(matrixFromRows([[0.04, 0], [0, 0.64]])) // => Float64Array [0.8, 0.2]
 */
export function inverseVolatilityWeights(covariance: Matrix): Float64Array {
  return normalized(deviationsOf(covariance).map((s) => 1 / s))
}

/**
 * Proportional to 1 / variance: the least variance where nothing is correlated. Throws where a variance is not > 0.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { inverseVarianceWeights } from '@bourse/optimizer'
 * inverseVarianceWeights(matrixFromRows([[0.25, 0], [0, 1]])) // => Float64Array [0.8, 0.2]
 */
export function inverseVarianceWeights(covariance: Matrix): Float64Array {
  return normalized(deviationsOf(covariance).map((s) => 1 / (s * s)))
}

function normalized(values: Float64Array): Float64Array {
  let sum = 0
  for (const v of values) sum += v
  return values.map((v) => v / sum)
}
