import { outOfDomain } from './error.js'
import type { Matrix } from './matrix.js'

// What named functions ask of their arguments before they start. Kernels ask nothing.

/** Every entry a finite number; the first that is not is named by row and column. */
export function checkFinite(where: string, argument: string, a: Matrix): void {
  if (a.data.length !== a.rows * a.cols)
    throw outOfDomain(where, `${argument}.data.length`, a.data.length, `rows * cols = ${a.rows * a.cols}`)
  const at = firstNotFinite(a.data)
  if (at < 0) return
  const place = `${argument} at row ${Math.floor(at / a.cols)}, column ${at % a.cols}`
  throw outOfDomain(where, place, a.data[at]!, 'a finite number')
}

/** Every value a finite number; the first that is not is named by its index. */
export function checkFiniteValues(where: string, argument: string, values: ArrayLike<number>): void {
  const at = firstNotFinite(values)
  if (at >= 0) throw outOfDomain(where, `${argument}[${at}]`, values[at]!, 'a finite number')
}

function firstNotFinite(values: ArrayLike<number>): number {
  // x - x is 0 for every finite x: one pass without a branch, then the search only if it is needed.
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! - values[i]!
  if (sum === 0) return -1
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return i
  return -1
}

/** `length` is what it must be. */
export function checkLength(where: string, argument: string, length: number, wanted: number, as: string): void {
  if (length !== wanted) throw outOfDomain(where, `${argument}.length`, length, `${wanted}, as ${as}`)
}

/** A whole number not below `least`. */
export function checkWhole(where: string, argument: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least))
    throw outOfDomain(where, argument, value, `a whole number >= ${least}`)
}

/** Rows and columns equal, entries finite. */
export function checkSquare(where: string, argument: string, a: Matrix): void {
  if (a.rows !== a.cols) throw outOfDomain(where, `${argument}.cols`, a.cols, `${a.rows}, as ${argument}.rows`)
  checkFinite(where, argument, a)
}

// Differences between mirrored entries that rounding of a product can leave; more is a mistake of the caller.
const symmetryTolerance = 1e-10

/** Square, finite and equal to its mirror within 1e-10 of its largest entry. */
export function checkSymmetric(where: string, argument: string, a: Matrix): void {
  checkSquare(where, argument, a)
  const n = a.rows
  let largest = 0
  for (let i = 0; i < a.data.length; i++) largest = Math.max(largest, Math.abs(a.data[i]!))
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const difference = Math.abs(a.data[i * n + j]! - a.data[j * n + i]!)
      if (difference > symmetryTolerance * largest)
        throw outOfDomain(
          where,
          `${argument} at row ${i}, column ${j}`,
          a.data[i * n + j]!,
          `${a.data[j * n + i]!}, its mirror: a symmetric matrix`,
        )
    }
}
