import { BourseError, badArgument } from '@bourse/core'
import type { Matrix } from '@bourse/math'

/**
 * Rows to learn from. A missing feature is NaN. Labels: 0 and 1, the number of a class from 0 on, or a quantity.
 * `times`, EpochMs, when each row was known; `weights` >= 0.
 */
export type LabelledSet = {
  readonly features: Matrix
  readonly labels: Float64Array
  readonly times?: Float64Array
  readonly weights?: Float64Array
}

/**
 * What a model can be trained on: rows and labels of one length, finite labels, weights and features (NaN where
 * `missing` allows it) within float32 where `single`.
 *
 * @throws BourseError naming row and column
 */
export function checkLabelledSet(where: string, set: LabelledSet, allow: { readonly missing: boolean }): void {
  const { features, labels, weights, times } = set
  const { rows, cols, data } = features
  if (rows === 0 || cols === 0) throw badArgument(where, 'features', `${rows} x ${cols}`, 'at least one row and column')
  if (data.length !== rows * cols) throw badArgument(where, 'features.data.length', data.length, String(rows * cols))
  for (const [name, column] of [
    ['labels', labels],
    ['weights', weights],
    ['times', times],
  ] as const) {
    if (column === undefined) continue
    if (column.length !== rows) throw badArgument(where, `${name}.length`, column.length, `${rows}, one for each row`)
    for (let i = 0; i < rows; i++)
      if (!Number.isFinite(column[i]!)) throw badArgument(where, `${name}[${i}]`, column[i]!, 'a finite number')
  }
  let total = 0
  for (let i = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1
    if (weight < 0) throw badArgument(where, `weights[${i}]`, weight, '>= 0')
    total += weight
    if (times !== undefined && i > 0 && times[i]! < times[i - 1]!)
      throw new BourseError('input/backwards', `${where}: times[${i}] is before times[${i - 1}]`, {
        details: { where, row: i, time: times[i]!, before: times[i - 1]! },
        remedy: 'sort the rows by time',
      })
  }
  if (!(total > 0)) throw badArgument(where, 'the sum of weights', total, '> 0')
  const { fround } = Math
  for (let at = 0; at < data.length; at++) {
    const x = data[at]!
    if (Number.isFinite(fround(x)) || (allow.missing && Number.isNaN(x))) continue
    const place = `features row ${Math.floor(at / cols)} column ${at % cols}`
    throw badArgument(where, place, x, allow.missing ? 'a float32 or NaN for missing' : 'a finite float32')
  }
}

/**
 * The classes of labels 0, 1, ... : how many there are.
 *
 * @throws BourseError where a label is no class, a class between has no row, or there is only one
 */
export function classesOf(where: string, labels: Float64Array): number {
  let largest = 0
  labels.forEach((label, i) => {
    if (!(Number.isInteger(label) && label >= 0 && label < 1000))
      throw badArgument(where, `labels[${i}]`, label, 'a class: 0, 1, ... below 1000')
    largest = Math.max(largest, label)
  })
  const counts = new Int32Array(largest + 1)
  for (const label of labels) counts[label]!++
  const absent = counts.indexOf(0)
  if (absent >= 0) throw badArgument(where, 'labels', `without class ${absent}`, `rows of each class to ${largest}`)
  if (counts.length < 2) throw badArgument(where, 'labels', 'of class 0 alone', 'at least two classes')
  return counts.length
}
