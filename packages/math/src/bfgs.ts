import { outOfDomain } from './error.js'
import { checkStart, type Minimum } from './minimum.js'

/** Options of bfgs. */
export type BfgsOptions = {
  /** Writes the gradient at x into `out`; without it, central differences (2 n evaluations, about 1e-10 exact). */
  readonly gradient?: (x: Float64Array, out: Float64Array) => void
  /** Ends when no component of the gradient is larger than this beside 1 + |f|. Default 1e-9, 1e-7 by differences. */
  readonly tolerance?: number
  readonly maxIterations?: number
}

/**
 * A local minimum of a smooth function by BFGS with a line search that meets the strong Wolfe conditions (Nocedal and
 * Wright, Numerical Optimization, algorithms 3.5, 3.6, 6.1). Points where f is NaN or infinite are stepped back from;
 * a line search that finds nothing more to gain ends it with `converged` telling whether the gradient is small.
 *
 * @throws RangeError for a start that is empty or not finite, or a tolerance that is not above 0.
 * @example
 * import { bfgs } from '@bourse/math'
 * const best = bfgs((x) => (1 - x[0]!) ** 2 + 100 * (x[1]! - x[0]! ** 2) ** 2, [-1.2, 1])
 * best.converged // => true
 * Math.abs(best.x[0]! - 1) < 1e-6 // => true
 */
export function bfgs(f: (x: Float64Array) => number, start: ArrayLike<number>, options: BfgsOptions = {}): Minimum {
  const { gradient, tolerance = gradient === undefined ? 1e-7 : 1e-9, maxIterations = 500 } = options
  if (!(tolerance > 0)) throw outOfDomain('bfgs', 'tolerance', tolerance, 'above 0')
  const x = checkStart('bfgs', start)
  const n = x.length
  let evaluations = 0
  const valueAt = (at: Float64Array): number => {
    evaluations++
    return f(at)
  }
  const slopeAt = gradient ?? ((at: Float64Array, out: Float64Array): void => differences(valueAt, at, out))
  const g = new Float64Array(n)
  const trial = { x: new Float64Array(n), g: new Float64Array(n), value: 0 }
  const direction = new Float64Array(n)
  const inverse = new Float64Array(n * n) // of the Hessian, so far as known
  const moved = new Float64Array(n)
  const turned = new Float64Array(n)
  const product = new Float64Array(n)
  let value = valueAt(x)
  slopeAt(x, g)
  identity(inverse, n)
  let fresh = true
  for (let iteration = 0; ; iteration++) {
    const converged = largest(g) <= tolerance * (1 + Math.abs(value))
    if (converged || iteration >= maxIterations || !Number.isFinite(value))
      return { x, value, evaluations, converged: converged && Number.isFinite(value) }
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum -= inverse[i * n + j]! * g[j]!
      direction[i] = sum
    }
    const slope = dot(direction, g)
    const along = (t: number): number => {
      for (let i = 0; i < n; i++) trial.x[i] = x[i]! + t * direction[i]!
      trial.value = valueAt(trial.x)
      if (!Number.isFinite(trial.value)) return Number.NaN
      slopeAt(trial.x, trial.g)
      return dot(trial.g, direction)
    }
    const first = fresh ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1
    if (!(slope < 0) || !wolfe(along, trial, value, slope, first)) {
      // once more from steepest descent, then it is the end of what the digits allow
      if (fresh) return { x, value, evaluations, converged: false }
      identity(inverse, n)
      fresh = true
      continue
    }
    for (let i = 0; i < n; i++) {
      moved[i] = trial.x[i]! - x[i]!
      turned[i] = trial.g[i]! - g[i]!
    }
    x.set(trial.x)
    g.set(trial.g)
    value = trial.value
    update(inverse, moved, turned, product, fresh)
    fresh = false
  }
}

/** Leaves a point with sufficient decrease and a flat enough slope in `trial`; false if there is none to find. */
function wolfe(
  along: (t: number) => number,
  trial: { readonly value: number },
  value: number,
  slope: number,
  first: number,
): boolean {
  let low = 0
  let lowValue = value
  let lowSlope = slope
  let high = Number.POSITIVE_INFINITY
  let t = first
  for (let i = 0; i < 40; i++) {
    const here = along(t)
    const failed = !(trial.value <= value + 1e-4 * t * slope) || (low > 0 && trial.value >= lowValue)
    if (Number.isNaN(here) || failed) {
      // minimum of the parabola through value and slope at `low` and the value here, held inside
      const parabola = (-lowSlope * (t - low) ** 2) / (2 * (trial.value - lowValue - lowSlope * (t - low)))
      high = t
      const share = parabola / (high - low)
      t = low + (high - low) * (share > 0.1 && share < 0.9 ? share : 0.5)
    } else if (Math.abs(here) <= 0.9 * Math.abs(slope)) {
      return true
    } else if (here < 0) {
      low = t
      lowValue = trial.value
      lowSlope = here
      t = Number.isFinite(high) ? 0.5 * (low + high) : 3 * t
    } else {
      high = t
      t = 0.5 * (low + high)
    }
  }
  return trial.value < value
}

/** The BFGS formula for the inverse; left alone where the curvature is not positive. */
function update(h: Float64Array, s: Float64Array, y: Float64Array, hy: Float64Array, fresh: boolean): void {
  const n = s.length
  const sy = dot(s, y)
  if (!(sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y)))) return
  // the first guess takes the scale that was seen (Nocedal and Wright, equation 6.20)
  if (fresh) for (let i = 0; i < n; i++) h[i * n + i] = sy / dot(y, y)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += h[i * n + j]! * y[j]!
    hy[i] = sum
  }
  const scale = (1 + dot(y, hy) / sy) / sy
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) h[i * n + j]! += scale * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy
}

function differences(f: (x: Float64Array) => number, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const at = x[i]!
    const step = 6e-6 * Math.max(1, Math.abs(at)) // cube root of the precision
    x[i] = at + step
    const above = f(x)
    const up = x[i]! - at
    x[i] = at - step
    const below = f(x)
    out[i] = (above - below) / (up + (at - x[i]!))
    x[i] = at
  }
}

function identity(a: Float64Array, n: number): void {
  a.fill(0)
  for (let i = 0; i < n; i++) a[i * n + i] = 1
}

function largest(v: Float64Array): number {
  let most = 0
  for (const x of v) if (!(Math.abs(x) <= most)) most = Math.abs(x)
  return most
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
