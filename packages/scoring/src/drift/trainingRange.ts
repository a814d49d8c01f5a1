import { badArgument } from '@bourse/core'
import type { Matrix } from '@bourse/math'
import { checkTraining, type TrainingRows } from '../validation/foldRows.js'

/** What a model has seen of each feature, and which rows lie outside. */
export type TrainingRange = {
  readonly low: Float64Array
  readonly high: Float64Array
  /** For each row, the share of its features (those not NaN) outside what training saw; trees are constant there, lines run away. */
  outside(features: Matrix): Float64Array
}

/**
 * Remembers the least and greatest of each feature in training. A feature that was missing in every row is outside as soon
 * as it is there.
 *
 * @throws BourseError where no fold made the rows
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { liveFold, trainingRange, trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[1, 5], [2, 6]]), labels: Float64Array.of(0, 1) }
 * trainingRange(trainingRows(set, liveFold(2))).outside(matrixFromRows([[1.5, 9], [2, 5]])) // => Float64Array [0.5, 0]
 */
export function trainingRange(rows: TrainingRows): TrainingRange {
  checkTraining('trainingRange', rows)
  const { rows: count, cols, data } = rows.features
  const low = new Float64Array(cols).fill(Number.POSITIVE_INFINITY)
  const high = new Float64Array(cols).fill(Number.NEGATIVE_INFINITY)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < cols; j++) {
      const x = data[i * cols + j]!
      if (x < low[j]!) low[j] = x
      if (x > high[j]!) high[j] = x
    }
  return {
    low,
    high,
    outside(features) {
      if (features.cols !== cols)
        throw badArgument('outside', 'features.cols', features.cols, `${cols}, as in training`)
      return Float64Array.from({ length: features.rows }, (_, i) => {
        let [out, present] = [0, 0]
        for (let j = 0; j < cols; j++) {
          const x = features.data[i * cols + j]!
          if (Number.isNaN(x)) continue
          present++
          if (!(x >= low[j]! && x <= high[j]!)) out++
        }
        return present === 0 ? Number.NaN : out / present
      })
    },
  }
}
