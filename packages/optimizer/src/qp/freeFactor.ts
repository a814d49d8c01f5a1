// The Cholesky factor of the rows and columns of P that belong to the free variables, grown and shrunk one variable at
// a time. In a long-only portfolio a tenth of the assets are free: this is where the speed comes from.

/** Lower factor in row-major storage with a fixed stride; `ids[k]` is the variable of row k, `position` its inverse. */
export type FreeFactor = {
  readonly P: Float64Array
  readonly n: number
  readonly L: Float64Array
  readonly ids: Int32Array
  readonly position: Int32Array
  size: number
}

/** Pivots below this share of the diagonal are called zero: the variable depends on those already free. */
const DEPENDENT = 1e-13

/** An empty factor for a matrix of order n. */
export function emptyFactor(P: Float64Array, n: number): FreeFactor {
  const position = new Int32Array(n).fill(-1)
  return { P, n, L: new Float64Array(n * n), ids: new Int32Array(n), position, size: 0 }
}

/** Factors the given variables afresh; false where P is not positive definite on them. */
export function factorFree(factor: FreeFactor, free: readonly number[]): boolean {
  const { P, n, L, ids, position } = factor
  const k = free.length
  position.fill(-1)
  for (let a = 0; a < k; a++) {
    const i = free[a]!
    ids[a] = i
    position[i] = a
    const row = a * n
    for (let b = 0; b <= a; b++) L[row + b] = P[i * n + ids[b]!]!
  }
  factor.size = k
  return choleskyInPlace(L, k, n)
}

/** Adds variable i as the last row; false (and nothing changed) where it depends on those already free. */
export function appendFree(factor: FreeFactor, i: number): boolean {
  const { P, n, L, ids, position, size } = factor
  const row = size * n
  for (let b = 0; b < size; b++) L[row + b] = P[i * n + ids[b]!]!
  forwardRow(L, size, n, row)
  let pivot = P[i * n + i]!
  for (let b = 0; b < size; b++) pivot -= L[row + b]! * L[row + b]!
  if (!(pivot > DEPENDENT * P[i * n + i]!)) return false
  L[row + size] = Math.sqrt(pivot)
  ids[size] = i
  position[i] = size
  factor.size = size + 1
  return true
}

/**
 * Removes variable i: its row leaves, plane rotations push the rest back to triangular form. The rotations are applied
 * to each of `carried` too, vectors of the form L^-1 b, which stay right for the smaller factor.
 */
export function removeFree(factor: FreeFactor, i: number, carried: readonly Float64Array[]): void {
  const { n, L, ids, position, size } = factor
  const gone = position[i]!
  for (let r = gone + 1; r < size; r++) {
    L.copyWithin((r - 1) * n, r * n, r * n + r + 1)
    ids[r - 1] = ids[r]!
    position[ids[r]!] = r - 1
  }
  position[i] = -1
  const last = size - 1
  // Row r now reaches one column past its diagonal; rotating columns r and r + 1 clears that entry.
  for (let r = gone; r < last; r++) {
    const a = L[r * n + r]!
    const b = L[r * n + r + 1]!
    const h = Math.hypot(a, b)
    const c = a / h
    const s = b / h
    for (let k = r, at = r * n + r; k < last; k++, at += n) {
      const x = L[at]!
      const y = L[at + 1]!
      L[at] = c * x + s * y
      L[at + 1] = c * y - s * x
    }
    for (const v of carried) {
      const x = v[r]!
      const y = v[r + 1]!
      v[r] = c * x + s * y
      v[r + 1] = c * y - s * x
    }
  }
  factor.size = last
}

/** x becomes L^-1 x. */
export function forwardSolve(factor: FreeFactor, x: Float64Array): void {
  const { n, L, size } = factor
  for (let i = 0; i < size; i++) {
    let s = x[i]!
    const row = i * n
    for (let k = 0; k < i; k++) s -= L[row + k]! * x[k]!
    x[i] = s / L[row + i]!
  }
}

/** x becomes L^-T x. */
export function backSolve(factor: FreeFactor, x: Float64Array): void {
  const { n, L, size } = factor
  for (let i = size - 1; i >= 0; i--) {
    const row = i * n
    const v = x[i]! / L[row + i]!
    x[i] = v
    for (let k = 0; k < i; k++) x[k]! -= L[row + k]! * v
  }
}

// The row at `row` becomes L^-1 times itself.
function forwardRow(L: Float64Array, size: number, n: number, row: number): void {
  for (let i = 0; i < size; i++) {
    let s = L[row + i]!
    const other = i * n
    for (let k = 0; k < i; k++) s -= L[other + k]! * L[row + k]!
    L[row + i] = s / L[other + i]!
  }
}

/**
 * Cholesky in the lower triangle, rows `stride` apart. Four columns of a row are made together, so that each entry of
 * the row is loaded once for four products. False where a pivot is not positive.
 */
export function choleskyInPlace(A: Float64Array, n: number, stride: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * stride
    const diagonal = A[row + i]!
    let j = 0
    for (; j + 3 < i; j += 4) {
      const r0 = j * stride
      const r1 = r0 + stride
      const r2 = r1 + stride
      const r3 = r2 + stride
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let s3 = 0
      for (let k = 0; k < j; k++) {
        const a = A[row + k]!
        s0 += a * A[r0 + k]!
        s1 += a * A[r1 + k]!
        s2 += a * A[r2 + k]!
        s3 += a * A[r3 + k]!
      }
      const x0 = (A[row + j]! - s0) / A[r0 + j]!
      const x1 = (A[row + j + 1]! - s1 - x0 * A[r1 + j]!) / A[r1 + j + 1]!
      const x2 = (A[row + j + 2]! - s2 - x0 * A[r2 + j]! - x1 * A[r2 + j + 1]!) / A[r2 + j + 2]!
      A[row + j] = x0
      A[row + j + 1] = x1
      A[row + j + 2] = x2
      A[row + j + 3] =
        (A[row + j + 3]! - s3 - x0 * A[r3 + j]! - x1 * A[r3 + j + 1]! - x2 * A[r3 + j + 2]!) / A[r3 + j + 3]!
    }
    for (; j < i; j++) {
      const other = j * stride
      let s = A[row + j]!
      for (let k = 0; k < j; k++) s -= A[row + k]! * A[other + k]!
      A[row + j] = s / A[other + j]!
    }
    let pivot = diagonal
    for (let k = 0; k < i; k++) pivot -= A[row + k]! * A[row + k]!
    if (!(pivot > DEPENDENT * diagonal)) return false
    A[row + i] = Math.sqrt(pivot)
  }
  return true
}
