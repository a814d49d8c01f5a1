import { deviance } from './deviance.js'
import { expOf } from './exp.js'
import { stirlingError } from './gamma.js'
import { logOf } from './log.js'

// Regularised incomplete gamma functions: series for P (DLMF 8.7.1) left of the mean, continued fraction for Q
// (DLMF 8.9.2) right of it, both times the density in saddle-point form, which keeps its digits for large a.

const ROOT_2PI = 2.5066282746310002

/** x^a e^-x / Gamma(a): the density of log X for X gamma(a). */
function logDensity(a: number, x: number): number {
  // a small: 1 / Gamma(a) = a / Gamma(a + 1), whose Stirling form is tame
  if (a < 1) {
    const b = a + 1
    return (a / x) * logDensity(b, x)
  }
  return (Math.sqrt(a) / ROOT_2PI) * expOf(-a * deviance((x - a) / a, x / a) - stirlingError(a))
}

function series(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum * logDensity(a, x)
}

/** Modified Lentz; never divides by 0 for x > a - 1 > 0. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < 1e7; n++) {
    const an = n * (a - n)
    b += 2
    d = 1 / (b + an * d)
    c = b + an / c
    const factor = c * d
    h *= factor
    if (Math.abs(factor - 1) < 1.2e-16) break
  }
  return h * logDensity(a, x)
}

/** Is the series the shorter way? */
function left(a: number, x: number): boolean {
  return x < 1 || x < a
}

/**
 * Lower regularised incomplete gamma function, the probability that a gamma(a) variable is at most x. For
 * 0 < a <= 1e8 and x >= 0; NaN outside. Relative error about 1e-14 while the answer is above 1e-100, growing with
 * the exponent below.
 *
 * @example
 * import { gammaP } from '@bourse/math'
 * gammaP(2, 3) // => 0.800851726528544
 */
export function gammaP(a: number, x: number): number {
  if (!(a > 0 && a <= 1e8 && x >= 0)) return Number.NaN
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x === 0 ? 0 : 1
  return left(a, x) ? series(a, x) : 1 - fraction(a, x)
}

/**
 * Upper regularised incomplete gamma function, 1 - P, with all its digits in the upper tail. Domain and error as
 * gammaP.
 *
 * @example
 * import { gammaQ } from '@bourse/math'
 * gammaQ(2, 300) // => 1.5496082669e-128
 */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0 && a <= 1e8 && x >= 0)) return Number.NaN
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x === 0 ? 1 : 0
  return left(a, x) ? 1 - series(a, x) : fraction(a, x)
}

/**
 * Newton on log P (or log Q, where that is the smaller) over log x. Both are concave there, so that every step after
 * the first comes from the same side: no bracket is needed.
 */
function inverse(a: number, p: number, q: number): number {
  if (!(a > 0 && a <= 1e8 && p >= 0 && q >= 0)) return Number.NaN
  if (p === 0) return 0
  if (q === 0) return Number.POSITIVE_INFINITY
  const lower = p <= q
  let x = a
  let inside = a
  for (let i = 0; i < 200; i++) {
    const tail = lower ? gammaP(a, x) : gammaQ(a, x)
    if (tail === 0) {
      // jumped to where the tail underflows: half the way back, on the scale of log x
      if (x === 0) break
      x = Math.sqrt(x) * Math.sqrt(inside)
      continue
    }
    inside = x
    const step = (logOf((lower ? p : q) / tail) * tail) / logDensity(a, x)
    x *= expOf(lower ? step : Math.min(-step, 2))
    if (!(Math.abs(step) > 1e-9)) break
  }
  return x
}

/**
 * The x with gammaP(a, x) = p, for 0 < a <= 1e8 and p in [0, 1]; NaN outside. Error: what an error of 1e-14 in p means
 * in x.
 *
 * @example
 * import { gammaP, inverseGammaP } from '@bourse/math'
 * gammaP(2, inverseGammaP(2, 0.3)) // => 0.3
 */
export function inverseGammaP(a: number, p: number): number {
  return inverse(a, p, 1 - p)
}

/**
 * The x with gammaQ(a, x) = q: for upper tails too small to write as 1 - p.
 *
 * @example
 * import { inverseGammaQ } from '@bourse/math'
 * inverseGammaQ(1, 1e-100) // => 230.2585092994
 */
export function inverseGammaQ(a: number, q: number): number {
  return inverse(a, 1 - q, q)
}
