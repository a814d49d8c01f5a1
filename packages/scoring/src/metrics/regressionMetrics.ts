import { badArgument } from '@bourse/core'
import { medianOf } from '@bourse/math'

/** How far a forecast of a quantity was off. `r2` and `explainedVariance` are NaN where the outcomes do not vary. */
export type RegressionMetrics = {
  readonly r2: number
  readonly explainedVariance: number
  /** Mean absolute error, and its median. */
  readonly mae: number
  readonly medianError: number
  /** Root of the mean squared error. */
  readonly rmse: number
  /** Mean absolute error as a share of the outcome; outcomes near 0 make it huge. */
  readonly mape: number
}

/**
 * Errors of a forecast in the units of the outcome.
 *
 * @throws BourseError naming the row where a figure is not finite
 * @example
 * import { regressionMetrics } from '@bourse/scoring'
 * regressionMetrics(Float64Array.of(1, 2, 4), Float64Array.of(1, 3, 5)).mae.toFixed(4) // => '0.6667'
 */
export function regressionMetrics(predicted: Float64Array, actual: Float64Array): RegressionMetrics {
  checkForecast('regressionMetrics', predicted, actual)
  const n = actual.length
  const errors = actual.map((y, i) => y - predicted[i]!)
  const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / n
  const [meanError, meanActual] = [mean(errors), mean(actual)]
  const squares = mean(errors.map((e) => e * e))
  const spread = mean(actual.map((y) => (y - meanActual) ** 2))
  const sizes = errors.map(Math.abs)
  const share = (part: number): number => (spread > 0 ? 1 - part / spread : Number.NaN)
  return {
    r2: share(squares),
    explainedVariance: share(mean(errors.map((e) => (e - meanError) ** 2))),
    mae: mean(sizes),
    medianError: medianOf(sizes),
    rmse: Math.sqrt(squares),
    mape: mean(sizes.map((e, i) => e / Math.max(Math.abs(actual[i]!), Number.EPSILON))),
  }
}

/**
 * Pinball loss of a forecast of the `level` quantile: too low costs `level`, too high 1 - `level`, per unit.
 *
 * @throws BourseError where level is not in (0, 1) or a figure not finite
 * @example
 * import { pinballLoss } from '@bourse/scoring'
 * pinballLoss(Float64Array.of(1), Float64Array.of(3), 0.9) // => 1.8
 */
export function pinballLoss(predicted: Float64Array, actual: Float64Array, level: number): number {
  checkForecast('pinballLoss', predicted, actual)
  if (!(level > 0 && level < 1)) throw badArgument('pinballLoss', 'level', level, 'between 0 and 1')
  let sum = 0
  for (let i = 0; i < actual.length; i++) {
    const error = actual[i]! - predicted[i]!
    sum += error >= 0 ? level * error : (level - 1) * error
  }
  return sum / actual.length
}

function checkForecast(where: string, predicted: Float64Array, actual: Float64Array): void {
  if (actual.length === 0) throw badArgument(where, 'actual.length', 0, 'at least one row')
  if (predicted.length !== actual.length)
    throw badArgument(where, 'predicted.length', predicted.length, `${actual.length}, as actual`)
  for (const [name, column] of [
    ['predicted', predicted],
    ['actual', actual],
  ] as const)
    for (let i = 0; i < column.length; i++)
      if (!Number.isFinite(column[i]!)) throw badArgument(where, `${name}[${i}]`, column[i], 'a finite number')
}
