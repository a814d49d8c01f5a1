import { badArgument } from '@bourse/core'
import { checkLabelledSet } from '../labelledSet.js'
import { checkFold } from '../validation/foldRows.js'
import { checkSpans } from '../validation/labelSpans.js'
import { columnLeaks } from './columnLeaks.js'
import { columnName } from './columnName.js'
import { foldLeaks } from './foldLeaks.js'
import type { Leak, LeakKind, LeakReport, Pipeline } from './pipeline.js'
import { prepareLeaks } from './prepareLeaks.js'

/**
 * Looks for knowledge that a model could not have had. By what the pipeline does: test features and labels are changed, and
 * nothing that trains may move. By what it says: times of values, entries and labels. By what the columns look like: scaled
 * over all rows, a mean of labels, the label itself. Costs three runs of `prepare` for each fold.
 *
 * @throws BourseError naming row and column where the pipeline's figures do not fit together
 * @example
 * import { findLeaks, purgedFolds } from '@bourse/scoring'
 * import { createRng, matrixOf } from '@bourse/math'
 * const rng = createRng('leak')
 * const times = Float64Array.from({ length: 200 }, (_, i) => i)
 * const labels = times.map(() => (rng.next() < 0.5 ? 0 : 1))
 * const horizons = times.map((t) => t + 1)
 * const features = matrixOf([times.map(() => rng.normal()), labels.map((y) => y + rng.normal() / 10)])
 * const report = findLeaks({ set: { features, labels, times }, horizons, folds: purgedFolds(times, horizons, { folds: 5, embargo: 2 }) })
 * report.leaks.map(({ leak, column }) => `${leak} ${column}`) // => ['label-in-feature 1']
 */
export function findLeaks(pipeline: Pipeline): LeakReport {
  check(pipeline)
  const leaks: Leak[] = [
    ...saidLeaks(pipeline),
    ...columnLeaks(pipeline),
    ...foldLeaks(pipeline),
    ...prepareLeaks(pipeline),
  ]
  const unchecked: LeakKind[] = []
  if (pipeline.knownAt === undefined) unchecked.push('late-known')
  if (pipeline.entered === undefined) unchecked.push('same-bar-close')
  if (pipeline.universe === undefined) unchecked.push('survivors-only')
  if (pipeline.prepare === undefined) unchecked.push('fitted-on-test')
  return { leaks, unchecked }
}

/** Leaks that the pipeline's own times admit. */
function saidLeaks({ set, knownAt, entered, universe, columns }: Pipeline): Leak[] {
  const { times, features } = set
  const found: Leak[] = []
  if (knownAt !== undefined)
    for (let column = 0; column < features.cols; column++) {
      const late = (i: number): boolean => knownAt.data[i * features.cols + column]! > times[i]!
      const row = times.findIndex((_, i) => late(i))
      if (row < 0) continue
      const name = columnName(columns, column)
      found.push({ leak: 'late-known', column, row, says: `${name} of row ${row} was known only after the row's time` })
    }
  if (entered !== undefined) {
    const row = times.findIndex((time, i) => entered[i]! <= time)
    if (row >= 0)
      found.push({ leak: 'same-bar-close', row, says: `row ${row} trades at the price that its features were made of` })
  }
  if (universe !== undefined) {
    const present = new Set(universe.ids)
    const [first, last] = [times[0]!, times.at(-1)!]
    const dead = universe.listings.filter(({ from, until }) => from < last && until > first && until <= last)
    const absent = dead.filter(({ id }) => !present.has(id))
    if (absent.length > 0)
      found.push({
        leak: 'survivors-only',
        says: `${absent.length} of ${dead.length} instruments delisted in these years have no row: ${absent[0]!.id}`,
      })
  }
  return found
}

function check({ set, horizons, folds, columns, knownAt, entered, universe }: Pipeline): void {
  const where = 'findLeaks'
  checkLabelledSet(where, set, { missing: true })
  const { rows, cols } = set.features
  checkSpans(where, set.times, horizons)
  if (folds.length === 0) throw badArgument(where, 'folds.length', 0, 'at least one fold')
  for (const fold of folds) checkFold(where, fold, rows)
  if (columns !== undefined && columns.length !== cols)
    throw badArgument(where, 'columns.length', columns.length, `${cols}, one for each feature`)
  if (knownAt !== undefined && (knownAt.rows !== rows || knownAt.cols !== cols))
    throw badArgument(where, 'knownAt', `${knownAt.rows} x ${knownAt.cols}`, `${rows} x ${cols}, as the features`)
  if (entered !== undefined && entered.length !== rows)
    throw badArgument(where, 'entered.length', entered.length, `${rows}, one for each row`)
  if (universe !== undefined && universe.ids.length !== rows)
    throw badArgument(where, 'universe.ids.length', universe.ids.length, `${rows}, one for each row`)
}
