import { black } from '../kernel/black.js'
import { bsm } from '../kernel/bsm.js'
import { refusal } from '../refuse.js'
import type { OptionMarket } from '../terms.js'
import { continuousVariance, discreteMoments, geometricMoments } from './averageMoments.js'
import { checkExotic, checkPositive } from './checkExotic.js'

/**
 * A European option on an average price, paid at expiry. `fixings`: years from now at which the price is noted, with equal
 * weights, or `'continuous'` from now to expiry. `past`: how many fixings went before and their average (of the same
 * kind).
 */
export type AsianTerms = {
  readonly right: 'call' | 'put'
  readonly strike: number
  readonly average: 'geometric' | 'arithmetic'
  readonly fixings: readonly number[] | 'continuous'
  readonly past?: { readonly count: number; readonly average: number }
}

/**
 * Price of one unit of an average-price option. The geometric average is lognormal, so that its price is exact. The
 * arithmetic one is priced by matching the first two moments to a lognormal (Turnbull and Wakeman 1991; continuous: Levy
 * 1992), which is an approximation: some 0.1 % of the price at volatilities around 0.2, more above 0.5. `monteCarloPrice` with
 * the geometric option as control variate gives the true one.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see A. Kemna and A. Vorst, A pricing method for options based on average asset values, Journal of Banking and Finance 14
 * (1990), p. 113; S. Turnbull and L. Wakeman, Journal of Financial and Quantitative Analysis 26 (1991), p. 377
 * @example
 * import { priceAsian } from '@bourse/pricing'
 * const option = { right: 'call', strike: 100, average: 'arithmetic', fixings: [0.25, 0.5, 0.75, 1] } as const
 * priceAsian(option, { spot: 100, vol: 0.2, rate: 0.05, years: 1 }) // => 6.9542
 */
export function priceAsian(option: AsianTerms, market: OptionMarket): number {
  const sign = checkExotic(option.right, option.strike, market)
  const { average, fixings, strike } = option
  const { spot, rate, years, vol } = market
  const carry = rate - (market.yield ?? 0)
  if (average !== 'geometric' && average !== 'arithmetic')
    throw refusal('option.average', average, "'geometric' or 'arithmetic'")
  if (fixings === 'continuous') {
    if (option.past !== undefined) throw refusal('option.past', 'given', 'absent where fixings are continuous')
    if (average === 'geometric')
      return bsm(spot, strike, years, rate, rate - 0.5 * (carry - (vol * vol) / 6), vol / Math.sqrt(3), sign)
    const { mean, variance } = continuousVariance(carry, vol, years)
    return Math.exp(-rate * years) * black(spot * mean, strike, Math.sqrt(variance), sign)
  }
  checkFixings(fixings, years)
  const past = option.past ?? { count: 0, average: 1 }
  if (!(Number.isInteger(past.count) && past.count >= 0))
    throw refusal('option.past.count', past.count, 'a whole number >= 0')
  checkPositive('option.past.average', past.average)
  const known = past.count / (past.count + fixings.length)
  const discount = Math.exp(-rate * years)
  if (average === 'geometric') {
    const { logMean, variance } = geometricMoments(fixings, carry, vol)
    const mean = known * Math.log(past.average) + (1 - known) * (Math.log(spot) + logMean)
    const spread = (1 - known) * (1 - known) * variance
    return discount * black(Math.exp(mean + 0.5 * spread), strike, Math.sqrt(spread), sign)
  }
  // What is known of the average comes off the strike; the rest is an option on fewer fixings.
  const { mean, variance } = discreteMoments(fixings, carry, vol)
  const left = strike - known * past.average
  if (left <= 0) return sign > 0 ? discount * ((1 - known) * spot * mean - left) : 0
  return discount * (1 - known) * black(spot * mean, left / (1 - known), Math.sqrt(variance), sign)
}

function checkFixings(fixings: readonly number[], years: number): void {
  if (fixings.length === 0) throw refusal('option.fixings', 'empty', "at least one fixing, or 'continuous'")
  fixings.forEach((t, i) => {
    if (!(t >= (fixings[i - 1] ?? 0) && t <= years * (1 + 1e-12)))
      throw refusal(`option.fixings[${i}]`, t, `years from now in rising order, at most ${years}`)
  })
}
