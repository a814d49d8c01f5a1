import { checkScored } from './scored.js'

/**
 * Brier score: the weighted mean of (probability - outcome)^2, 0 best, 0.25 what always saying 1/2 earns (Brier, Monthly
 * Weather Review 78, 1950).
 *
 * @throws BourseError naming the row where a label is not 0 or 1 or a probability not in [0, 1]
 * @example
 * import { brierScore } from '@bourse/scoring'
 * brierScore(Float64Array.of(0.8, 0.3), Float64Array.of(1, 0)) // => 0.065
 */
export function brierScore(predicted: Float64Array, actual: Float64Array, weights?: Float64Array): number {
  checkScored('brierScore', predicted, actual, weights, true)
  let [sum, total] = [0, 0]
  for (let i = 0; i < actual.length; i++) {
    const weight = weights?.[i] ?? 1
    sum += weight * (predicted[i]! - actual[i]!) ** 2
    total += weight
  }
  return sum / total
}
