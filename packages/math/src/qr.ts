import { checkFinite, checkFiniteValues, checkLength } from './domain.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'
import { answer, type MathResult, noAnswer } from './result.js'
import { solveUpperInPlace } from './triangular.js'

/** A = Q R: Q has orthonormal columns and the shape of A, R is upper triangular. */
export type Qr = { readonly q: Matrix; readonly r: Matrix }

/**
 * Householder QR of a matrix with at least as many rows as columns. Q'Q = 1 and Q R = A to a few n eps.
 *
 * @throws RangeError where there are fewer rows than columns or an entry is not finite
 * @example
 * import { matrixFromRows, qr } from '@bourse/math'
 * qr(matrixFromRows([[3, 1], [4, 1]])).r.data.map(Math.abs)[0] // => 5
 */
export function qr(a: Matrix): Qr {
  checkTall('qr', a)
  const { rows: m, cols: n } = a
  const work = a.data.slice()
  const tau = new Float64Array(n)
  qrInPlace(work, m, n, tau, new Float64Array(n))
  const r = zeros(n, n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) r.data[i * n + j] = work[i * n + j]!
  const q = zeros(m, n)
  for (let i = 0; i < n; i++) q.data[i * n + i] = 1
  for (let k = n - 1; k >= 0; k--) reflectRows(work, m, n, k, tau[k]!, q.data, n, new Float64Array(n))
  return { q, r }
}

function checkTall(where: string, a: Matrix): void {
  if (a.rows < a.cols) throw outOfDomain(where, 'a.rows', a.rows, `>= a.cols = ${a.cols}`)
  checkFinite(where, 'a', a)
}

/**
 * Kernel: R on and above the diagonal of the m x n array, below it the vectors of the reflections (their first entry is
 * 1 and not stored), their factors in `tau`; `work` has n places. Nothing is checked or allocated.
 *
 * @example
 * import { qrInPlace } from '@bourse/math'
 * const a = Float64Array.of(3, 4)
 * qrInPlace(a, 2, 1, new Float64Array(1), new Float64Array(1))
 * a[0] // => -5
 */
export function qrInPlace(a: Float64Array, m: number, n: number, tau: Float64Array, work: Float64Array): void {
  for (let k = 0; k < n; k++) {
    let squares = 0
    for (let i = k + 1; i < m; i++) squares += a[i * n + k]! ** 2
    const head = a[k * n + k]!
    if (squares === 0) {
      tau[k] = 0
      continue
    }
    const length = Math.sqrt(head * head + squares)
    const turned = head > 0 ? -length : length
    tau[k] = (turned - head) / turned
    for (let i = k + 1; i < m; i++) a[i * n + k] = a[i * n + k]! / (head - turned)
    reflectRows(a, m, n, k, tau[k]!, a, n, work, k + 1)
    a[k * n + k] = turned
  }
}

/** Applies reflection k, stored in column k of `a`, to columns `from`.. of the m x cols array `b`, row by row. */
function reflectRows(
  a: Float64Array,
  m: number,
  n: number,
  k: number,
  tau: number,
  b: Float64Array,
  cols: number,
  work: Float64Array,
  from = 0,
): void {
  if (tau === 0) return
  for (let j = from; j < cols; j++) work[j] = b[k * cols + j]!
  for (let i = k + 1; i < m; i++) {
    const v = a[i * n + k]!
    for (let j = from; j < cols; j++) work[j] = work[j]! + v * b[i * cols + j]!
  }
  for (let j = from; j < cols; j++) {
    work[j] = work[j]! * tau
    b[k * cols + j] = b[k * cols + j]! - work[j]!
  }
  for (let i = k + 1; i < m; i++) {
    const v = a[i * n + k]!
    for (let j = from; j < cols; j++) b[i * cols + j] = b[i * cols + j]! - v * work[j]!
  }
}

/**
 * The x that makes |A x - b| least, by QR: exact where A'A would already have lost half the digits. A column that the
 * columns before it explain to working precision gets no answer: the failure names it.
 *
 * @throws RangeError where `a` has fewer rows than columns, `b` does not fit, or an entry is not finite
 * @example
 * import { leastSquares, matrixFromRows } from '@bourse/math'
 * const line = leastSquares(matrixFromRows([[1, 0], [1, 1], [1, 2]]), Float64Array.of(1, 3, 5))
 * line.ok && line.value[1]?.toFixed(12) // => '2.000000000000'
 */
export function leastSquares(a: Matrix, b: Float64Array): MathResult<Float64Array, 'rank-deficient'> {
  checkTall('leastSquares', a)
  checkLength('leastSquares', 'b', b.length, a.rows, 'a.rows')
  checkFiniteValues('leastSquares', 'b', b)
  const { rows: m, cols: n } = a
  const work = a.data.slice()
  const right = b.slice()
  const column = leastSquaresInPlace(work, m, n, right)
  return column < 0 ? answer(right.slice(0, n)) : rankDeficient(column)
}

export function rankDeficient(column: number): MathResult<never, 'rank-deficient'> {
  return noAnswer('rank-deficient', `column ${column} is a combination of the columns before it`, { column })
}

/** QR of `a` in place, solution in the first n places of `b`, Q'b's rest behind them; -1 or the column that fails. */
export function leastSquaresInPlace(a: Float64Array, m: number, n: number, b: Float64Array): number {
  const norms = new Float64Array(n)
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) norms[j] = norms[j]! + a[i * n + j]! ** 2
  const tau = new Float64Array(n)
  const work = new Float64Array(Math.max(n, 1))
  qrInPlace(a, m, n, tau, work)
  for (let k = 0; k < n; k++) if (!(Math.abs(a[k * n + k]!) > m * Number.EPSILON * Math.sqrt(norms[k]!))) return k
  for (let k = 0; k < n; k++) reflectRows(a, m, n, k, tau[k]!, b, 1, work)
  solveUpperInPlace(a, n, b)
  return -1
}
