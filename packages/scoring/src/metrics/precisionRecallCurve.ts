import { checkBothClasses, checkScored } from './scored.js'
import { countsByThreshold } from './rocCurve.js'

/** One point for each threshold, rising, and a last one without threshold at precision 1, recall 0. */
export type PrecisionRecallCurve = {
  readonly precision: Float64Array
  readonly recall: Float64Array
  readonly thresholds: Float64Array
}

/**
 * What share of the called were right (precision) and what share of the right were called (recall), at each threshold.
 *
 * @throws BourseError where one class has no row, a label is not 0 or 1, a score not finite
 * @example
 * import { precisionRecallCurve } from '@bourse/scoring'
 * precisionRecallCurve(Float64Array.of(0.9, 0.6, 0.4), Float64Array.of(1, 0, 1)).recall // => Float64Array [1, 0.5, 0.5, 0]
 */
export function precisionRecallCurve(
  predicted: Float64Array,
  actual: Float64Array,
  weights?: Float64Array,
): PrecisionRecallCurve {
  checkScored('precisionRecallCurve', predicted, actual, weights, false)
  checkBothClasses('precisionRecallCurve', actual)
  const { hits, misses, thresholds } = countsByThreshold(predicted, actual, weights)
  const all = hits.at(-1)!
  return {
    precision: Float64Array.of(
      ...hits.map((hit, k) => (hit + misses[k]! > 0 ? hit / (hit + misses[k]!) : 0)).reverse(),
      1,
    ),
    recall: Float64Array.of(...hits.map((hit) => hit / all).reverse(), 0),
    thresholds: Float64Array.from(thresholds.reverse()),
  }
}

/**
 * Area under precision over recall, in steps: each gain of recall times the precision it was won with.
 *
 * @throws BourseError where one class has no row, a label is not 0 or 1, a score not finite
 * @example
 * import { averagePrecision } from '@bourse/scoring'
 * averagePrecision(Float64Array.of(0.9, 0.6, 0.4), Float64Array.of(1, 0, 1)).toFixed(4) // => '0.8333'
 */
export function averagePrecision(predicted: Float64Array, actual: Float64Array, weights?: Float64Array): number {
  const { precision, recall } = precisionRecallCurve(predicted, actual, weights)
  let area = 0
  for (let k = 0; k + 1 < recall.length; k++) area += (recall[k]! - recall[k + 1]!) * precision[k]!
  return area
}
