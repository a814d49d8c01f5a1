import type { Matrix } from '@bourse/math'
import type { LabelledSet } from '../labelledSet.js'
import type { Fold } from '../validation/fold.js'
import { columnName } from './columnName.js'
import type { Leak, Pipeline } from './pipeline.js'

/** Runs the preparation on rows that were changed where it must not look, and watches what moves. */
export function prepareLeaks({ set, folds, prepare, columns }: Pipeline): Leak[] {
  if (prepare === undefined) return []
  const found: Leak[] = []
  folds.forEach((fold, k) => {
    if (fold.test.length === 0 || fold.train.length === 0) return
    const plain = prepare(set, fold)
    const disturbed = prepare({ ...set, features: disturb(set.features, fold.test) }, fold)
    const column = movedColumn(plain.training, disturbed.training)
    if (column !== undefined)
      found.push({
        leak: 'fitted-on-test',
        fold: k,
        column,
        says: `${columnName(columns, column)} of training rows in fold ${k} moves with the features of test rows`,
      })
    const encoded = labelsSeen(set, fold, plain, prepare)
    if (encoded !== undefined)
      found.push({
        leak: 'target-encoding',
        fold: k,
        column: encoded,
        says: `${columnName(columns, encoded)} in fold ${k} moves with labels it must not know`,
      })
  })
  return found
}

/** The column that moves with the labels of the test, or in a training row with that row's own. */
function labelsSeen(
  set: LabelledSet,
  fold: Fold,
  plain: { readonly training: Matrix; readonly test: Matrix },
  prepare: NonNullable<Pipeline['prepare']>,
): number | undefined {
  const tested = prepare({ ...set, labels: relabelled(set.labels, fold.test) }, fold)
  const seen = movedColumn(plain.training, tested.training) ?? movedColumn(plain.test, tested.test)
  if (seen !== undefined) return seen
  const place = fold.train.length >> 1
  const own = prepare({ ...set, labels: relabelled(set.labels, Int32Array.of(fold.train[place]!)) }, fold)
  const { cols } = plain.training
  if (own.training.cols !== cols) return 0
  const rowOf = ({ data }: Matrix): Matrix => ({ rows: 1, cols, data: data.subarray(place * cols, (place + 1) * cols) })
  return movedColumn(rowOf(plain.training), rowOf(own.training))
}

/** Far enough that a mean, a quantile or a range moves; missing stays missing. */
function disturb({ rows, cols, data }: Matrix, test: Int32Array): Matrix {
  const changed = Float64Array.from(data)
  for (const i of test) for (let j = 0; j < cols; j++) changed[i * cols + j] = 3 * changed[i * cols + j]! + 1000 + i
  return { rows, cols, data: changed }
}

/** Other labels of the same kind: each row gets the next distinct one. */
function relabelled(labels: Float64Array, rows: Int32Array): Float64Array {
  const kinds = [...new Set(labels)].sort((a, b) => a - b)
  const next = new Map(kinds.map((kind, k) => [kind, kinds[(k + 1) % kinds.length]!]))
  const changed = Float64Array.from(labels)
  for (const i of rows) changed[i] = next.get(labels[i]!)!
  return changed
}

function movedColumn(before: Matrix, after: Matrix): number | undefined {
  if (before.cols !== after.cols || before.rows !== after.rows) return 0
  const at = before.data.findIndex((x, i) => !Object.is(x, after.data[i]!))
  return at < 0 ? undefined : at % before.cols
}
