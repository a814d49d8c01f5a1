import { checkScored } from './scored.js'

/**
 * Weighted mean of -ln(probability given to what happened). Probabilities are held 2^-52 away from 0 and 1, so that one
 * certain and wrong forecast costs 36 and not everything.
 *
 * @throws BourseError naming the row where a label is not 0 or 1 or a probability not in [0, 1]
 * @example
 * import { logLoss } from '@bourse/scoring'
 * logLoss(Float64Array.of(0.8, 0.3), Float64Array.of(1, 0)).toFixed(4) // => '0.2899'
 */
export function logLoss(predicted: Float64Array, actual: Float64Array, weights?: Float64Array): number {
  checkScored('logLoss', predicted, actual, weights, true)
  let [sum, total] = [0, 0]
  for (let i = 0; i < actual.length; i++) {
    const weight = weights?.[i] ?? 1
    const p = heldInside(predicted[i]!)
    sum -= weight * (actual[i] === 1 ? Math.log(p) : Math.log1p(-p))
    total += weight
  }
  return sum / total
}

export function heldInside(p: number): number {
  return Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON)
}
