import { type Fold, rangeOf } from './fold.js'
import { blockEdges, checkEmbargo, checkSpans, purgedRows } from './labelSpans.js'

/**
 * K folds of consecutive rows, where no label that trains overlaps one that tests (Lopez de Prado, Advances in Financial
 * Machine Learning, 2018, chapter 7). A label lives from its row's time to when it was known, both included. Rows after a
 * test stay out until `embargo` after the last label of the test is known.
 *
 * @param times when each row was known, EpochMs, rising
 * @param horizons when each label was known, EpochMs
 * @param options.embargo in ms, or whatever unit times has
 * @throws BourseError naming the row where times fall or a label is known before its row
 * @example
 * import { purgedFolds } from '@bourse/scoring'
 * const times = Float64Array.of(0, 1, 2, 3, 4, 5)
 * purgedFolds(times, times.map((t) => t + 1), { folds: 3, embargo: 0 })[0].train // => Int32Array [3, 4, 5]
 */
export function purgedFolds(
  times: Float64Array,
  horizons: Float64Array,
  options: { readonly folds: number; readonly embargo: number },
): readonly Fold[] {
  checkSpans('purgedFolds', times, horizons)
  const edges = blockEdges('purgedFolds', times.length, options.folds)
  const embargo = checkEmbargo('purgedFolds', options.embargo)
  return Array.from({ length: options.folds }, (_, k) => {
    const [from, to] = [edges[k]!, edges[k + 1]!]
    return { train: purgedRows(times, horizons, [[from, to]], embargo), test: rangeOf(from, to) }
  })
}
