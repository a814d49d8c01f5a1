import { checkFiniteValues, checkLength, checkSymmetric } from './domain.js'
import { type Matrix, zeros } from './matrix.js'
import { answer, type MathResult, noAnswer } from './result.js'

/** A = L D L': L unit lower triangular, D the diagonal `d`; as many d are negative as A has negative eigenvalues. */
export type Ldl = { readonly l: Matrix; readonly d: Float64Array }

/**
 * L D L' of a symmetric matrix without pivoting: for positive definite and quasi-definite matrices (positive block,
 * negative block, anything between: Vanderbei, SIAM J. Optim. 5, 1995), where it always exists. A pivot of zero gets no answer;
 * a pivot small against its column tells of growth of the error, which is the caller's to judge from `d`.
 *
 * @throws RangeError where `a` is not square, finite and symmetric
 * @example
 * import { ldl, matrixFromRows } from '@bourse/math'
 * const factor = ldl(matrixFromRows([[2, 2], [2, -1]]))
 * factor.ok && factor.value.d // => Float64Array [2, -3]
 */
export function ldl(a: Matrix): MathResult<Ldl, 'zero-pivot'> {
  checkSymmetric('ldl', 'a', a)
  const n = a.rows
  const l = zeros(n, n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) l.data[i * n + j] = a.data[i * n + j]!
  const pivot = ldlInPlace(l.data, n, new Float64Array(n))
  if (pivot >= 0) return noAnswer('zero-pivot', `no factor without pivoting: pivot ${pivot} is zero`, { pivot })
  const d = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    d[i] = l.data[i * n + i]!
    l.data[i * n + i] = 1
  }
  return answer({ l, d })
}

/**
 * L D L' in place: below the diagonal of the first n rows and columns of `a` comes L, on it D; what stands above is
 * neither read nor written. Answers -1 or the index of the first pivot that is zero or not finite. `work` has n places.
 *
 * @param stride distance from row to row, `n` unless A is part of a larger array
 * @example
 * import { ldlInPlace, ldlSolveInPlace } from '@bourse/math'
 * const a = Float64Array.of(2, 2, 2, -1)
 * ldlInPlace(a, 2, new Float64Array(2)) // => -1
 * ldlSolveInPlace(a, 2, Float64Array.of(4, 1)) // => Float64Array [1, 1]
 */
export function ldlInPlace(a: Float64Array, n: number, work: Float64Array, stride: number = n): number {
  for (let j = 0; j < n; j++) {
    const row = j * stride
    let sum = 0
    for (let k = 0; k < j; k++) {
      const l = a[row + k]!
      work[k] = l * a[k * stride + k]!
      sum += l * work[k]!
    }
    const pivot = a[row + j]! - sum
    if (!Number.isFinite(pivot) || pivot === 0) return j
    a[row + j] = pivot
    eliminateBelow(a, n, j, pivot, work, stride)
  }
  return -1
}

/** Entry j of the rows below, four rows at a time so that four sums run side by side. */
function eliminateBelow(
  a: Float64Array,
  n: number,
  j: number,
  pivot: number,
  work: Float64Array,
  stride: number,
): void {
  let i = j + 1
  for (; i + 3 < n; i += 4) {
    const r0 = i * stride
    const r1 = r0 + stride
    const r2 = r1 + stride
    const r3 = r2 + stride
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    for (let k = 0; k < j; k++) {
      const w = work[k]!
      s0 += w * a[r0 + k]!
      s1 += w * a[r1 + k]!
      s2 += w * a[r2 + k]!
      s3 += w * a[r3 + k]!
    }
    a[r0 + j] = (a[r0 + j]! - s0) / pivot
    a[r1 + j] = (a[r1 + j]! - s1) / pivot
    a[r2 + j] = (a[r2 + j]! - s2) / pivot
    a[r3 + j] = (a[r3 + j]! - s3) / pivot
  }
  for (; i < n; i++) {
    const r = i * stride
    let sum = 0
    for (let k = 0; k < j; k++) sum += work[k]! * a[r + k]!
    a[r + j] = (a[r + j]! - sum) / pivot
  }
}

/**
 * Solves L D L' x = b in place of b, given what `ldlInPlace` left. Nothing is checked or allocated.
 *
 * @param stride distance from row to row, `n` unless the factor is part of a larger array
 * @example
 * import { ldlSolveInPlace } from '@bourse/math'
 * ldlSolveInPlace(Float64Array.of(2, 0, 1, 4), 2, Float64Array.of(2, 6)) // => Float64Array [0, 1]
 */
export function ldlSolveInPlace(a: Float64Array, n: number, b: Float64Array, stride: number = n): Float64Array {
  for (let i = 1; i < n; i++) {
    let sum = 0
    for (let k = 0; k < i; k++) sum += a[i * stride + k]! * b[k]!
    b[i] = b[i]! - sum
  }
  for (let i = 0; i < n; i++) b[i] = b[i]! / a[i * stride + i]!
  for (let i = n - 1; i > 0; i--) {
    const x = b[i]!
    for (let k = 0; k < i; k++) b[k] = b[k]! - x * a[i * stride + k]!
  }
  return b
}

/**
 * Solves A x = b for a symmetric A by L D L' without pivoting, with one step of refinement.
 *
 * @param out takes the solution; may be b itself
 * @throws RangeError where `a` is not square, finite and symmetric, or `b` does not fit
 * @example
 * import { matrixFromRows, solveSymmetric } from '@bourse/math'
 * const solved = solveSymmetric(matrixFromRows([[2, 2], [2, -1]]), Float64Array.of(4, 1))
 * solved.ok && solved.value // => Float64Array [1, 1]
 */
export function solveSymmetric(
  a: Matrix,
  b: Float64Array,
  out: Float64Array = new Float64Array(b.length),
): MathResult<Float64Array, 'zero-pivot'> {
  checkSymmetric('solveSymmetric', 'a', a)
  checkLength('solveSymmetric', 'b', b.length, a.rows, 'a.rows')
  checkLength('solveSymmetric', 'out', out.length, a.rows, 'a.rows')
  checkFiniteValues('solveSymmetric', 'b', b)
  const n = a.rows
  const factor = a.data.slice()
  const pivot = ldlInPlace(factor, n, new Float64Array(n))
  if (pivot >= 0) return noAnswer('zero-pivot', `no factor without pivoting: pivot ${pivot} is zero`, { pivot })
  const x = ldlSolveInPlace(factor, n, b.slice())
  const rest = b.slice()
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) rest[i] = rest[i]! - a.data[i * n + j]! * x[j]!
  ldlSolveInPlace(factor, n, rest)
  for (let i = 0; i < n; i++) out[i] = x[i]! + rest[i]!
  return answer(out)
}
