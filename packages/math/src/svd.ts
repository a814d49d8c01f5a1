import { checkFinite } from './domain.js'
import { rotateRows } from './eigen.js'
import { type Matrix, zeros } from './matrix.js'
import { multiply, transpose } from './multiply.js'
import { qr } from './qr.js'

/** A = U diag(values) V': values descending, U and V with orthonormal columns, as many as A has on its shorter side. */
export type Svd = { readonly u: Matrix; readonly values: Float64Array; readonly v: Matrix }

/**
 * Singular value decomposition: QR, then Jacobi rotations between the rows of R until all are orthogonal (one-sided
 * Jacobi: Demmel & Veselic, SIAM J. Matrix Anal. 13, 1992). Small values keep their relative accuracy as far as the
 * rows and columns of A are well scaled; U and V are orthogonal to a few n eps.
 *
 * @throws RangeError where an entry is not finite
 * @example
 * import { matrixFromRows, svd } from '@bourse/math'
 * svd(matrixFromRows([[3, 0], [0, -4]])).values // => Float64Array [4, 3]
 */
export function svd(a: Matrix): Svd {
  checkFinite('svd', 'a', a)
  if (a.rows < a.cols) {
    const { u, values, v } = svd(transpose(a))
    return { u: v, values, v: u }
  }
  const n = a.cols
  const { q, r } = qr(a)
  // With J the product of the rotations, J R = diag(values) V', hence A = (Q J') diag(values) V'.
  const rows = r.data
  const turns = new Float64Array(n * n)
  for (let i = 0; i < n; i++) turns[i * n + i] = 1
  orthogonalizeRows(rows, turns, n)
  const lengths = Float64Array.from({ length: n }, (_, i) => Math.sqrt(dot(rows, i * n, i * n, n)))
  const order = Array.from(lengths.keys()).sort((i, j) => lengths[j]! - lengths[i]!)
  const u = zeros(n, n)
  const v = zeros(n, n)
  for (const [j, from] of order.entries())
    for (let i = 0; i < n; i++) {
      u.data[i * n + j] = turns[from * n + i]!
      v.data[i * n + j] = lengths[from]! > 0 ? rows[from * n + i]! / lengths[from]! : 0
    }
  completeColumns(v, order.filter((from) => lengths[from]! > 0).length)
  return { u: multiply(q, u), values: Float64Array.from(order, (i) => lengths[i]!), v }
}

// Six to ten sweeps are usual.
const mostSweeps = 60

function orthogonalizeRows(rows: Float64Array, turns: Float64Array, n: number): void {
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rotated = false
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n; j++) {
        const x = i * n
        const y = j * n
        const xx = dot(rows, x, x, n)
        const yy = dot(rows, y, y, n)
        const xy = dot(rows, x, y, n)
        if (!(Math.abs(xy) > Number.EPSILON * Math.sqrt(xx) * Math.sqrt(yy))) continue
        rotated = true
        const slope = (yy - xx) / (2 * xy)
        const t = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.sqrt(1 + slope * slope))
        const c = 1 / Math.sqrt(1 + t * t)
        rotateRows(rows, x, y, n, c, c * t)
        rotateRows(turns, x, y, n, c, c * t)
      }
    if (!rotated) return
  }
}

function dot(z: Float64Array, x: number, y: number, n: number): number {
  let sum = 0
  for (let k = 0; k < n; k++) sum += z[x + k]! * z[y + k]!
  return sum
}

/** Fills columns `from`.. with unit vectors orthogonal to those before, where values of zero left them open. */
function completeColumns(v: Matrix, from: number): void {
  const n = v.rows
  for (let j = from, axis = 0; j < v.cols; axis++) {
    const x = new Float64Array(n)
    x[axis] = 1
    for (let again = 0; again < 2; again++)
      for (let k = 0; k < j; k++) {
        let along = 0
        for (let i = 0; i < n; i++) along += x[i]! * v.data[i * v.cols + k]!
        for (let i = 0; i < n; i++) x[i] = x[i]! - along * v.data[i * v.cols + k]!
      }
    const length = Math.sqrt(dot(x, 0, 0, n))
    if (length < 0.5 / Math.sqrt(n)) continue
    for (let i = 0; i < n; i++) v.data[i * v.cols + j] = x[i]! / length
    j++
  }
}
