import { logRatio } from './logRatio.js'
import { otmShare } from './lognormal.js'

/**
 * Undiscounted Black (1976) price of a European option on a forward. Kernel: positional, unchecked, NaN outside its
 * domain.
 *
 * @param forward > 0
 * @param strike > 0
 * @param stdDev total standard deviation of ln(F), volatility times the root of the years, >= 0
 * @param sign 1 for a call, -1 for a put
 * @see F. Black, The pricing of commodity contracts, Journal of Financial Economics 3 (1976), p. 177, eq. 16
 * @example
 * import { black } from '@bourse/pricing'
 * black(100, 105, 0.2, 1) // => 5.9056
 */
export function black(forward: number, strike: number, stdDev: number, sign: 1 | -1): number {
  if (!(forward > 0 && strike > 0 && stdDev >= 0 && forward < Infinity && strike < Infinity)) return Number.NaN
  const intrinsic = sign * (forward - strike)
  if (stdDev === 0) return Math.max(intrinsic, 0)
  const low = Math.min(forward, strike)
  const otm = low * otmShare(Math.abs(logRatio(forward, strike)), stdDev)
  return intrinsic > 0 ? otm + intrinsic : otm
}
