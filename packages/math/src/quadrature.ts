import { outOfDomain } from './error.js'

/** Nodes in (-1, 1), rising, and their weights, whose sum is 2. */
export type GaussRule = { readonly nodes: Float64Array; readonly weights: Float64Array }

/**
 * The Gauss-Legendre rule of n points, exact for polynomials of degree 2 n - 1; nodes within 4e-16, weights within about n 1e-16.
 * Newton on the three-term recurrence from Tricomi's estimate (DLMF 3.5.v, 18.16.ii).
 *
 * @throws RangeError unless n is a whole number from 1 to 10000.
 * @example
 * import { gaussLegendre } from '@bourse/math'
 * gaussLegendre(2).nodes // => Float64Array [-0.5773502691896, 0.5773502691896]
 */
export function gaussLegendre(n: number): GaussRule {
  if (!(Number.isInteger(n) && n >= 1 && n <= 10_000))
    throw outOfDomain('gaussLegendre', 'n', n, 'a whole number from 1 to 10000')
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < (n + 1) >> 1; i++) {
    // for an odd rule the middle node is 0 exactly
    let x = 2 * i + 1 === n ? 0 : (1 - (n - 1) / (8 * n * n * n)) * Math.cos((Math.PI * (4 * i + 3)) / (4 * n + 2))
    let slope = 0
    for (let k = 0; k < 10; k++) {
      let p = 1
      let before = 0
      for (let j = 0; j < n; j++) {
        const next = ((2 * j + 1) * x * p - j * before) / (j + 1)
        before = p
        p = next
      }
      slope = (n * (before - x * p)) / ((1 - x) * (1 + x))
      const step = p / slope
      if (x !== 0) x -= step
      if (Math.abs(step) < 1e-15) break
    }
    nodes[i] = -x
    nodes[n - 1 - i] = x
    weights[i] = 2 / ((1 - x) * (1 + x) * slope * slope)
    weights[n - 1 - i] = weights[i]!
  }
  return { nodes, weights }
}

/**
 * The integral of f from a to b by a Gauss-Legendre rule made once: no allocation, as many evaluations as nodes.
 *
 * @example
 * import { gaussLegendre, integrateWith } from '@bourse/math'
 * integrateWith(gaussLegendre(5), Math.exp, 0, 1) // => 1.71828182846
 */
export function integrateWith(rule: GaussRule, f: (x: number) => number, a: number, b: number): number {
  const half = 0.5 * (b - a)
  const middle = 0.5 * (a + b)
  let sum = 0
  for (let i = 0; i < rule.nodes.length; i++) sum += rule.weights[i]! * f(middle + half * rule.nodes[i]!)
  return half * sum
}

/** An integral, an estimate of its error (the change of the last refinement), evaluations, and whether it met the tolerance. */
export type Integral = {
  readonly value: number
  readonly error: number
  readonly evaluations: number
  readonly converged: boolean
}

/**
 * The integral of f from a to b by the double-exponential rule (Takahasi and Mori 1974): for smooth f, and for f with
 * singular ends that it never touches. Ends may be infinite (x = t / (1 - t²) or t / (1 - t) first). f is called as
 * f(x, d), d the distance to the nearer finite end without cancellation. Stops when a halving of the step changes the
 * value by less than `tolerance` (relative, default 1e-13); f that gives NaN or an infinity inside ends unconverged.
 *
 * @throws RangeError for an end that is NaN or a tolerance that is not above 0.
 * @example
 * import { integrate } from '@bourse/math'
 * integrate((x) => Math.log(1 / x) ** 2 / Math.sqrt(x), 0, 1).value.toFixed(12) // => '16.000000000000'
 * integrate((x) => Math.exp(-x * x), -Infinity, Infinity).value // => 1.7724538509055
 */
export function integrate(
  f: (x: number, distance: number) => number,
  a: number,
  b: number,
  options: { readonly tolerance?: number; readonly maxLevels?: number } = {},
): Integral {
  const { tolerance = 1e-13, maxLevels = 9 } = options
  if (Number.isNaN(a)) throw outOfDomain('integrate', 'a', a, 'a number or an infinity')
  if (Number.isNaN(b)) throw outOfDomain('integrate', 'b', b, 'a number or an infinity')
  if (!(tolerance > 0)) throw outOfDomain('integrate', 'tolerance', tolerance, 'above 0')
  if (a > b) {
    const back = integrate(f, b, a, options)
    return { ...back, value: -back.value }
  }
  if (a === b) return { value: 0, error: 0, evaluations: 0, converged: true }
  const g = onUnit(f, a, b)
  // t = tanh(pi/2 sinh u): 1 - t = q, dt = pi/2 cosh u (1 - t²)
  let step = 1
  let sum = g(0, 1, 1) * (Math.PI / 2)
  let evaluations = 1
  let value = Number.NaN
  for (let level = 0; ; level++) {
    let fresh = 0
    for (let k = 1; ; k += level === 0 ? 1 : 2) {
      const u = k * step
      if (u > 6.2) break
      const e = Math.exp(-Math.PI * Math.sinh(u)) // (1 - t) / (1 + t)
      const q = (2 * e) / (1 + e)
      if (q < 1e-300) break
      const weight = (Math.PI / 2) * Math.cosh(u) * q * (2 - q)
      const term = weight * (g(-1, q, 2 - q) + g(1, q, 2 - q))
      evaluations += 2
      fresh += term
      if (Math.abs(term) < 1e-18 * Math.abs(fresh) && u > 3) break
    }
    sum += fresh
    const next = sum * step
    const error = Math.abs(next - value)
    value = next
    const converged = level >= 2 && error <= tolerance * Math.abs(value)
    if (converged || level >= maxLevels || !Number.isFinite(value))
      return { value, error, evaluations, converged: converged || (level >= 2 && error < 1e-300) }
    step /= 2
  }
}

/** The integrand on (-1, 1), at a point `near` from the end of that `side` and `far` from the other (side 0: middle). */
function onUnit(
  f: (x: number, d: number) => number,
  a: number,
  b: number,
): (side: number, near: number, far: number) => number {
  const finiteA = Number.isFinite(a)
  const finiteB = Number.isFinite(b)
  if (finiteA && finiteB) {
    const half = 0.5 * (b - a)
    return (side, near) => {
      const d = half * near
      const x = side > 0 ? b - d : a + d
      // the end itself is never touched: so near, the weight is nothing
      return d === 0 || x === (side > 0 ? b : a) ? endValue(f, x, d, half) : half * f(x, d)
    }
  }
  if (finiteA || finiteB) {
    // d = (1 + t) / (1 - t) from the finite end
    return (side, near, far) => {
      const d = side > 0 ? far / near : near / far
      const slope = side > 0 ? 2 / (near * near) : 2 / (far * far)
      return d < 1e300 && slope < 1e300 ? zeroIfNothing(f(finiteA ? a + d : b - d, d), slope) : 0
    }
  }
  return (side, near, far) => {
    const t = side * (1 - near)
    const width = near * far // 1 - t²
    const x = t / width
    return Math.abs(x) < 1e150 ? zeroIfNothing(f(x, Number.POSITIVE_INFINITY), (1 + t * t) / (width * width)) : 0
  }
}

function zeroIfNothing(value: number, slope: number): number {
  return value === 0 ? 0 : value * slope
}

/** At an end that rounding reached, f may be infinite: its part of the integral is below the last place. */
function endValue(f: (x: number, d: number) => number, x: number, d: number, half: number): number {
  const value = d === 0 ? 0 : half * f(x, d)
  return Number.isFinite(value) ? value : 0
}
