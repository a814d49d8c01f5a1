import { checkScored } from './scored.js'

/** What a yes-or-no call at one threshold is worth. A ratio without cases is NaN, never 0. */
export type ClassMetrics = {
  readonly accuracy: number
  /** Mean of the share right among negatives and among positives. */
  readonly balancedAccuracy: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Correlation of call and outcome (Matthews 1975). */
  readonly mcc: number
  /** Agreement beyond chance (Cohen 1960). */
  readonly kappa: number
  readonly trueNegative: number
  readonly falsePositive: number
  readonly falseNegative: number
  readonly truePositive: number
}

/**
 * Counts (or weights) of right and wrong calls, called yes from `threshold` on, and what follows from them.
 *
 * @param options.threshold default 0.5
 * @throws BourseError naming the row where a label is not 0 or 1 or a score not finite
 * @example
 * import { classMetrics } from '@bourse/scoring'
 * classMetrics(Float64Array.of(0.9, 0.6, 0.4, 0.2), Float64Array.of(1, 0, 1, 0)).accuracy // => 0.5
 */
export function classMetrics(
  predicted: Float64Array,
  actual: Float64Array,
  options: { readonly threshold?: number; readonly weights?: Float64Array } = {},
): ClassMetrics {
  const { threshold = 0.5, weights } = options
  checkScored('classMetrics', predicted, actual, weights, false)
  let [tn, fp, fn, tp] = [0, 0, 0, 0]
  for (let i = 0; i < actual.length; i++) {
    const weight = weights?.[i] ?? 1
    if (predicted[i]! >= threshold) {
      if (actual[i] === 1) tp += weight
      else fp += weight
    } else if (actual[i] === 1) fn += weight
    else tn += weight
  }
  const total = tn + fp + fn + tp
  const chance = ((tn + fp) * (tn + fn) + (fn + tp) * (fp + tp)) / (total * total)
  const accuracy = (tn + tp) / total
  return {
    accuracy,
    balancedAccuracy: (tn / (tn + fp) + tp / (tp + fn)) / 2,
    precision: tp / (tp + fp),
    recall: tp / (tp + fn),
    f1: (2 * tp) / (2 * tp + fp + fn),
    mcc: (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
    kappa: (accuracy - chance) / (1 - chance),
    trueNegative: tn,
    falsePositive: fp,
    falseNegative: fn,
    truePositive: tp,
  }
}
