import { outOfDomain } from './error.js'
import { checkStart } from './minimum.js'

/** A least-squares fit: the parameters, half the sum of squared residuals, and whether it settled. */
export type LeastSquares = {
  readonly x: Float64Array
  readonly cost: number
  readonly residuals: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

/** Options of levenbergMarquardt. */
export type LeastSquaresOptions = {
  /** Writes the Jacobian into `out`, row i for residual i; without it, forward differences. */
  readonly jacobian?: (x: Float64Array, out: Float64Array) => void
  /** Ends when the step, or the gradient beside the residuals, is smaller than this. Default 1e-10. */
  readonly tolerance?: number
  readonly maxIterations?: number
}

/**
 * Parameters that minimise the sum of squared residuals, by Levenberg-Marquardt with Marquardt's scaling and Nielsen's
 * damping (Madsen, Nielsen, Tingleff: Methods for Non-linear Least Squares, 2004). `residuals` writes into `out`. Steps
 * to where a residual is NaN or infinite are refused; a start there ends with `converged` false.
 *
 * @throws RangeError for a start that is empty or not finite, fewer residuals than one, or a tolerance not above 0.
 * @example
 * import { levenbergMarquardt } from '@bourse/math'
 * const t = [0, 1, 2, 3]
 * const y = t.map((s) => 2 * Math.exp(-0.5 * s))
 * const fit = levenbergMarquardt((p, out) => t.forEach((s, i) => { out[i] = p[0]! * Math.exp(-p[1]! * s) - y[i]! }), 4, [1, 1])
 * fit.x[1]!.toFixed(9) // => '0.500000000'
 */
export function levenbergMarquardt(
  residuals: (x: Float64Array, out: Float64Array) => void,
  count: number,
  start: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquares {
  const { tolerance = 1e-10, maxIterations = 200 } = options
  if (!(Number.isInteger(count) && count >= 1))
    throw outOfDomain('levenbergMarquardt', 'count', count, 'a whole number of 1 or more')
  if (!(tolerance > 0)) throw outOfDomain('levenbergMarquardt', 'tolerance', tolerance, 'above 0')
  let x = checkStart('levenbergMarquardt', start)
  const n = x.length
  let r: Float64Array = new Float64Array(count)
  let tried: Float64Array = new Float64Array(n)
  let triedR: Float64Array = new Float64Array(count)
  const j = new Float64Array(count * n)
  const normal = new Float64Array(n * n)
  const damped = new Float64Array(n * n)
  const gradient = new Float64Array(n)
  const step = new Float64Array(n)
  const scale = new Float64Array(n)
  const jacobianAt =
    options.jacobian ?? ((at: Float64Array, out: Float64Array): void => forward(residuals, at, r, triedR, out))
  residuals(x, r)
  let cost = half(r)
  let damping = 1e-3
  let factor = 2
  for (let iterations = 0; ; iterations++) {
    const end = (converged: boolean): LeastSquares => ({ x, cost, residuals: r, iterations, converged })
    if (!Number.isFinite(cost) || iterations >= maxIterations) return end(false)
    jacobianAt(x, j)
    products(j, r, count, n, normal, gradient)
    // the cosine between each column and the residuals: 0 at the minimum, whatever the units
    const length = Math.sqrt(2 * cost)
    if (gradient.every((g, i) => Math.abs(g) <= tolerance * length * Math.sqrt(normal[i * n + i]!))) return end(true)
    for (let i = 0; i < n; i++) scale[i] = Math.max(scale[i]!, normal[i * n + i]!, 1e-300)
    for (let attempts = 0; ; attempts++) {
      damped.set(normal)
      for (let i = 0; i < n; i++) damped[i * n + i]! += damping * scale[i]!
      const solved = solveInPlace(damped, gradient, step)
      let gain = 0
      let relative = 0
      for (let i = 0; i < n; i++) {
        tried[i] = x[i]! - step[i]!
        gain += 0.5 * step[i]! * (damping * scale[i]! * step[i]! + gradient[i]!)
        relative = Math.max(relative, Math.abs(step[i]!) / (Math.abs(x[i]!) + tolerance))
      }
      residuals(tried, triedR)
      const next = half(triedR)
      const ratio = solved ? (cost - next) / gain : -1
      if (ratio > 0 && Number.isFinite(next)) {
        ;[x, tried] = [tried, x]
        ;[r, triedR] = [triedR, r]
        cost = next
        damping *= Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3)
        factor = 2
        if (relative <= tolerance) return end(true)
        break
      }
      // no step left that the digits can tell from none
      if (solved && relative <= 1e-15) return end(true)
      if (attempts > 100) return end(false)
      damping *= factor
      factor *= 2
    }
  }
}

function half(r: Float64Array): number {
  let sum = 0
  for (const value of r) sum += value * value
  return 0.5 * sum
}

function forward(
  residuals: (x: Float64Array, out: Float64Array) => void,
  x: Float64Array,
  r: Float64Array,
  work: Float64Array,
  out: Float64Array,
): void {
  const n = x.length
  for (let k = 0; k < n; k++) {
    const at = x[k]!
    x[k] = at + 1.5e-8 * Math.max(1e-3, Math.abs(at))
    const h = x[k]! - at
    residuals(x, work)
    for (let i = 0; i < r.length; i++) out[i * n + k] = (work[i]! - r[i]!) / h
    x[k] = at
  }
}

/** J'J and J'r. */
function products(
  j: Float64Array,
  r: Float64Array,
  m: number,
  n: number,
  normal: Float64Array,
  gradient: Float64Array,
): void {
  normal.fill(0)
  gradient.fill(0)
  for (let i = 0; i < m; i++)
    for (let a = 0; a < n; a++) {
      const v = j[i * n + a]!
      gradient[a]! += v * r[i]!
      for (let b = 0; b < n; b++) normal[a * n + b]! += v * j[i * n + b]!
    }
}

/** Small symmetric positive definite system by Cholesky, in place; false where it is not positive definite. */
function solveInPlace(a: Float64Array, b: Float64Array, x: Float64Array): boolean {
  const n = b.length
  for (let i = 0; i < n; i++)
    for (let k = 0; k <= i; k++) {
      let sum = a[i * n + k]!
      for (let l = 0; l < k; l++) sum -= a[i * n + l]! * a[k * n + l]!
      if (i !== k) a[i * n + k] = sum / a[k * n + k]!
      else if (sum > 0) a[i * n + i] = Math.sqrt(sum)
      else return false
    }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= a[i * n + k]! * x[k]!
    x[i] = sum / a[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i]! * x[k]!
    x[i] = sum / a[i * n + i]!
  }
  return true
}
