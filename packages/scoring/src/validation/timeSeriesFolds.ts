import { badArgument } from '@bourse/core'
import { checkCount, type Fold, rangeOf } from './fold.js'

/**
 * Folds in the order of time: each test follows all it learns from. By row numbers, which is enough where a label is known at
 * the next row; for labels that take longer `walkForwardFolds` and `purgedFolds` look at when they were known.
 *
 * @param rows rows, sorted by time
 * @param options.gap rows left out before each test, default 0
 * @param options.testSize default rows / (folds + 1), rounded down; tests end at the last row
 * @param options.longest most rows to learn from, the latest ones; default all
 * @throws BourseError where there are too few rows
 * @example
 * import { timeSeriesFolds } from '@bourse/scoring'
 * timeSeriesFolds(6, { folds: 2 })[1].test // => Int32Array [4, 5]
 */
export function timeSeriesFolds(
  rows: number,
  options: { readonly folds: number; readonly gap?: number; readonly testSize?: number; readonly longest?: number },
): readonly Fold[] {
  const where = 'timeSeriesFolds'
  const folds = checkCount(where, 'folds', options.folds, 1)
  const gap = checkCount(where, 'gap', options.gap ?? 0, 0)
  const size = checkCount(where, 'testSize', options.testSize ?? Math.floor(rows / (folds + 1)), 1)
  const longest = options.longest === undefined ? rows : checkCount(where, 'longest', options.longest, 1)
  if (!(Number.isInteger(rows) && rows - gap - size * folds > 0))
    throw badArgument(where, 'rows', rows, `above ${gap + size * folds}: ${folds} tests of ${size} and a gap of ${gap}`)
  return Array.from({ length: folds }, (_, k) => {
    const from = rows - (folds - k) * size
    const end = from - gap
    return { train: rangeOf(Math.max(0, end - longest), end), test: rangeOf(from, from + size) }
  })
}
