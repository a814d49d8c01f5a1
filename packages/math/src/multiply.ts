import { checkFinite, checkFiniteValues, checkLength } from './domain.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'
import { addProductTransposed } from './tiles.js'

/**
 * A B. Every entry is a plain sum over k in order (in stretches of 384), error at most k eps sum |a||b|.
 *
 * @param out takes the product, `a.rows` x `b.cols`, and must be neither a nor b
 * @throws RangeError where sizes do not fit or an entry is not finite
 * @example
 * import { matrixFromRows, multiply } from '@bourse/math'
 * multiply(matrixFromRows([[1, 2]]), matrixFromRows([[3], [4]])).data // => Float64Array [11]
 */
export function multiply(a: Matrix, b: Matrix, out: Matrix = zeros(a.rows, b.cols)): Matrix {
  checkLength('multiply', 'b.rows', b.rows, a.cols, 'a.cols')
  checkFinite('multiply', 'a', a)
  checkFinite('multiply', 'b', b)
  checkOut('multiply', out, a.rows, b.cols)
  const bt = transpose(b).data
  out.data.fill(0)
  addProductTransposed(a.rows, b.cols, a.cols, 1, a.data, 0, a.cols, bt, 0, b.rows, out.data, 0, b.cols, false)
  return out
}

/**
 * A' A, computed on one triangle and mirrored, so that it is exactly symmetric: the sums of squares and products of the
 * columns of A.
 *
 * @param out takes the product, `a.cols` x `a.cols`
 * @throws RangeError where the size of `out` does not fit or an entry is not finite
 * @example
 * import { gram, matrixFromRows } from '@bourse/math'
 * gram(matrixFromRows([[1, 2], [3, 4]])).data // => Float64Array [10, 14, 14, 20]
 */
export function gram(a: Matrix, out: Matrix = zeros(a.cols, a.cols)): Matrix {
  checkFinite('gram', 'a', a)
  checkOut('gram', out, a.cols, a.cols)
  gramOfRows(transpose(a).data, a.cols, a.rows, out.data)
  return out
}

/** Z Z' of an n x k row-major array into `out`, exactly symmetric. Kernel. */
export function gramOfRows(z: Float64Array, n: number, k: number, out: Float64Array): void {
  out.fill(0)
  addProductTransposed(n, n, k, 1, z, 0, k, z, 0, k, out, 0, n, true)
  mirrorLower(out, n)
}

/** Copies the lower triangle over the upper. */
export function mirrorLower(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j]!
}

/**
 * A x.
 *
 * @param out takes the product, length `a.rows`, and must not be x
 * @throws RangeError where lengths do not fit or an entry is not finite
 * @example
 * import { matrixFromRows, multiplyVector } from '@bourse/math'
 * multiplyVector(matrixFromRows([[1, 2], [3, 4]]), Float64Array.of(1, 1)) // => Float64Array [3, 7]
 */
export function multiplyVector(a: Matrix, x: Float64Array, out: Float64Array = new Float64Array(a.rows)): Float64Array {
  checkLength('multiplyVector', 'x', x.length, a.cols, 'a.cols')
  checkLength('multiplyVector', 'out', out.length, a.rows, 'a.rows')
  checkFinite('multiplyVector', 'a', a)
  checkFiniteValues('multiplyVector', 'x', x)
  return multiplyVectorInto(a.data, a.rows, a.cols, x, out)
}

/**
 * A x on raw arrays, A row-major with `rows` x `cols` entries. Nothing is checked or allocated.
 *
 * @example
 * import { multiplyVectorInto } from '@bourse/math'
 * multiplyVectorInto(Float64Array.of(1, 2, 3, 4), 2, 2, Float64Array.of(1, 1), new Float64Array(2)) // => Float64Array [3, 7]
 */
export function multiplyVectorInto(
  a: Float64Array,
  rows: number,
  cols: number,
  x: Float64Array,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < rows; i++) {
    const row = i * cols
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let j = 0
    for (; j + 3 < cols; j += 4) {
      s0 += a[row + j]! * x[j]!
      s1 += a[row + j + 1]! * x[j + 1]!
      s2 += a[row + j + 2]! * x[j + 2]!
      s3 += a[row + j + 3]! * x[j + 3]!
    }
    for (; j < cols; j++) s0 += a[row + j]! * x[j]!
    out[i] = s0 + s1 + (s2 + s3)
  }
  return out
}

/**
 * A'.
 *
 * @example
 * import { matrixFromRows, transpose } from '@bourse/math'
 * transpose(matrixFromRows([[1, 2], [3, 4]])).data // => Float64Array [1, 3, 2, 4]
 */
export function transpose(a: Matrix): Matrix {
  const { rows, cols } = a
  const out = zeros(cols, rows)
  // In squares, so that both sides stay in cache.
  for (let i0 = 0; i0 < rows; i0 += 16)
    for (let j0 = 0; j0 < cols; j0 += 16) {
      const i1 = Math.min(rows, i0 + 16)
      const j1 = Math.min(cols, j0 + 16)
      for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) out.data[j * rows + i] = a.data[i * cols + j]!
    }
  return out
}

function checkOut(where: string, out: Matrix, rows: number, cols: number): void {
  if (out.rows !== rows) throw outOfDomain(where, 'out.rows', out.rows, String(rows))
  if (out.cols !== cols) throw outOfDomain(where, 'out.cols', out.cols, String(cols))
}
