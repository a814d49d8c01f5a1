import { bsm } from '../kernel/bsm.js'
import { bsmGreeks } from '../kernel/greeks.js'
import { spotLegs } from '../kernel/legs.js'
import { checkEuropean, checkExercise, checkTerms } from '../refuse.js'
import type { CashDividend, Greeks, OptionMarket, OptionTerms, PricingModel } from '../terms.js'
import { escrowedCash, escrowedCashRho, escrowedSpot } from './escrowed.js'

const out = /* @__PURE__ */ new Float64Array(6)

function spotOf(market: Omit<OptionMarket, 'vol'>): number {
  const { spot, dividends, rate, years } = market
  return dividends === undefined ? spot : escrowedSpot(spot, dividends, rate, years)
}

/**
 * Black-Scholes-Merton for European options on a spot with a continuous yield, generalised by the cost of carry
 * rate - yield: stocks and indices (yield = dividends), currencies (yield = foreign rate: Garman-Kohlhagen), futures
 * (yield = rate; `black76` says it more plainly). Cash dividends are escrowed: the volatility is that of the spot
 * without them.
 *
 * @see R. Merton, Theory of rational option pricing, Bell Journal of Economics 4 (1973), p. 171
 * @example
 * import { blackScholes, priceOption } from '@bourse/pricing'
 * const call = { right: 'call', strike: 105, exercise: 'european' } as const
 * priceOption(call, { spot: 100, vol: 0.2, rate: 0.03, yield: 0.01, years: 0.5 }, blackScholes) // => 3.9657
 */
export const blackScholes: PricingModel = {
  model: 'black-scholes',
  price(option, market) {
    const sign = checkEuropean(option, market, true)
    return bsm(spotOf(market), option.strike, market.years, market.rate, market.yield ?? 0, market.vol, sign)
  },
  greeks(option, market) {
    const sign = checkEuropean(option, market, true)
    if (market.dividends !== undefined) return escrowedGreeks(option, market, sign, market.dividends)
    bsmGreeks(market.spot, option.strike, market.years, market.rate, market.yield ?? 0, market.vol, sign, out)
    return toGreeks(out)
  },
  legs(option: OptionTerms, market) {
    checkTerms(option, market, true)
    checkExercise(option)
    return spotLegs(spotOf(market), option.strike, market.years, market.rate, market.yield ?? 0)
  },
}

function escrowedGreeks(
  option: OptionTerms,
  market: OptionMarket,
  sign: 1 | -1,
  dividends: readonly CashDividend[],
): Greeks {
  const { rate, years, vol } = market
  const spot = escrowedSpot(market.spot, dividends, rate, years)
  bsmGreeks(spot, option.strike, years, rate, market.yield ?? 0, vol, sign, out)
  // The escrowed cash grows towards its payment, and shrinks with the rate.
  const theta = out[4]! - out[1]! * rate * escrowedCash(dividends, rate, years)
  const rho = out[5]! - out[1]! * escrowedCashRho(dividends, rate, years)
  return { ...toGreeks(out), theta, rho }
}

function toGreeks(from: Float64Array): Greeks {
  return { price: from[0]!, delta: from[1]!, gamma: from[2]!, vega: from[3]!, theta: from[4]!, rho: from[5]! }
}
