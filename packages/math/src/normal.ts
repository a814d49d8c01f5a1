import { scaledExp } from './exp.js'
import { gaussTail, scaledMills } from './gaussTail.js'

// Standard normal distribution. Mean and deviation are the caller's: normCdf((x - mean) / deviation).
// x x / 2 is needed to more than a double (at x = -38 its last place is worth 500 ulp of the result):
// x = short + rest with `short` in 24 bits, so that short² is exact and (x - short)(x + short) is small.

/** 1 / sqrt(2 pi): 26 bits and the rest. */
const C_HIGH = 0.3989422768354416
const C_LOW = 3.5659910885844774e-9
/** sqrt(2 pi): 26 bits and the rest. */
const ROOT_HIGH = 2.5066282749176025
const ROOT_LOW = -2.866020366467347e-10

/**
 * Density of the standard normal distribution, e^(-x²/2) / sqrt(2 pi), per unit of x.
 * For every real x down to the subnormals within 1 ulp; NaN for NaN.
 *
 * @example
 * import { normPdf } from '@bourse/math'
 * normPdf(0) // => 0.3989422804014327
 */
export function normPdf(x: number): number {
  if (!(Math.abs(x) < 38.6)) return Number.isNaN(x) ? x : 0
  const short = Math.fround(x)
  return scaledExp(-0.5 * short * short, -0.5 * (x - short) * (x + short), C_HIGH, C_LOW)
}

/**
 * Probability that a standard normal variable is at most x. Within 1 ulp for every x, so that the far tail keeps all
 * its digits (for the upper tail ask `normCdf(-x)`, not `1 - normCdf(x)`). 0 below -38.5, NaN for NaN.
 *
 * @example
 * import { normCdf } from '@bourse/math'
 * normCdf(1.96) // => 0.9750021048517795
 * normCdf(-30) // => 4.906713927148187e-198
 */
export function normCdf(x: number): number {
  const h = Math.abs(x)
  if (!(h < 38.6)) return x < 0 ? 0 : x > 0 ? 1 : Number.NaN
  const short = Math.fround(h)
  const tail = gaussTail(-0.5 * short * short, -0.5 * (h - short) * (h + short), h, 0, 1)
  return x < 0 ? tail : 1 - tail
}

/**
 * Mills ratio: upper tail over density, (1 - N(x)) / n(x), without ever forming either: it stays in range where both
 * underflow. Within 2 ulp for every x; Infinity below -37.6, NaN for NaN.
 *
 * @example
 * import { millsRatio } from '@bourse/math'
 * millsRatio(0) // => 1.2533141373155003
 * millsRatio(100) // => 0.009999000299850105
 */
export function millsRatio(x: number): number {
  if (x > 1e16) return 1 / x
  if (x >= 0) return scaledMills(x, 0, ROOT_HIGH, ROOT_LOW)
  if (!(x > -37.7)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY
  // R(-h) = 1 / n(h) - R(h). Twice the exponential's half keeps the scale in range where the answer still is.
  const short = Math.fround(x)
  const upper = scaledExp(0.5 * short * short, 0.5 * (x - short) * (x + short), ROOT_HIGH, ROOT_LOW)
  return upper - scaledMills(-x, 0, ROOT_HIGH, ROOT_LOW)
}
