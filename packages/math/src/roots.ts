import { outOfDomain } from './error.js'

/** A root: where, the value there, evaluations of f, and whether the tolerance was met. */
export type Root = {
  readonly x: number
  readonly fx: number
  readonly iterations: number
  readonly converged: boolean
}

/** `tolerance` is absolute in x, on top of two ulp of x; 0 asks for all digits. */
export type RootOptions = { readonly tolerance?: number; readonly maxIterations?: number }

/**
 * A root of a continuous f between lo and hi by Brent's method (Algorithms for Minimization without Derivatives, 1973,
 * chapter 4): bisection, secant and inverse quadratic steps, never outside the bracket. Without a sign change, or when
 * f gives NaN, `converged` is false and x is the end (or the place) where it was seen.
 *
 * @throws RangeError for ends that are not finite, a negative tolerance or fewer than one iteration.
 * @example
 * import { brent } from '@bourse/math'
 * const root = brent((x) => x * x - 2, 0, 2)
 * root.x // => 1.4142135623731
 * root.converged // => true
 */
export function brent(f: (x: number) => number, lo: number, hi: number, options: RootOptions = {}): Root {
  const { tolerance = 0, maxIterations = 1000 } = options
  checkRootOptions('brent', lo, hi, tolerance, maxIterations)
  let a = lo
  let b = hi
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return { x: a, fx: 0, iterations: 2, converged: true }
  if (!(fa * fb <= 0 || (fa > 0 && fb < 0) || (fa < 0 && fb > 0))) {
    const end = Math.abs(fa) < Math.abs(fb) ? { x: a, fx: fa } : { x: b, fx: fb }
    return { ...end, iterations: 2, converged: false }
  }
  // b is the best point, c the other end of the bracket, a the best before
  let c = a
  let fc = fa
  let step = b - a
  let before = step
  for (let iterations = 2; ; iterations++) {
    if (fb > 0 === fc > 0) {
      c = a
      fc = fa
      step = b - a
      before = step
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b
      b = c
      c = a
      fa = fb
      fb = fc
      fc = fa
    }
    const room = 2 * 2.220446049250313e-16 * Math.abs(b) + 0.5 * tolerance
    const half = 0.5 * (c - b)
    if (fb === 0 || Math.abs(half) <= room) return { x: b, fx: fb, iterations, converged: true }
    if (Number.isNaN(fb) || iterations >= maxIterations + 2) return { x: b, fx: fb, iterations, converged: false }
    if (Math.abs(before) >= room && Math.abs(fa) > Math.abs(fb)) {
      const s = fb / fa
      let p = 2 * half * s
      let q = 1 - s
      if (a !== c) {
        const u = fa / fc
        const v = fb / fc
        p = s * (2 * half * u * (u - v) - (b - a) * (v - 1))
        q = (u - 1) * (v - 1) * (s - 1)
      }
      if (p > 0) q = -q
      p = Math.abs(p)
      const accept = 2 * p < Math.min(3 * half * q - Math.abs(room * q), Math.abs(before * q))
      before = accept ? step : half
      step = accept ? p / q : half
    } else {
      step = half
      before = half
    }
    a = b
    fa = fb
    b += Math.abs(step) > room ? step : half > 0 ? room : -room
    fb = f(b)
  }
}

/** f, and its first (and second) derivative, at x. */
export type WithDerivatives = (x: number) => readonly [f: number, first: number, second?: number]

/**
 * A root by Halley's step (Newton's where no second derivative is given), held inside a bracket: a step that would
 * leave it, or that does not halve it in time, becomes a bisection, so that it always ends. f must change sign
 * between lo and hi; otherwise, or when f gives NaN, `converged` is false.
 *
 * @throws RangeError for ends that are not finite, a negative tolerance or fewer than one iteration.
 * @example
 * import { halley } from '@bourse/math'
 * halley((x) => [x * x * x - 8, 3 * x * x, 6 * x], 0, 10).x // => 2
 */
export function halley(
  f: WithDerivatives,
  lo: number,
  hi: number,
  options: RootOptions & { readonly start?: number } = {},
): Root {
  const { tolerance = 0, maxIterations = 1000, start = 0.5 * (lo + hi) } = options
  checkRootOptions('halley', lo, hi, tolerance, maxIterations)
  if (!(start >= Math.min(lo, hi) && start <= Math.max(lo, hi)))
    throw outOfDomain('halley', 'start', start, 'between lo and hi')
  const low = f(lo)[0]
  const high = f(hi)[0]
  if (low === 0 || high === 0) return { x: low === 0 ? lo : hi, fx: 0, iterations: 2, converged: true }
  if (!(low > 0 !== high > 0) || Number.isNaN(low) || Number.isNaN(high))
    return { x: start, fx: Number.NaN, iterations: 2, converged: false }
  // f is negative at `below` and positive at `above`
  let below = low < 0 ? lo : hi
  let above = low < 0 ? hi : lo
  let x = start
  let before = Math.abs(hi - lo)
  for (let iterations = 3; ; iterations++) {
    const [value, first, second = 0] = f(x)
    if (value === 0) return { x, fx: value, iterations, converged: true }
    if (Number.isNaN(value) || iterations > maxIterations + 2) return { x, fx: value, iterations, converged: false }
    if (value < 0) below = x
    else above = x
    const newton = value / first
    const bend = (newton * second) / (2 * first)
    // a bend beyond half would turn or blow up the step: Newton's is safer there
    let next = x - newton / (Math.abs(bend) < 0.5 ? 1 - bend : 1)
    const inside = next > Math.min(below, above) && next < Math.max(below, above)
    if (!inside || !(Math.abs(next - x) < 0.5 * before)) next = below + 0.5 * (above - below)
    before = Math.abs(next - x)
    const done = before <= 2 * 2.220446049250313e-16 * Math.abs(next) + tolerance
    if (done || next === x) return { x: next, fx: value, iterations, converged: true }
    x = next
  }
}

function checkRootOptions(where: string, lo: number, hi: number, tolerance: number, maxIterations: number): void {
  if (!Number.isFinite(lo)) throw outOfDomain(where, 'lo', lo, 'a finite number')
  if (!Number.isFinite(hi)) throw outOfDomain(where, 'hi', hi, 'a finite number')
  if (!(tolerance >= 0)) throw outOfDomain(where, 'tolerance', tolerance, '0 or more')
  if (!(maxIterations >= 1)) throw outOfDomain(where, 'maxIterations', maxIterations, '1 or more')
}
