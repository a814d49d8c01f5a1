import { bachelier } from '../kernel/bachelier.js'
import { normalGreeks } from '../kernel/normalGreeks.js'
import { checkEuropean, checkExercise, checkTerms } from '../refuse.js'
import type { Greeks, OptionMarket, OptionTerms, PricingModel } from '../terms.js'

const out = /* @__PURE__ */ new Float64Array(8)

/** Greeks of the Bachelier model with the second orders that a vol desk asks for. */
export type BachelierGreeks = Greeks & {
  readonly vanna: number
  readonly volga: number
  readonly dualDelta: number
  readonly dualGamma: number
}

/**
 * Bachelier's model of European options on a future: prices are normal, so that future and strike may be zero or
 * negative. `market.vol` is in price units per root year; everything else as in `black76`.
 *
 * @see L. Bachelier, Théorie de la spéculation (1900), p. 50
 * @example
 * import { normalModel, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: -30, exercise: 'european' } as const
 * priceOption(put, { spot: -37.63, vol: 80, rate: 0.01, years: 0.05 }, normalModel) // => 11.5852
 */
export const normalModel: PricingModel = {
  model: 'bachelier',
  price(option, market) {
    const sign = checkEuropean(option, market, false)
    const stdDev = market.vol * Math.sqrt(market.years)
    return Math.exp(-market.rate * market.years) * bachelier(market.spot, option.strike, stdDev, sign)
  },
  greeks(option, market) {
    const { price, delta, gamma, vega, theta, rho } = bachelierGreeks(option, market)
    return { price, delta, gamma, vega, theta, rho }
  },
  legs(option, market) {
    checkTerms(option, market, false)
    checkExercise(option)
    const discount = Math.exp(-market.rate * market.years)
    return {
      distribution: 'normal',
      asset: discount * market.spot,
      cash: discount * option.strike,
      difference: discount * (market.spot - option.strike),
      moneyness: Number.NaN,
      discount,
    }
  },
}

/**
 * Price, Greeks and second orders under Bachelier's model. At zero volatility or zero time the limits, as in
 * `blackScholes`.
 *
 * @example
 * import { bachelierGreeks } from '@bourse/pricing'
 * const put = { right: 'put', strike: -30, exercise: 'european' } as const
 * bachelierGreeks(put, { spot: -37.63, vol: 80, rate: 0.01, years: 0.05 }).delta // => -0.6648
 */
export function bachelierGreeks(option: OptionTerms, market: OptionMarket): BachelierGreeks {
  const sign = checkEuropean(option, market, false)
  const { spot, vol, rate, years } = market
  normalGreeks(spot, Math.exp(-rate * years), option.strike, years, vol, rate, sign, out)
  const delta = out[1]!
  const gamma = out[2]!
  const vega = out[3]!
  const density = out[6]!
  const d = out[7]!
  return {
    ...{ price: out[0]!, delta, gamma, vega, theta: out[4]!, rho: out[5]! },
    vanna: density === 0 ? 0 : (-density * d) / vol,
    volga: density === 0 ? 0 : (vega * d * d) / vol,
    dualDelta: -delta,
    dualGamma: gamma,
  }
}
