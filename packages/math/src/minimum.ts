import { outOfDomain } from './error.js'

/** Where a function is least: the point, the value, evaluations, and whether the tolerance was met. */
export type Minimum = {
  readonly x: Float64Array
  readonly value: number
  readonly evaluations: number
  readonly converged: boolean
}

/** Checks a starting point; not exported from the package. */
export function checkStart(where: string, start: ArrayLike<number>): Float64Array {
  if (start.length < 1) throw outOfDomain(where, 'start.length', start.length, '1 or more')
  for (let i = 0; i < start.length; i++)
    if (!Number.isFinite(start[i]!)) throw outOfDomain(where, `start[${i}]`, start[i]!, 'a finite number')
  return Float64Array.from(start)
}

/**
 * A minimum of f between lo and hi by Brent's method (1973, chapter 5): golden sections and parabolas. Finds the
 * minimum of a function with one; otherwise some local one. x to about 1e-8 of itself: a flat minimum has no more.
 *
 * @throws RangeError for ends that are not finite or a tolerance that is not above 0.
 * @example
 * import { brentMinimum } from '@bourse/math'
 * brentMinimum((x) => (x - 2) ** 2 + 1, 0, 5).value // => 1
 */
export function brentMinimum(
  f: (x: number) => number,
  lo: number,
  hi: number,
  options: { readonly tolerance?: number; readonly maxIterations?: number } = {},
): { readonly x: number; readonly value: number; readonly evaluations: number; readonly converged: boolean } {
  const { tolerance = 1.5e-8, maxIterations = 200 } = options
  if (!Number.isFinite(lo)) throw outOfDomain('brentMinimum', 'lo', lo, 'a finite number')
  if (!Number.isFinite(hi)) throw outOfDomain('brentMinimum', 'hi', hi, 'a finite number')
  if (!(tolerance > 0)) throw outOfDomain('brentMinimum', 'tolerance', tolerance, 'above 0')
  const golden = 0.3819660112501051
  let a = Math.min(lo, hi)
  let b = Math.max(lo, hi)
  // x is the best point, w the second, v the second before
  let x = a + golden * (b - a)
  let w = x
  let v = x
  let fx = f(x)
  let fw = fx
  let fv = fx
  let step = 0
  let before = 0
  for (let evaluations = 1; ; evaluations++) {
    const middle = 0.5 * (a + b)
    const room = tolerance * Math.abs(x) + 1e-12
    const converged = Math.abs(x - middle) <= 2 * room - 0.5 * (b - a)
    if (converged || evaluations > maxIterations || Number.isNaN(fx))
      return { x, value: fx, evaluations, converged: converged && !Number.isNaN(fx) }
    let parabola = false
    if (Math.abs(before) > room) {
      const r = (x - w) * (fx - fv)
      let q = (x - v) * (fx - fw)
      let p = (x - v) * q - (x - w) * r
      q = 2 * (q - r)
      if (q > 0) p = -p
      q = Math.abs(q)
      if (Math.abs(p) < Math.abs(0.5 * q * before) && p > q * (a - x) && p < q * (b - x)) {
        parabola = true
        before = step
        step = p / q
        const u = x + step
        if (u - a < 2 * room || b - u < 2 * room) step = x < middle ? room : -room
      }
    }
    if (!parabola) {
      before = x < middle ? b - x : a - x
      step = golden * before
    }
    const u = x + (Math.abs(step) >= room ? step : step > 0 ? room : -room)
    const fu = f(u)
    if (fu <= fx) {
      if (u < x) b = x
      else a = x
      v = w
      fv = fw
      w = x
      fw = fx
      x = u
      fx = fu
    } else {
      if (u < x) a = u
      else b = u
      if (fu <= fw || w === x) {
        v = w
        fv = fw
        w = u
        fw = fu
      } else if (fu <= fv || v === x || v === w) {
        v = u
        fv = fu
      }
    }
  }
}
