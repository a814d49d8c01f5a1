import { ROOT_TWO_PI_INVERSE } from './lognormal.js'
import { millsSlope } from './mills.js'

/**
 * Undiscounted Bachelier price: the forward is normal, so that forward and strike may have any sign (crude settled at
 * -37.63 on 2020-04-20). Kernel: positional, unchecked, NaN outside its domain.
 *
 * @param stdDev standard deviation at expiry in price units, normal volatility times the root of the years, >= 0
 * @param sign 1 for a call, -1 for a put
 * @see L. Bachelier, Théorie de la spéculation (1900), p. 50
 * @example
 * import { bachelier } from '@bourse/pricing'
 * bachelier(-3, -5, 4, 1) // => 2.7912
 */
export function bachelier(forward: number, strike: number, stdDev: number, sign: 1 | -1): number {
  const intrinsic = sign * (forward - strike)
  if (!(stdDev >= 0 && Math.abs(intrinsic) < Infinity)) return Number.NaN
  if (stdDev === 0) return Math.max(intrinsic, 0)
  // sd (n(h) - h N(-h)) = sd n(h) (1 - h R(h)), h = |F - K| / sd: the out-of-the-money side without a difference.
  const h = Math.abs(intrinsic) / stdDev
  const otm = stdDev * ROOT_TWO_PI_INVERSE * Math.exp(-0.5 * h * h) * millsSlope(h)
  return intrinsic > 0 ? otm + intrinsic : otm
}
