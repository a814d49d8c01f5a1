import { bsm } from '../kernel/bsm.js'
import { bsmFullGreeks, bsmGreeks, FULL_GREEK_NAMES } from '../kernel/greeks.js'
import { forwardLegs } from '../kernel/legs.js'
import { checkEuropean, checkExercise, checkTerms } from '../refuse.js'
import type { FullGreeks, Greeks, OptionMarket, OptionTerms, PricingModel } from '../terms.js'

const out = /* @__PURE__ */ new Float64Array(18)

/**
 * Black-76 for European options on a future or forward, the premium paid up front: everything carries e^(-rate years).
 * `market.spot` is the price of the future, `market.yield` is not read. delta and gamma are per unit of the future; rho
 * holds the future's price fixed and is therefore -years * price.
 *
 * @see F. Black, The pricing of commodity contracts, Journal of Financial Economics 3 (1976), p. 177, eq. 16
 * @example
 * import { black76, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 70, exercise: 'european' } as const
 * priceOption(put, { spot: 72.5, vol: 0.35, rate: 0.04, years: 0.25 }, black76) // => 3.7793
 */
export const black76: PricingModel = /* @__PURE__ */ shiftedBlack(0)

/**
 * Black-76 on future and strike both moved up by `shift`, so that prices down to -shift have an answer. Volatility and
 * Greeks are those of the moved lognormal.
 *
 * @param shift in price units, >= 0
 * @see R. Rebonato, Volatility and Correlation (2004), ch. 16 (displaced diffusion)
 * @example
 * import { priceOption, shiftedBlack } from '@bourse/pricing'
 * const call = { right: 'call', strike: -0.002, exercise: 'european' } as const
 * priceOption(call, { spot: -0.001, vol: 0.3, rate: 0.01, years: 1 }, shiftedBlack(0.03)) // => 0.0039
 */
export function shiftedBlack(shift: number): PricingModel {
  return {
    model: shift === 0 ? 'black-76' : 'shifted-black',
    price(option, market) {
      const { sign, forward, strike } = moved(option, market, shift)
      return bsm(forward, strike, market.years, market.rate, market.rate, market.vol, sign)
    },
    greeks(option, market) {
      const { sign, forward, strike } = moved(option, market, shift)
      bsmGreeks(forward, strike, market.years, market.rate, market.rate, market.vol, sign, out)
      return forwardGreeks(market)
    },
    legs(option, market) {
      checkTerms({ ...option, strike: option.strike + shift }, { ...market, spot: market.spot + shift }, true)
      checkExercise(option)
      return forwardLegs(market.spot + shift, option.strike + shift, Math.exp(-market.rate * market.years))
    },
  }
}

/**
 * Price and seventeen Greeks of Black-76, with the future's price held fixed wherever the rate moves: `dividendRho` is
 * 0, rho is -years * price and vera -years * vega.
 *
 * @example
 * import { black76FullGreeks } from '@bourse/pricing'
 * const put = { right: 'put', strike: 70, exercise: 'european' } as const
 * black76FullGreeks(put, { spot: 72.5, vol: 0.35, rate: 0.04, years: 0.25 }).dualDelta // => 0.4505
 */
export function black76FullGreeks(option: OptionTerms, market: OptionMarket): FullGreeks {
  const { sign, forward, strike } = moved(option, market, 0)
  const { rate, years } = market
  bsmFullGreeks(forward, strike, years, rate, rate, market.vol, sign, out)
  const full = {} as { -readonly [K in keyof FullGreeks]: number }
  for (let i = 0; i < 18; i++) full[FULL_GREEK_NAMES[i]!] = out[i]!
  return { ...full, ...forwardGreeks(market), dividendRho: 0, vera: -years * full.vega }
}

// With yield = rate every derivative but those to the rate is the same; theta gets its rate from the price itself.
function forwardGreeks({ rate, years, vol }: OptionMarket): Greeks {
  const price = out[0]!
  const vega = out[3]!
  const decay = years > 0 ? (0.5 * vega * vol) / years : 0
  return { price, delta: out[1]!, gamma: out[2]!, vega, theta: rate * price - decay, rho: -years * price }
}

function moved(
  option: OptionTerms,
  market: OptionMarket,
  shift: number,
): { readonly sign: 1 | -1; readonly forward: number; readonly strike: number } {
  const forward = market.spot + shift
  const strike = option.strike + shift
  if (shift === 0) return { sign: checkEuropean(option, market, true), forward, strike }
  return { sign: checkEuropean({ ...option, strike }, { ...market, spot: forward }, true), forward, strike }
}
