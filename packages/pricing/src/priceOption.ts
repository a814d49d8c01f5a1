import { blackScholes } from './model/blackScholes.js'
import type { Greeks, OptionMarket, OptionTerms, PricingModel } from './terms.js'

/**
 * Price of one unit of an option.
 *
 * @param model `blackScholes` when absent; models are imported values
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @example
 * import { priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 95, exercise: 'european' } as const
 * priceOption(put, { spot: 100, vol: 0.25, rate: 0.03, years: 0.25 }) // => 2.5113
 */
export function priceOption(option: OptionTerms, market: OptionMarket, model: PricingModel = blackScholes): number {
  return model.price(option, market)
}

/**
 * Price, delta, gamma, vega, theta, rho of one unit of an option; units as in `Greeks`.
 *
 * @param model `blackScholes` when absent
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @example
 * import { optionGreeks, perDay } from '@bourse/pricing'
 * const put = { right: 'put', strike: 95, exercise: 'european' } as const
 * const greeks = optionGreeks(put, { spot: 100, vol: 0.25, rate: 0.03, years: 0.25 })
 * greeks.delta // => -0.2971
 * perDay(greeks.theta) // => -0.0211
 */
export function optionGreeks(option: OptionTerms, market: OptionMarket, model: PricingModel = blackScholes): Greeks {
  return model.greeks(option, market)
}
