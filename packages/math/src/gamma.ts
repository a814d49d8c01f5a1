import { expOf } from './exp.js'
import { log1pOf, logOf } from './log.js'

// Gamma function of positive arguments. Polynomials around 2 by tables/gamma.py; Stirling's series as in DLMF 5.11.1.

/** ln(2 pi) / 2 */
export const HALF_LOG_2PI = 0.9189385332046728

/** log Gamma(2 + t) / t for |t| <= 1/2, within 1.4e-17, lowest power first. */
const LOG_GAMMA = /* @__PURE__ */ Float64Array.of(
  0.42278433509846713,
  0.3224670334241132,
  -0.06735230105319563,
  0.02058080842778338,
  -0.007385551028935545,
  0.002890510330865901,
  -0.0011927539009983087,
  0.0005096695196526673,
  -0.00022315497746292723,
  9.945761692157133e-5,
  -4.4923727564247656e-5,
  2.050601970174762e-5,
  -9.45628851510172e-6,
  4.3828545383846665e-6,
  -1.9743106888421067e-6,
  9.242852225162277e-7,
  -5.811277768921246e-7,
  2.7475390051909663e-7,
)

/** Gamma(2 + t) for |t| <= 1/2, within 5.2e-18, lowest power first. */
const GAMMA = /* @__PURE__ */ Float64Array.of(
  1,
  0.42278433509846713,
  0.41184033042644064,
  0.0815769192470858,
  0.07424901075338801,
  -0.00026698206868206766,
  0.011154045724557167,
  -0.0028526458243686085,
  0.002103933174405157,
  -0.0009195737556751735,
  0.0004903909165362433,
  -0.00024094266875000244,
  0.00012165162946720078,
  -6.078180215145502e-5,
  3.0576257282864494e-5,
  -1.5296289519910945e-5,
  7.216424561413336e-6,
  -3.609421076900372e-6,
  2.6259112907777463e-6,
  -1.3131191509664216e-6,
)

/** 2^-200 */
const SMALL = 6.223015277861142e-61

function polynomial(coefficients: Float64Array, x: number): number {
  let sum = 0
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!
  return sum
}

/** The tail of Stirling's series: log Gamma(x) - (x - 1/2) log x + x - log(2 pi)/2, for x >= 10. */
function stirlingSeries(x: number): number {
  const w = 1 / (x * x)
  return (
    (1 / 12 -
      w *
        (1 / 360 -
          w *
            (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w * (1 / 156 - (w * 3617) / 122400))))))) /
    x
  )
}

/** The same for every x > 0: what Stirling's formula lacks, to about 1e-15 absolute. Not exported from the package. */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x)
  return logGamma(x) - (x - 0.5) * logOf(x) + x - HALF_LOG_2PI
}

/**
 * Natural logarithm of the gamma function for x > 0. Within 4 ulp, and within 2e-16 where the answer is near its zeros
 * at 1 and 2; Infinity at 0, NaN below.
 *
 * @example
 * import { logGamma } from '@bourse/math'
 * logGamma(101) // => 363.73937555556347
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  if (x >= 10) return (x - 0.5) * (logOf(x) - 1) + (HALF_LOG_2PI - 0.5) + stirlingSeries(x)
  if (x < 0.5) return x * polynomial(LOG_GAMMA, x) - log1pOf(x) - logOf(x)
  // Gamma(2 + t) = (1 + t) Gamma(1 + t): the zero at 1 stays exact, t is a factor of both terms
  if (x < 1.5) return (x - 1) * polynomial(LOG_GAMMA, x - 1) - log1pOf(x - 1)
  let product = 1
  let y = x
  while (y > 2.5) {
    y -= 1
    product *= y
  }
  const t = y - 2
  return t * polynomial(LOG_GAMMA, t) + (product === 1 ? 0 : logOf(product))
}

/**
 * Gamma function for x > 0, the factorial of x - 1. Within 4 ulp to its overflow at 171.62; NaN for x <= 0.
 *
 * @example
 * import { gammaFunction } from '@bourse/math'
 * gammaFunction(5) // => 24
 * gammaFunction(0.5) // => 1.772453850905516
 */
export function gammaFunction(x: number): number {
  if (!(x > 0)) return Number.NaN
  if (x > 171.7) return Number.POSITIVE_INFINITY
  let y = x
  if (y < 1.5) {
    let divisor = 1
    while (y < 1.5) {
      divisor *= y
      y += 1
    }
    return polynomial(GAMMA, y - 2) / divisor
  }
  while (y > 2.5) y -= 1
  // Product of all factors between, with what each product lost carried along; 2^-200 keeps the parts in range.
  let product = SMALL * polynomial(GAMMA, y - 2)
  let lost = 0
  for (; y < x - 0.5; y += 1) {
    const next = product * y
    const split = product * 134217729
    const a = split - (split - product)
    const short = Math.fround(y)
    lost = lost * y + (a * short - next + (product - a) * short + product * (y - short))
    product = next
  }
  return (product + lost) / SMALL
}

/**
 * Natural logarithm of the beta function, log(Gamma(a) Gamma(b) / Gamma(a + b)), for a, b > 0. Within 1e-14 of itself
 * or absolutely, whichever is larger; NaN outside. Differences of large logarithms are never formed.
 *
 * @example
 * import { logBeta } from '@bourse/math'
 * logBeta(2, 3) // => -2.4849066497880004
 */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b)
  const q = Math.max(a, b)
  if (!(p > 0)) return p === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (q < 10) return logGamma(p) + logGamma(q) - logGamma(p + q)
  // log Gamma(q) - log Gamma(p + q), with the Stirling parts taken against each other
  const ratio = -(q - 0.5) * log1pOf(p / q) - p * (logOf(p + q) - 1) + stirlingSeries(q) - stirlingSeries(p + q)
  return logGamma(p) + ratio
}

/**
 * Beta function Gamma(a) Gamma(b) / Gamma(a + b) for a, b > 0; relative error to about 1e-13 where it is far from 1.
 * NaN outside.
 *
 * @example
 * import { betaFunction } from '@bourse/math'
 * betaFunction(2, 3) // => 0.08333333333333
 */
export function betaFunction(a: number, b: number): number {
  if (a + b < 20) return (gammaFunction(a) * gammaFunction(b)) / gammaFunction(a + b)
  return expOf(logBeta(a, b))
}
