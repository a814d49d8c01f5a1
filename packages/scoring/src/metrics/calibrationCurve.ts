import { badArgument } from '@bourse/core'
import { quantile } from '@bourse/math'
import { checkScored } from './scored.js'

/** One point for each bin that has rows: mean forecast, share that happened, rows. */
export type CalibrationCurve = {
  readonly predicted: Float64Array
  readonly observed: Float64Array
  readonly count: Float64Array
}

/**
 * What happened where the model said 10, 20, ... %: on the diagonal it can be believed. Bins of equal width, or of equal
 * numbers of rows (`'quantile'`); a forecast on a border belongs to the bin below it. Weights have no say here.
 *
 * @param options.bins default 10
 * @param options.spacing default `'uniform'`
 * @throws BourseError naming the row where a label is not 0 or 1 or a probability not in [0, 1]
 * @example
 * import { calibrationCurve } from '@bourse/scoring'
 * calibrationCurve(Float64Array.of(0.1, 0.15, 0.9), Float64Array.of(0, 1, 1), { bins: 2 }).observed // => Float64Array [0.5, 1]
 */
export function calibrationCurve(
  predicted: Float64Array,
  actual: Float64Array,
  options: { readonly bins?: number; readonly spacing?: 'uniform' | 'quantile' } = {},
): CalibrationCurve {
  const { bins = 10, spacing = 'uniform' } = options
  checkScored('calibrationCurve', predicted, actual, undefined, true)
  if (!(Number.isInteger(bins) && bins >= 1)) throw badArgument('calibrationCurve', 'bins', bins, 'a whole number >= 1')
  const sorted = spacing === 'quantile' ? Float64Array.from(predicted).sort() : undefined
  const borders = Array.from({ length: bins - 1 }, (_, k) => {
    const share = (k + 1) / bins
    return sorted === undefined ? share : quantile(sorted, share)
  })
  const [forecast, happened, count] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)]
  for (let i = 0; i < predicted.length; i++) {
    let bin = 0
    while (bin < borders.length && predicted[i]! > borders[bin]!) bin++
    forecast[bin]! += predicted[i]!
    happened[bin]! += actual[i]!
    count[bin]!++
  }
  const filled = [...count.keys()].filter((k) => count[k]! > 0)
  return {
    predicted: Float64Array.from(filled, (k) => forecast[k]! / count[k]!),
    observed: Float64Array.from(filled, (k) => happened[k]! / count[k]!),
    count: Float64Array.from(filled, (k) => count[k]!),
  }
}

/**
 * Expected calibration error: the mean distance of forecast and what happened over the bins, by rows. 0.02 is good, 0.1
 * is a model whose probabilities are names.
 *
 * @throws BourseError as `calibrationCurve`
 * @example
 * import { calibrationError } from '@bourse/scoring'
 * calibrationError(Float64Array.of(0.5, 0.5), Float64Array.of(0, 1)) // => 0
 */
export function calibrationError(
  predicted: Float64Array,
  actual: Float64Array,
  options: { readonly bins?: number; readonly spacing?: 'uniform' | 'quantile' } = {},
): number {
  const curve = calibrationCurve(predicted, actual, options)
  let sum = 0
  curve.count.forEach((count, k) => {
    sum += count * Math.abs(curve.predicted[k]! - curve.observed[k]!)
  })
  return sum / predicted.length
}
