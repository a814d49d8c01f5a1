import { checkSymmetric } from './domain.js'
import { type Matrix, zeros } from './matrix.js'
import { answer, type MathResult, noAnswer } from './result.js'
import { addProductTransposed } from './tiles.js'

/**
 * Cholesky factor L of a symmetric positive definite A = L L', as a matrix with zeros above its diagonal. The error of
 * L L' is a few n eps of the diagonal. A matrix that is not positive definite to working precision gets no answer and
 * is not repaired: the failure names the pivot. Only the lower triangle enters once symmetry has been checked.
 *
 * @throws RangeError where `a` is not square, not finite or not symmetric
 * @example
 * import { cholesky, matrixFromRows } from '@bourse/math'
 * const factor = cholesky(matrixFromRows([[4, 2], [2, 5]]))
 * factor.ok && factor.value.data // => Float64Array [2, 0, 1, 2]
 * cholesky(matrixFromRows([[1, 2], [2, 1]])).ok // => false
 */
export function cholesky(a: Matrix): MathResult<Matrix, 'not-positive-definite'> {
  checkSymmetric('cholesky', 'a', a)
  const n = a.rows
  const factor = zeros(n, n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) factor.data[i * n + j] = a.data[i * n + j]!
  const pivot = choleskyInPlace(factor.data, n)
  return pivot < 0 ? answer(factor) : notPositiveDefinite(pivot)
}

export function notPositiveDefinite(pivot: number): MathResult<never, 'not-positive-definite'> {
  return noAnswer('not-positive-definite', `the matrix is not positive definite: pivot ${pivot} is not > 0`, { pivot })
}

/**
 * Cholesky in place: the lower triangle of the first n rows and columns of `a` becomes L; what stands above the
 * diagonal is neither read nor written. Answers -1, or the index of the first pivot that is not a positive number (NaN
 * included), after which the triangle is spoilt. Nothing else is checked and nothing is allocated.
 *
 * Recursive halves, so that nearly all work is matrix products that stay in cache (Gustavson, IBM J. Res. Dev. 41, 1997).
 *
 * @param stride distance from row to row, `n` unless A is part of a larger array
 * @example
 * import { choleskyInPlace } from '@bourse/math'
 * choleskyInPlace(Float64Array.of(4, 0, 2, 5), 2) // => -1
 * choleskyInPlace(Float64Array.of(1, 0, 2, 1), 2) // => 1
 */
export function choleskyInPlace(a: Float64Array, n: number, stride: number = n): number {
  return factorPart(a, 0, n, stride)
}

const leaf = 12

function factorPart(a: Float64Array, at: number, n: number, stride: number): number {
  if (n <= leaf) return factorLeaf(a, at, n, stride)
  const half = splitOf(n)
  const rest = n - half
  const corner = at + half * stride
  const first = factorPart(a, at, half, stride)
  if (first >= 0) return first
  solveRows(a, at, half, a, corner, rest, stride)
  const next = corner + half
  addProductTransposed(rest, rest, half, -1, a, corner, stride, a, corner, stride, a, next, stride, true)
  const second = factorPart(a, next, rest, stride)
  return second < 0 ? -1 : half + second
}

/** About half, a multiple of the tile. */
function splitOf(n: number): number {
  return Math.ceil(n / 6) * 3
}

function factorLeaf(a: Float64Array, at: number, n: number, stride: number): number {
  for (let j = 0; j < n; j++) {
    const row = at + j * stride
    let sum = 0
    for (let k = 0; k < j; k++) sum += a[row + k]! * a[row + k]!
    const pivot = a[row + j]! - sum
    if (!(pivot > 0 && pivot < Number.POSITIVE_INFINITY)) return j
    const root = Math.sqrt(pivot)
    a[row + j] = root
    solveColumn(a, row, j, root, a, row + stride, n - j - 1, stride)
  }
  return -1
}

/** X L' = B in place of B, whose `m` rows are at `xAt`: all rows of the factor below a finished triangle. */
function solveRows(
  l: Float64Array,
  at: number,
  n: number,
  x: Float64Array,
  xAt: number,
  m: number,
  stride: number,
): void {
  if (n <= leaf) {
    for (let j = 0; j < n; j++) solveColumn(l, at + j * stride, j, l[at + j * stride + j]!, x, xAt, m, stride)
    return
  }
  const half = splitOf(n)
  solveRows(l, at, half, x, xAt, m, stride)
  const below = at + half * stride
  addProductTransposed(m, n - half, half, -1, x, xAt, stride, l, below, stride, x, xAt + half, stride, false)
  solveRows(l, below + half, n - half, x, xAt + half, m, stride)
}

/** Entry j of `m` rows: (x_j - row_j . x) / root, four rows at a time so that four sums run side by side. */
function solveColumn(
  l: Float64Array,
  row: number,
  j: number,
  root: number,
  x: Float64Array,
  at: number,
  m: number,
  stride: number,
): void {
  let i = 0
  for (; i + 3 < m; i += 4) {
    const r0 = at + i * stride
    const r1 = r0 + stride
    const r2 = r1 + stride
    const r3 = r2 + stride
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    for (let k = 0; k < j; k++) {
      const y = l[row + k]!
      s0 += y * x[r0 + k]!
      s1 += y * x[r1 + k]!
      s2 += y * x[r2 + k]!
      s3 += y * x[r3 + k]!
    }
    x[r0 + j] = (x[r0 + j]! - s0) / root
    x[r1 + j] = (x[r1 + j]! - s1) / root
    x[r2 + j] = (x[r2 + j]! - s2) / root
    x[r3 + j] = (x[r3 + j]! - s3) / root
  }
  for (; i < m; i++) {
    const r = at + i * stride
    let sum = 0
    for (let k = 0; k < j; k++) sum += l[row + k]! * x[r + k]!
    x[r + j] = (x[r + j]! - sum) / root
  }
}
