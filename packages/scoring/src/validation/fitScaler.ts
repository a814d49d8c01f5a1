import { badArgument } from '@bourse/core'
import { type Matrix, quantileOfSorted } from '@bourse/math'
import type { LabelledSet } from '../labelledSet.js'
import { checkTraining, checkUnseen, type TrainingRows } from './foldRows.js'

/** (x - centre) / scale, column by column; missing stays missing. */
export type Scaler = {
  readonly centre: Float64Array
  readonly scale: Float64Array
  /** Refuses test rows that it was fitted on. */
  apply(rows: Pick<LabelledSet, 'features'>): Matrix
}

/**
 * Brings features to one size: `'standard'` mean 0 and deviation 1 (divided by n), `'robust'` median 0 and inter-quartile
 * range 1, `'range'` from 0 to 1.
 *
 * @param method default `'standard'`
 * @throws BourseError where no fold made the rows, or naming the column that is constant, missing throughout or infinite
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { fitScaler, testRows, trainingRows } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[1], [3], [5]]), labels: Float64Array.of(0, 1, 1) }
 * const fold = { train: Int32Array.of(0, 1), test: Int32Array.of(2) }
 * fitScaler(trainingRows(set, fold)).apply(testRows(set, fold)).data // => Float64Array [3]
 */
export function fitScaler(rows: TrainingRows, method: 'standard' | 'robust' | 'range' = 'standard'): Scaler {
  checkTraining('fitScaler', rows)
  const { cols } = rows.features
  const [centre, scale] = [new Float64Array(cols), new Float64Array(cols)]
  for (let j = 0; j < cols; j++) {
    const sorted = presentColumn('fitScaler', rows.features, j)
    const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length
    const at = (share: number): number => quantileOfSorted(sorted, share)
    centre[j] = method === 'standard' ? mean : method === 'robust' ? at(0.5) : sorted[0]!
    scale[j] =
      method === 'standard'
        ? Math.sqrt(sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sorted.length)
        : method === 'robust'
          ? at(0.75) - at(0.25)
          : sorted.at(-1)! - sorted[0]!
    if (sorted[0] === sorted.at(-1))
      throw badArgument('fitScaler', `column ${j}`, `constant at ${sorted[0]}`, 'a column that varies')
    if (!(scale[j]! > 0))
      throw badArgument(
        'fitScaler',
        `column ${j}`,
        `equal at both quartiles, ${at(0.25)}`,
        'one that varies between them',
      )
  }
  return {
    centre,
    scale,
    apply(other) {
      return applyTo('scaler.apply', rows, other, (x, j) => (x - centre[j]!) / scale[j]!)
    },
  }
}

/** The present values of a column, sorted; refuses a column that has none, or an infinite one. */
export function presentColumn(where: string, { rows, cols, data }: Matrix, j: number): Float64Array {
  const column = Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]!)
  column.forEach((x, i) => {
    if (Math.abs(x) === Number.POSITIVE_INFINITY) throw badArgument(where, `row ${i} column ${j}`, x, 'a number or NaN')
  })
  const present = column.filter((x) => !Number.isNaN(x)).sort()
  if (present.length === 0) throw badArgument(where, `column ${j}`, 'missing in every row', 'a column with numbers')
  return present
}

export function applyTo(
  where: string,
  fitted: TrainingRows,
  rows: Pick<LabelledSet, 'features'>,
  of: (x: number, column: number) => number,
): Matrix {
  checkUnseen(where, fitted, rows as LabelledSet)
  const { features } = rows
  const { cols } = fitted.features
  if (features.cols !== cols) throw badArgument(where, 'features.cols', features.cols, `${cols}, as fitted`)
  return { rows: features.rows, cols, data: features.data.map((x, at) => of(x, at % cols)) }
}
