import { bachelier } from '../kernel/bachelier.js'
import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { mills } from '../kernel/mills.js'
import { checkEuropean, checkExercise, checkTerms } from '../refuse.js'
import type { Greeks, OptionMarket, OptionTerms, PricingModel } from '../terms.js'

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
    checkEuropean(option, market, false)
    const stdDev = market.vol * Math.sqrt(market.years)
    const sign = option.right === 'call' ? 1 : -1
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
  checkEuropean(option, market, false)
  const { spot, vol, rate, years } = market
  const sign = option.right === 'call' ? 1 : -1
  const root = Math.sqrt(years)
  const stdDev = vol * root
  const discount = Math.exp(-rate * years)
  const price = discount * bachelier(spot, option.strike, stdDev, sign)
  const rho = -years * price
  if (stdDev === 0) {
    const distance = sign * (spot - option.strike)
    const delta = sign * discount * (distance > 0 ? 1 : distance === 0 ? 0.5 : 0)
    const none = { gamma: 0, vega: 0, vanna: 0, volga: 0, dualGamma: 0 }
    return { ...none, price, delta, theta: rate * price, rho, dualDelta: -delta }
  }
  const d = (spot - option.strike) / stdDev
  const density = discount * ROOT_TWO_PI_INVERSE * Math.exp(-0.5 * d * d)
  const tail = density === 0 ? 0 : density * mills(Math.abs(d)) // discounted, always the smaller side
  const delta = sign * (sign * d > 0 ? discount - tail : tail)
  const gamma = density / stdDev
  const vega = density * root
  return {
    price,
    delta,
    gamma,
    vega,
    theta: rate * price - (0.5 * vega * vol) / years,
    rho,
    vanna: (-density * d) / vol,
    volga: (vega * d * d) / vol,
    dualDelta: -delta,
    dualGamma: gamma,
  }
}
