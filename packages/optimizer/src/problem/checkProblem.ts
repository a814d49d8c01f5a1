import type { Matrix } from '@bourse/math'
import { checkFinite, checkLength, checkSize, checkSymmetric } from '../qp/checkProgram.js'
import { choleskyInPlace } from '../qp/freeFactor.js'
import { wrongInput } from '../wrongInput.js'
import type { AllocationProblem } from './constraint.js'

/** Above this order the smallest eigenvalue is estimated by Lanczos instead of by a whole factorisation. */
const WHOLE = 250
/** Steps of Lanczos: extreme eigenvalues show first. */
const STEPS = 20
/** Negative eigenvalues below this share of the largest variance are rounding. */
const ROUNDING = 1e-9

/** Refuses sizes that differ, numbers that are not finite, unknown names are refused where they are looked up. */
export function checkProblem({ assets, expected, covariance, scenarios, start, costs }: AllocationProblem): void {
  const n = assets.length
  if (n === 0) throw wrongInput('assets', 'empty', 'at least one asset')
  if (new Set(assets).size !== n) throw wrongInput('assets', 'repeated labels', 'labels that differ')
  if (expected !== undefined) {
    checkLength('expected', expected, n)
    checkFinite('expected', expected)
  }
  if (start !== undefined) {
    checkLength('start', start, n)
    checkFinite('start', start)
  }
  if (scenarios !== undefined) {
    checkSize('scenarios', scenarios, scenarios.rows, n)
    checkFinite('scenarios', scenarios.data)
  }
  if (covariance !== undefined) checkCovariance(covariance, n)
  if (costs === undefined) return
  checkLength('costs.from', costs.from, n)
  checkFinite('costs.from', costs.from)
  for (const name of ['linear', 'quadratic'] as const) {
    const cost = costs[name]
    if (cost === undefined) continue
    if (typeof cost !== 'number') checkLength(`costs.${name}`, cost, n)
    for (const c of typeof cost === 'number' ? [cost] : cost)
      if (!(c >= 0 && c < Number.POSITIVE_INFINITY)) throw wrongInput(`costs.${name}`, c, 'numbers >= 0')
  }
}

/** Symmetric, finite, no negative eigenvalue beyond rounding. */
export function checkCovariance(covariance: Matrix, n: number): void {
  checkSize('covariance', covariance, n, n)
  checkSymmetric('covariance', covariance)
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, covariance.data[i * n + i]!)
  if (n <= WHOLE && choleskyInPlace(covariance.data.slice(), n, n)) return
  const smallest = smallestEigenvalue(covariance, n <= WHOLE ? n : STEPS)
  if (smallest < -ROUNDING * largest * n)
    throw wrongInput(
      'most negative eigenvalue of covariance',
      smallest,
      'no negative eigenvalue: repair it by nearestPositiveDefinite of @bourse/math, which says how far it moved, and pass that',
    )
}

/**
 * The smallest eigenvalue by Lanczos with full reorthogonalisation: exact after n steps, an upper bound before. From a
 * fixed start, so that equal matrices get equal answers.
 */
export function smallestEigenvalue({ rows: n, data }: Matrix, steps: number): number {
  const basis: Float64Array[] = []
  const diagonal: number[] = []
  const off: number[] = []
  let v: Float64Array = new Float64Array(n)
  for (let i = 0; i < n; i++) v[i] = 1 + 0.5 * Math.sin(i * i + i)
  scale(v, 1 / length(v))
  for (let k = 0; k < Math.min(steps, n); k++) {
    basis.push(v)
    const w = product(data, n, v)
    diagonal.push(dot(w, v))
    for (let pass = 0; pass < 2; pass++) for (const b of basis) axpy(-dot(w, b), b, w)
    const beta = length(w)
    if (beta < 1e-14 * Math.abs(diagonal[0]!)) break
    off.push(beta)
    scale(w, 1 / beta)
    v = w
  }
  return smallestOfTridiagonal(diagonal, off)
}

// Four rows at a time: four sums that do not wait for each other.
function product(data: Float64Array, n: number, v: Float64Array): Float64Array {
  const w = new Float64Array(n)
  let i = 0
  for (; i + 3 < n; i += 4) {
    const r0 = i * n
    const r1 = r0 + n
    const r2 = r1 + n
    const r3 = r2 + n
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    for (let j = 0; j < n; j++) {
      const x = v[j]!
      s0 += data[r0 + j]! * x
      s1 += data[r1 + j]! * x
      s2 += data[r2 + j]! * x
      s3 += data[r3 + j]! * x
    }
    w[i] = s0
    w[i + 1] = s1
    w[i + 2] = s2
    w[i + 3] = s3
  }
  for (; i < n; i++) for (let j = 0; j < n; j++) w[i]! += data[i * n + j]! * v[j]!
  return w
}

// Bisection on the number of negative pivots of T - x.
function smallestOfTridiagonal(diagonal: readonly number[], off: readonly number[]): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  for (let i = 0; i < diagonal.length; i++) {
    const radius = (i > 0 ? Math.abs(off[i - 1]!) : 0) + (i + 1 < diagonal.length ? Math.abs(off[i]!) : 0)
    low = Math.min(low, diagonal[i]! - radius)
    high = Math.min(high, diagonal[i]!)
  }
  for (let k = 0; k < 100 && low < high; k++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    let pivot = 1
    let below = false
    for (let i = 0; i < diagonal.length && !below; i++) {
      pivot = diagonal[i]! - middle - (i > 0 ? off[i - 1]! ** 2 / pivot : 0)
      if (pivot === 0) pivot = 1e-300
      below = pivot < 0
    }
    if (below) high = middle
    else low = middle
  }
  return high
}

function dot(a: Float64Array, b: Float64Array): number {
  let s = 0
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!
  return s
}

function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a))
}

function scale(a: Float64Array, by: number): void {
  for (let i = 0; i < a.length; i++) a[i]! *= by
}

function axpy(by: number, a: Float64Array, into: Float64Array): void {
  for (let i = 0; i < a.length; i++) into[i]! += by * a[i]!
}
