import type { Matrix } from '@bourse/math'
import { quantileOfSorted } from '@bourse/math'
import type { LabelledSet } from '../labelledSet.js'
import { applyTo, presentColumn } from './fitScaler.js'
import { checkCount } from './fold.js'
import { checkTraining, type TrainingRows } from './foldRows.js'

/** Which of a column's bins a value lies in, 0 first; missing stays missing. */
export type FeatureBins = {
  /** For each column the borders; a border belongs to the bin above it. */
  readonly edges: readonly Float64Array[]
  /** Refuses test rows that it was fitted on. */
  apply(rows: Pick<LabelledSet, 'features'>): Matrix
}

/**
 * Bins with equal numbers of training rows; equal borders are one.
 *
 * @param bins default 10
 * @throws BourseError where no fold made the rows, or naming the column that is missing throughout or infinite
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { fitBins, liveFold, trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[1], [2], [3], [4]]), labels: Float64Array.of(0, 1, 1, 0) }
 * fitBins(trainingRows(set, liveFold(4)), 2).apply({ features: matrixFromRows([[0], [9]]) }).data // => Float64Array [0, 1]
 */
export function fitBins(rows: TrainingRows, bins: number = 10): FeatureBins {
  checkTraining('fitBins', rows)
  checkCount('fitBins', 'bins', bins, 2)
  const edges = Array.from({ length: rows.features.cols }, (_, j) => {
    const sorted = presentColumn('fitBins', rows.features, j)
    return Float64Array.from(
      new Set(Array.from({ length: bins - 1 }, (_, k) => quantileOfSorted(sorted, (k + 1) / bins))),
    )
  })
  return {
    edges,
    apply(other) {
      return applyTo('bins.apply', rows, other, (x, j) => {
        if (Number.isNaN(x)) return x
        let bin = 0
        for (const edge of edges[j]!) if (x >= edge) bin++
        return bin
      })
    },
  }
}
