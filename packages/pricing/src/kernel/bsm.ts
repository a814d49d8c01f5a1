import { logRatio } from './logRatio.js'
import { otmShare } from './lognormal.js'

/**
 * Price of a European option on a spot with a continuous yield: Black-Scholes-Merton, generalised by the cost of carry
 * rate - yield. Kernel: positional, unchecked, NaN outside its domain.
 *
 * @param years to expiry, >= 0
 * @param rate continuous, per year
 * @param carryYield continuous dividend yield or foreign rate, per year
 * @param vol per root year, >= 0
 * @param sign 1 for a call, -1 for a put
 * @see R. Merton, Theory of rational option pricing, Bell Journal of Economics 4 (1973), p. 171
 * @example
 * import { bsm } from '@bourse/pricing'
 * bsm(100, 105, 0.5, 0.03, 0.01, 0.2, 1) // => 3.9657
 */
export function bsm(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  sign: 1 | -1,
): number {
  if (!(spot > 0 && strike > 0 && years >= 0 && vol >= 0 && spot < Infinity && strike < Infinity)) return Number.NaN
  const asset = spot * Math.exp(-carryYield * years)
  const cash = strike * Math.exp(-rate * years)
  const x = logRatio(spot, strike) + (rate - carryYield) * years
  const stdDev = vol * Math.sqrt(years)
  const otm = stdDev === 0 ? 0 : (x <= 0 ? asset : cash) * otmShare(Math.abs(x), stdDev)
  const held = sign > 0 === x <= 0 ? otm : otm + sign * (asset - cash)
  return Math.max(held, 0)
}
