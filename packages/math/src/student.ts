import { expOf } from './exp.js'
import { stirlingError } from './gamma.js'
import { betaTail, inverseBetaOdds } from './incompleteBeta.js'
import { log1pOf } from './log.js'
import { normCdf, normPdf } from './normal.js'
import { normQuantile } from './normalQuantile.js'

// Student's t with any positive number of degrees of freedom. Beyond 2e8 it is the normal: the difference is below
// 1e-8 of the tail's exponent and the beta function ends there.
const NORMAL_FROM = 2e8
const ROOT_2PI = 2.5066282746310002

/**
 * Density of Student's t distribution. For `freedom` > 0 (not whole allowed); NaN outside. Relative error about 1e-15
 * times the logarithm of the answer.
 *
 * @example
 * import { studentPdf } from '@bourse/math'
 * studentPdf(0, 4) // => 0.375
 */
export function studentPdf(t: number, freedom: number): number {
  if (!(freedom > 0)) return Number.NaN
  if (freedom > NORMAL_FROM) return normPdf(t)
  const half = freedom / 2
  // Gamma((v + 1)/2) / Gamma(v/2) / sqrt(v pi), in Stirling's form
  const lift = half * log1pOf(0.5 / half) - 0.5 + stirlingError(half + 0.5) - stirlingError(half)
  const ratio = t / Math.sqrt(freedom)
  const spread = Math.abs(ratio) < 1e150 ? log1pOf(ratio * ratio) : 2 * log1pOf(Math.abs(ratio))
  return expOf(lift - (half + 0.5) * spread) / ROOT_2PI
}

/**
 * Probability that Student's t is at most `t`. For `freedom` > 0; NaN outside. Relative error about 1e-14 in either
 * part; for the upper tail ask `studentCdf(-t, freedom)`.
 *
 * @example
 * import { studentCdf } from '@bourse/math'
 * studentCdf(2, 4) // => 0.941941738241592
 */
export function studentCdf(t: number, freedom: number): number {
  if (!(freedom > 0) || Number.isNaN(t)) return Number.NaN
  if (freedom > NORMAL_FROM) return normCdf(t)
  const ratio = t / Math.sqrt(freedom)
  const square = ratio * ratio
  const tail = 0.5 * betaTail(freedom / 2, 0.5, 1 / (1 + square), square < 1e300 ? square / (1 + square) : 1)
  return t < 0 ? tail : 1 - tail
}

/**
 * The t with studentCdf(t, freedom) = p. For `freedom` > 0 and p in [0, 1]; NaN outside. Error: what an error of 1e-14
 * in the smaller tail means in t.
 *
 * @example
 * import { studentQuantile } from '@bourse/math'
 * studentQuantile(0.975, 4) // => 2.7764451051978
 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(freedom > 0 && p >= 0 && p <= 1)) return Number.NaN
  if (freedom > NORMAL_FROM) return normQuantile(p)
  if (p > 0.5) return -studentQuantile(1 - p, freedom)
  // 2 p = I_x(v/2, 1/2), x = v / (v + t²): the odds of x are v / t²
  const odds = inverseBetaOdds(freedom / 2, 0.5, 2 * p, 1 - 2 * p)
  return p === 0.5 ? 0 : -Math.sqrt(freedom / odds)
}
