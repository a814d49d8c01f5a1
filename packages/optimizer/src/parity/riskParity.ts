// Weights whose shares of the variance are given. With y_i (C y)_i = b_i the weights are y over its sum; y is the minimum
// of y'Cy / 2 - sum of b_i ln y_i, strictly convex, so there is one answer.
// @see Spinu, An algorithm for computing risk parity weights (2013); Griveau-Billion, Richard, Roncalli, A fast algorithm
//   for computing high-dimensional risk parity portfolios (2013): coordinates in turn, until Newton's method is quicker.
import type { Matrix } from '@bourse/math'
import { checkLength } from '../qp/checkProgram.js'
import { choleskyInPlace } from '../qp/freeFactor.js'
import { wrongInput } from '../wrongInput.js'

/** `shares` of the variance (they sum to 1); `error`: the largest distance of a share from its budget. */
export type RiskParity = {
  readonly weights: Float64Array
  readonly shares: Float64Array
  readonly error: number
  readonly iterations: number
}

const SWEEPS = 60
const NEWTON = 60

/**
 * Long-only weights that sum to 1 and whose shares of the variance are the budgets (equal where left out; > 0, any
 * sum). Throws where a budget is not positive or an asset has no variance.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { riskParityWeights } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0], [0, 0.16]])
 * riskParityWeights(covariance).weights[0] // => 0.666666667
 */
export function riskParityWeights(covariance: Matrix, budgets?: Float64Array): RiskParity {
  const n = covariance.rows
  const b = shareBudgets(budgets, n)
  const C = covariance.data
  const y = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    if (!(C[i * n + i]! > 0)) throw wrongInput(`covariance[${i}][${i}]`, C[i * n + i]!, 'a variance > 0')
    y[i] = Math.sqrt(b[i]! / C[i * n + i]!)
  }
  const product = multiply(C, y)
  let iterations = 0
  for (let moved = 1; moved > 1e-5 && iterations < SWEEPS; iterations++) moved = sweep(C, b, y, product)
  let error = errorOf(b, y, multiply(C, y))
  for (let k = 0; k < NEWTON && error > 1e-16; k++, iterations++) {
    const next = newtonStep(C, b, y)
    if (next === undefined) break
    const better = errorOf(b, next, multiply(C, next))
    if (!(better < error)) break
    y.set(next)
    error = better
  }
  return sharesOf(C, y, b, iterations)
}

/** Budgets as shares that sum to 1, equal where none are given. */
export function shareBudgets(budgets: Float64Array | undefined, n: number): Float64Array {
  if (budgets === undefined) return new Float64Array(n).fill(1 / n)
  checkLength('budgets', budgets, n)
  let sum = 0
  for (let i = 0; i < n; i++) {
    if (!(budgets[i]! > 0 && budgets[i]! < Number.POSITIVE_INFINITY))
      throw wrongInput(`budgets[${i}]`, budgets[i]!, 'a number > 0')
    sum += budgets[i]!
  }
  return budgets.map((v) => v / sum)
}

// One coordinate after the other to its own minimum; returns the largest relative move.
function sweep(C: Float64Array, b: Float64Array, y: Float64Array, product: Float64Array): number {
  const n = y.length
  let moved = 0
  for (let i = 0; i < n; i++) {
    const variance = C[i * n + i]!
    const others = product[i]! - variance * y[i]!
    const root = Math.sqrt(others * others + 4 * variance * b[i]!)
    const next = others > 0 ? (2 * b[i]!) / (others + root) : (root - others) / (2 * variance)
    const step = next - y[i]!
    moved = Math.max(moved, Math.abs(step) / next)
    y[i] = next
    for (let j = 0; j < n; j++) product[j]! += step * C[i * n + j]!
  }
  return moved
}

function newtonStep(C: Float64Array, b: Float64Array, y: Float64Array): Float64Array | undefined {
  const n = y.length
  const H = C.slice()
  for (let i = 0; i < n; i++) H[i * n + i]! += b[i]! / (y[i]! * y[i]!)
  if (!choleskyInPlace(H, n, n)) return undefined
  const step = multiply(C, y).map((v, i) => b[i]! / y[i]! - v)
  for (let i = 0; i < n; i++) {
    let s = step[i]!
    for (let k = 0; k < i; k++) s -= H[i * n + k]! * step[k]!
    step[i] = s / H[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    const v = step[i]! / H[i * n + i]!
    step[i] = v
    for (let k = 0; k < i; k++) step[k]! -= H[i * n + k]! * v
  }
  // Far from the answer the full step may leave the positive numbers.
  let length = 1
  for (let i = 0; i < n; i++) if (step[i]! < 0) length = Math.min(length, (-0.9 * y[i]!) / step[i]!)
  return y.map((v, i) => v + length * step[i]!)
}

function errorOf(b: Float64Array, y: Float64Array, product: Float64Array): number {
  let error = 0
  for (let i = 0; i < y.length; i++) error = Math.max(error, Math.abs(y[i]! * product[i]! - b[i]!))
  return error
}

function sharesOf(C: Float64Array, y: Float64Array, b: Float64Array, iterations: number): RiskParity {
  let sum = 0
  for (const v of y) sum += v
  const weights = y.map((v) => v / sum)
  const product = multiply(C, weights)
  let variance = 0
  for (let i = 0; i < weights.length; i++) variance += weights[i]! * product[i]!
  const shares = weights.map((w, i) => (w * product[i]!) / variance)
  let error = 0
  for (let i = 0; i < shares.length; i++) error = Math.max(error, Math.abs(shares[i]! - b[i]!))
  return { weights, shares, error, iterations }
}

function multiply(C: Float64Array, v: Float64Array): Float64Array {
  const n = v.length
  const product = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let s = 0
    for (let j = 0; j < n; j++) s += C[i * n + j]! * v[j]!
    product[i] = s
  }
  return product
}
