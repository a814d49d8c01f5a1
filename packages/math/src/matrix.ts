import { outOfDomain } from './error.js'

/** Row-major and dense, element (i, j) at `data[i * cols + j]`: plain data that moves to a worker without copying. */
export type Matrix = { readonly rows: number; readonly cols: number; readonly data: Float64Array }

/**
 * A matrix of zeros.
 *
 * @example
 * import { zeros } from '@bourse/math'
 * zeros(2, 3).data.length // => 6
 */
export function zeros(rows: number, cols: number): Matrix {
  if (!(Number.isInteger(rows) && rows >= 0)) throw outOfDomain('zeros', 'rows', rows, 'a whole number >= 0')
  if (!(Number.isInteger(cols) && cols >= 0)) throw outOfDomain('zeros', 'cols', cols, 'a whole number >= 0')
  return { rows, cols, data: new Float64Array(rows * cols) }
}

/**
 * A matrix whose columns are the given arrays, copied: column j of the result is `columns[j]`.
 *
 * @example
 * import { matrixOf } from '@bourse/math'
 * matrixOf([Float64Array.of(1, 2), Float64Array.of(3, 4)]).data // => Float64Array [1, 3, 2, 4]
 */
export function matrixOf(columns: readonly ArrayLike<number>[]): Matrix {
  const cols = columns.length
  const rows = columns[0]?.length ?? 0
  const data = new Float64Array(rows * cols)
  for (let j = 0; j < cols; j++) {
    const column = columns[j]!
    if (column.length !== rows)
      throw outOfDomain('matrixOf', `columns[${j}].length`, column.length, `${rows}, as columns[0]`)
    for (let i = 0; i < rows; i++) data[i * cols + j] = column[i]!
  }
  return { rows, cols, data }
}

/**
 * A matrix from rows written out, copied.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * matrixFromRows([[1, 2], [3, 4]]).data // => Float64Array [1, 2, 3, 4]
 */
export function matrixFromRows(lines: readonly ArrayLike<number>[]): Matrix {
  const rows = lines.length
  const cols = lines[0]?.length ?? 0
  const data = new Float64Array(rows * cols)
  for (let i = 0; i < rows; i++) {
    const line = lines[i]!
    if (line.length !== cols)
      throw outOfDomain('matrixFromRows', `lines[${i}].length`, line.length, `${cols}, as lines[0]`)
    data.set(line, i * cols)
  }
  return { rows, cols, data }
}
