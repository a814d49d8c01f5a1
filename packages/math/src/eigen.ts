import { checkSymmetric } from './domain.js'
import { type Matrix, zeros } from './matrix.js'

/** Eigenvalues ascending; column j of `vectors` has length 1 and belongs to `values[j]`. */
export type Eigen = { readonly values: Float64Array; readonly vectors: Matrix }

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder reduction to tridiagonal form, then the implicit
 * QL method (Golub & Van Loan, Matrix Computations, 4th ed., 8.3). Each value is within a few n eps of the largest
 * |value|, vectors are orthogonal to a few n eps; which sign a vector has is not promised.
 *
 * @throws RangeError where `a` is not square, finite and symmetric
 * @example
 * import { eigenSymmetric, matrixFromRows } from '@bourse/math'
 * const { values } = eigenSymmetric(matrixFromRows([[2, 0], [0, 1]]))
 * values // => Float64Array [1, 2]
 */
export function eigenSymmetric(a: Matrix): Eigen {
  checkSymmetric('eigenSymmetric', 'a', a)
  const n = a.rows
  const work = a.data.slice()
  const scale = scaleToOne(work)
  const values = new Float64Array(n)
  const rows = new Float64Array(n * n)
  eigenOfSymmetric(work, n, values, rows)
  const order = Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!)
  const vectors = zeros(n, n)
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) vectors.data[i * n + j] = rows[order[j]! * n + i]!
  return { values: Float64Array.from(order, (j) => values[j]! * scale), vectors }
}

/** Divides by the power of two nearest below the largest entry, which is exact, so that squares cannot overflow. */
function scaleToOne(a: Float64Array): number {
  let largest = 0
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]!))
  if (largest === 0) return 1
  const scale = 2 ** Math.max(-1000, Math.floor(Math.log2(largest)))
  for (let i = 0; i < a.length; i++) a[i] = a[i]! / scale
  return scale
}

/**
 * Kernel: the lower triangle of `a` is used up, `values` come in no order, row j of `vectors` belongs to `values[j]`.
 * NaN in, NaN out.
 */
export function eigenOfSymmetric(a: Float64Array, n: number, values: Float64Array, vectors: Float64Array): void {
  const off = new Float64Array(n)
  const reflections = new Float64Array(n)
  tridiagonalize(a, n, values, off, reflections)
  basisRows(a, n, reflections, vectors)
  qlImplicit(n, values, off, vectors)
}

/**
 * A = Q T Q', T tridiagonal with diagonal `d` and e[k] beside d[k]. Works on the lower triangle; the vector of reflection
 * k is left in row k above the diagonal, its factor 2 / |v|^2 in `tau[k]`.
 */
function tridiagonalize(a: Float64Array, n: number, d: Float64Array, e: Float64Array, tau: Float64Array): void {
  const p = new Float64Array(n)
  for (let k = 0; k < n - 1; k++) {
    const v = k * n
    d[k] = a[v + k]!
    let squares = 0
    for (let i = k + 1; i < n; i++) {
      const x = a[i * n + k]!
      a[v + i] = x
      if (i > k + 1) squares += x * x
    }
    const head = a[v + k + 1]!
    if (squares === 0) {
      e[k] = head
      tau[k] = 0
      continue
    }
    const length = Math.sqrt(head * head + squares)
    const turned = head > 0 ? -length : length
    e[k] = turned
    a[v + k + 1] = head - turned
    const factor = 2 / ((head - turned) * (head - turned) + squares)
    tau[k] = factor
    reflectBothSides(a, n, k, factor, p)
  }
  d[n - 1] = a[n * n - 1]!
}

/** A22 <- H A22 H with H = 1 - factor v v', as a symmetric update of rank two. */
function reflectBothSides(a: Float64Array, n: number, k: number, factor: number, p: Float64Array): void {
  const v = k * n
  p.fill(0)
  for (let i = k + 1; i < n; i++) {
    const row = i * n
    const vi = a[v + i]!
    let sum = 0
    for (let j = k + 1; j < i; j++) {
      sum += a[row + j]! * a[v + j]!
      p[j] = p[j]! + a[row + j]! * vi
    }
    p[i] = p[i]! + sum + a[row + i]! * vi
  }
  let along = 0
  for (let i = k + 1; i < n; i++) {
    p[i] = p[i]! * factor
    along += p[i]! * a[v + i]!
  }
  const half = (along * factor) / 2
  for (let i = k + 1; i < n; i++) p[i] = p[i]! - half * a[v + i]!
  for (let i = k + 1; i < n; i++) {
    const row = i * n
    const vi = a[v + i]!
    const pi = p[i]!
    for (let j = k + 1; j <= i; j++) a[row + j] = a[row + j]! - vi * p[j]! - pi * a[v + j]!
  }
}

/** Rows of Q', from the reflections. */
function basisRows(a: Float64Array, n: number, tau: Float64Array, q: Float64Array): void {
  q.fill(0)
  for (let i = 0; i < n; i++) q[i * n + i] = 1
  // Column c of Q is row c of Q'. From the last reflection to the first, Q differs from 1 only in what was touched.
  for (let k = n - 2; k >= 0; k--) {
    const factor = tau[k]!
    if (factor === 0) continue
    const v = k * n
    for (let c = k + 1; c < n; c++) {
      const row = c * n
      let sum = 0
      for (let i = k + 1; i < n; i++) sum += a[v + i]! * q[row + i]!
      sum *= factor
      for (let i = k + 1; i < n; i++) q[row + i] = q[row + i]! - sum * a[v + i]!
    }
  }
}

// Each value takes two or three steps; a tridiagonal matrix that needs this many has never been seen.
const mostSteps = 60

/** Implicit QL with Wilkinson's shift; rotations are applied to rows of `z`, which lie together in memory. */
function qlImplicit(n: number, d: Float64Array, e: Float64Array, z: Float64Array): void {
  e[n - 1] = 0
  for (let l = 0; l < n; l++)
    for (let step = 0; ; step++) {
      let m = l
      while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * 0.5 * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m++
      if (m === l) break
      if (step === mostSteps) {
        d.fill(Number.NaN)
        return
      }
      qlStep(l, m, n, d, e, z)
    }
}

function qlStep(l: number, m: number, n: number, d: Float64Array, e: Float64Array, z: Float64Array): void {
  const slope = (d[l + 1]! - d[l]!) / (2 * e[l]!)
  const root = Math.sqrt(slope * slope + 1)
  let g = d[m]! - d[l]! + e[l]! / (slope + (slope < 0 ? -root : root))
  let s = 1
  let c = 1
  let p = 0
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!
    const b = c * e[i]!
    const r = Math.sqrt(f * f + g * g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1] = d[i + 1]! - p
      e[m] = 0
      return
    }
    s = f / r
    c = g / r
    g = d[i + 1]! - p
    const t = (d[i]! - g) * s + 2 * c * b
    p = s * t
    d[i + 1] = g + p
    g = c * t - b
    rotateRows(z, i * n, (i + 1) * n, n, c, s)
  }
  d[l] = d[l]! - p
  e[l] = g
  e[m] = 0
}

/** Row x <- c x - s y, row y <- s x + c y. */
export function rotateRows(z: Float64Array, x: number, y: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const a = z[x + k]!
    const b = z[y + k]!
    z[x + k] = c * a - s * b
    z[y + k] = s * a + c * b
  }
}
