import { gaussLegendre, type GaussRule, integrateWith, normCdf, normPdf } from '@bourse/math'
import { bsm } from '../kernel/bsm.js'
import type { OptionMarket } from '../terms.js'
import { checkExotic, checkPositive } from './checkExotic.js'
import { scaledNormal } from './scaledNormal.js'

/**
 * A lookback, watched continuously. With a `strike` (fixed): a call pays the highest price over it, a put the strike over the
 * lowest. Without (floating): a call pays the last price over the lowest, a put the highest over the last. `extremum`:
 * the lowest so far for a fixed put and a floating call, the highest so far for the others.
 */
export type LookbackTerms = { readonly right: 'call' | 'put'; readonly strike?: number; readonly extremum: number }

/**
 * Price of one unit of a lookback option under Black-Scholes-Merton; smooth through a carry of zero.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see M. Goldman, H. Sosin, M. Gatto, Journal of Finance 34 (1979), p. 1111; A. Conze and Viswanathan, Journal of
 * Finance 46 (1991), p. 1893
 * @example
 * import { priceLookback } from '@bourse/pricing'
 * const market = { spot: 120, vol: 0.3, rate: 0.1, yield: 0.06, years: 0.5 }
 * priceLookback({ right: 'call', extremum: 100 }, market) // => 25.3534
 */
export function priceLookback(option: LookbackTerms, market: OptionMarket): number {
  const { right, strike, extremum } = option
  const sign = checkExotic(right, strike ?? market.spot, market)
  checkPositive('option.extremum', extremum)
  const { spot, rate, years } = market
  const discount = Math.exp(-rate * years)
  if (strike !== undefined) {
    // A strike that the extreme has passed is a claim to the difference and a lookback from the extreme.
    const passed = Math.max(sign * (extremum - strike), 0)
    return discount * passed + excess(passed > 0 ? extremum : strike, market, sign)
  }
  // The last price over the lowest is the last price over today's lowest and how far the lowest still falls.
  const forward = spot * Math.exp(-(market.yield ?? 0) * years)
  return sign * (forward - extremum * discount) + excess(extremum, market, sign > 0 ? -1 : 1)
}

/** Value of how far the coming maximum (sign 1) rises above `level`, or the minimum (sign -1) falls below it. */
function excess(level: number, market: OptionMarket, sign: 1 | -1): number {
  const { spot, rate, years, vol } = market
  const carryYield = market.yield ?? 0
  const stdDev = vol * Math.sqrt(years)
  const carry = rate - carryYield
  if (stdDev === 0) {
    const furthest = sign * carry > 0 ? spot * Math.exp(carry * years) : spot
    return Math.exp(-rate * years) * Math.max(sign * (furthest - level), 0)
  }
  const vanilla = bsm(spot, level, years, rate, carryYield, vol, sign)
  const reach = reflectedReach((2 * carry) / (vol * vol), Math.log(spot / level), stdDev, sign)
  return Math.max(vanilla + sign * spot * Math.exp(-rate * years) * reach, 0)
}

let rule: GaussRule | undefined

/**
 * [e^(g s²/2) N(w d1) - e^(-g k) N(w (d1 - g s))] / g with d1 = (k + (1 + g) s²/2) / s. Both terms meet at g = 0; there
 * the quotient is the mean of the numerator's derivative over [0, g].
 */
function reflectedReach(g: number, k: number, s: number, w: 1 | -1): number {
  const variance = s * s
  if (Math.abs(g) > 0.5) {
    const last = scaledNormal(0.5 * g * variance, (w * (k + 0.5 * (1 + g) * variance)) / s)
    const mirrored = scaledNormal(-g * k, (w * (k + 0.5 * (1 - g) * variance)) / s)
    return (last - mirrored) / g
  }
  rule ??= gaussLegendre(24)
  const slope = (h: number): number => {
    const up = (k + 0.5 * (1 + h) * variance) / s
    const down = (k + 0.5 * (1 - h) * variance) / s
    const last = Math.exp(0.5 * h * variance) * (0.5 * variance * normCdf(w * up) + 0.5 * w * s * normPdf(up))
    const mirrored = Math.exp(-h * k) * (-k * normCdf(w * down) - 0.5 * w * s * normPdf(down))
    return last - mirrored
  }
  return g === 0 ? slope(0) : integrateWith(rule, slope, 0, g) / g
}
