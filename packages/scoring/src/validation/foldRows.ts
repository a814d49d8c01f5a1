// Whatever learns from rows (scaler, bins, calibrator) takes `TrainingRows`, and only a fold makes those: what was fitted
// on all rows does not compile, and is refused at run time where types are not looked at.
import { BourseError, badArgument } from '@bourse/core'
import type { LabelledSet } from '../labelledSet.js'
import type { Fold } from './fold.js'

declare const role: unique symbol
/** The rows of a fold to learn from. Made by `trainingRows` alone. */
export type TrainingRows = LabelledSet & { readonly [role]: 'training' }
/** The rows of a fold to be judged by. Made by `testRows` alone. */
export type TestRows = LabelledSet & { readonly [role]: 'test' }

type Origin = { readonly data: Float64Array; readonly rows: Int32Array; readonly role: 'training' | 'test' }
const origins = /* @__PURE__ */ new WeakMap<object, Origin>()

/**
 * The rows of `set` that the fold learns from, copied.
 *
 * @throws BourseError where the fold names a row twice, one that is not there, or one in both parts
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[5], [6], [7]]), labels: Float64Array.of(0, 1, 1) }
 * trainingRows(set, { train: Int32Array.of(0, 1), test: Int32Array.of(2) }).features.data // => Float64Array [5, 6]
 */
export function trainingRows(set: LabelledSet, fold: Fold): TrainingRows {
  return take(set, fold, 'training') as TrainingRows
}

/**
 * The rows of `set` that judge what the fold learned, copied.
 *
 * @throws BourseError as `trainingRows`
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { testRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[5], [6], [7]]), labels: Float64Array.of(0, 1, 1) }
 * testRows(set, { train: Int32Array.of(0, 1), test: Int32Array.of(2) }).labels // => Float64Array [1]
 */
export function testRows(set: LabelledSet, fold: Fold): TestRows {
  return take(set, fold, 'test') as TestRows
}

function take(set: LabelledSet, fold: Fold, part: 'training' | 'test'): LabelledSet {
  const where = part === 'training' ? 'trainingRows' : 'testRows'
  const { rows: count, cols, data } = set.features
  checkFold(where, fold, count)
  const rows = part === 'training' ? fold.train : fold.test
  const features = { rows: rows.length, cols, data: new Float64Array(rows.length * cols) }
  rows.forEach((row, i) => {
    features.data.set(data.subarray(row * cols, (row + 1) * cols), i * cols)
  })
  const column = (of: Float64Array): Float64Array => Float64Array.from(rows, (row) => of[row]!)
  const taken: LabelledSet = {
    features,
    labels: column(set.labels),
    ...(set.times && { times: column(set.times) }),
    ...(set.weights && { weights: column(set.weights) }),
  }
  origins.set(taken, { data, rows, role: part })
  return taken
}

/** Refuses folds that name rows twice, in both parts, or beyond the set. */
export function checkFold(where: string, fold: Fold, count: number): void {
  const seen = new Uint8Array(count)
  for (const [name, rows] of [
    ['train', fold.train],
    ['test', fold.test],
  ] as const)
    rows.forEach((row, i) => {
      if (!(row >= 0 && row < count)) throw badArgument(where, `fold.${name}[${i}]`, row, `a row, 0 to ${count - 1}`)
      if (seen[row] === 1)
        throw badArgument(where, `fold.${name}[${i}]`, row, 'a row that the fold has not named before')
      seen[row] = 1
    })
}

/** Refuses rows that no fold made. */
export function checkTraining(where: string, rows: LabelledSet): void {
  if (origins.get(rows)?.role === 'training') return
  throw new BourseError('scoring/outside-fold', `${where}: these rows were not made by trainingRows`, {
    details: { where, rows: rows.features.rows },
    remedy: 'fit on trainingRows(set, fold), inside each fold; for a model that goes live take liveFold',
  })
}

/** Refuses to apply what was fitted on `fitted` to test rows that were among them. */
export function checkUnseen(where: string, fitted: LabelledSet, rows: LabelledSet): void {
  const [learned, judged] = [origins.get(fitted), origins.get(rows)]
  if (learned === undefined || judged?.role !== 'test' || learned.data !== judged.data) return
  const seen = new Set(learned.rows)
  const row = judged.rows.find((one) => seen.has(one))
  if (row === undefined) return
  throw new BourseError('scoring/leak', `${where}: test row ${row} was among the rows it was fitted on`, {
    details: { where, row },
    remedy: 'fit again on the training rows of the fold that these test rows belong to',
  })
}
