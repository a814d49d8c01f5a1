import { choleskyInPlace, notPositiveDefinite } from './cholesky.js'
import { checkFiniteValues, checkLength, checkSymmetric } from './domain.js'
import { type Matrix, zeros } from './matrix.js'
import { mirrorLower } from './multiply.js'
import { answer, type MathResult } from './result.js'
import { solveLowerInPlace, solveLowerTransposedInPlace } from './triangular.js'

/**
 * Solves A x = b for a symmetric positive definite A by Cholesky. The relative error grows with the condition number of
 * A times n eps. Not positive definite: no answer, nothing repaired.
 *
 * @param out takes the solution; may be b itself
 * @throws RangeError where `a` is not square, finite and symmetric, or `b` does not fit
 * @example
 * import { matrixFromRows, solveSpd } from '@bourse/math'
 * const solved = solveSpd(matrixFromRows([[4, 2], [2, 5]]), Float64Array.of(8, 12))
 * solved.ok && solved.value // => Float64Array [1, 2]
 */
export function solveSpd(
  a: Matrix,
  b: Float64Array,
  out: Float64Array = new Float64Array(b.length),
): MathResult<Float64Array, 'not-positive-definite'> {
  checkSymmetric('solveSpd', 'a', a)
  checkLength('solveSpd', 'b', b.length, a.rows, 'a.rows')
  checkLength('solveSpd', 'out', out.length, a.rows, 'a.rows')
  checkFiniteValues('solveSpd', 'b', b)
  const factor = a.data.slice()
  const pivot = choleskyInPlace(factor, a.rows)
  if (pivot >= 0) return notPositiveDefinite(pivot)
  out.set(b)
  return answer(choleskySolveInPlace(factor, a.rows, out))
}

/**
 * Solves L L' x = b in place of b, given the factor that `choleskyInPlace` left. Nothing is checked or allocated.
 *
 * @param stride distance from row to row, `n` unless L is part of a larger array
 * @example
 * import { choleskyInPlace, choleskySolveInPlace } from '@bourse/math'
 * const a = Float64Array.of(4, 2, 2, 5)
 * choleskyInPlace(a, 2) // => -1
 * choleskySolveInPlace(a, 2, Float64Array.of(8, 12)) // => Float64Array [1, 2]
 */
export function choleskySolveInPlace(l: Float64Array, n: number, b: Float64Array, stride: number = n): Float64Array {
  solveLowerInPlace(l, n, b, stride)
  return solveLowerTransposedInPlace(l, n, b, stride)
}

/**
 * Inverse of a symmetric positive definite matrix, exactly symmetric. To solve one system use `solveSpd`: it costs a
 * third and is more exact.
 *
 * @throws RangeError where `a` is not square, finite and symmetric
 * @example
 * import { invertSpd, matrixFromRows } from '@bourse/math'
 * const inverse = invertSpd(matrixFromRows([[2, 0], [0, 4]]))
 * inverse.ok && inverse.value.data // => Float64Array [0.5, 0, 0, 0.25]
 */
export function invertSpd(a: Matrix): MathResult<Matrix, 'not-positive-definite'> {
  checkSymmetric('invertSpd', 'a', a)
  const n = a.rows
  const factor = a.data.slice()
  const pivot = choleskyInPlace(factor, n)
  if (pivot >= 0) return notPositiveDefinite(pivot)
  const inverse = zeros(n, n)
  for (let j = 0; j < n; j++) {
    const row = inverse.data.subarray(j * n, (j + 1) * n)
    row[j] = 1
    choleskySolveInPlace(factor, n, row)
  }
  mirrorLower(inverse.data, n)
  return answer(inverse)
}
