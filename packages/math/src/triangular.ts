// Triangular systems on raw row-major arrays: L is the lower triangle of the first n rows and columns of `l`, which may
// hold anything above its diagonal. Nothing is checked or allocated; a zero on the diagonal gives infinities and NaN.

/**
 * Solves L x = b in place of b.
 *
 * @param stride distance from row to row, `n` unless L is part of a larger array
 * @example
 * import { solveLowerInPlace } from '@bourse/math'
 * solveLowerInPlace(Float64Array.of(2, 0, 1, 4), 2, Float64Array.of(2, 9)) // => Float64Array [1, 2]
 */
export function solveLowerInPlace(l: Float64Array, n: number, b: Float64Array, stride: number = n): Float64Array {
  for (let i = 0; i < n; i++) {
    const row = i * stride
    // Four sums, because one waits for the adder.
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let k = 0
    for (; k + 3 < i; k += 4) {
      s0 += l[row + k]! * b[k]!
      s1 += l[row + k + 1]! * b[k + 1]!
      s2 += l[row + k + 2]! * b[k + 2]!
      s3 += l[row + k + 3]! * b[k + 3]!
    }
    for (; k < i; k++) s0 += l[row + k]! * b[k]!
    b[i] = (b[i]! - (s0 + s1 + (s2 + s3))) / l[row + i]!
  }
  return b
}

/**
 * Solves L' x = b in place of b; L is still given as the lower triangle.
 *
 * @param stride distance from row to row, `n` unless L is part of a larger array
 * @example
 * import { solveLowerTransposedInPlace } from '@bourse/math'
 * solveLowerTransposedInPlace(Float64Array.of(2, 0, 1, 4), 2, Float64Array.of(4, 8)) // => Float64Array [1, 2]
 */
export function solveLowerTransposedInPlace(
  l: Float64Array,
  n: number,
  b: Float64Array,
  stride: number = n,
): Float64Array {
  // By rows of L, so that memory is read in its order.
  for (let i = n - 1; i >= 0; i--) {
    const row = i * stride
    const x = b[i]! / l[row + i]!
    b[i] = x
    for (let k = 0; k < i; k++) b[k] = b[k]! - x * l[row + k]!
  }
  return b
}

/**
 * Solves R x = b in place of b, R the upper triangle of the first n rows and columns of `r`.
 *
 * @param stride distance from row to row, `n` unless R is part of a larger array
 * @example
 * import { solveUpperInPlace } from '@bourse/math'
 * solveUpperInPlace(Float64Array.of(2, 1, 0, 4), 2, Float64Array.of(4, 8)) // => Float64Array [1, 2]
 */
export function solveUpperInPlace(r: Float64Array, n: number, b: Float64Array, stride: number = n): Float64Array {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * stride
    let sum = 0
    for (let k = i + 1; k < n; k++) sum += r[row + k]! * b[k]!
    b[i] = (b[i]! - sum) / r[row + i]!
  }
  return b
}
