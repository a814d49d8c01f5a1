import type { OptionMarket, PricingModel } from '../terms.js'
import { andersenLakeFast } from './andersenLake.js'

/**
 * American options on a future, by `andersenLakeFast` with the rate as the yield: `spot` is the price of the future, a
 * yield has no meaning. European ones come out as under `black76`. rho holds the future's price fixed.
 *
 * @example
 * import { andersenLakeFuture, black76, priceOption } from '@bourse/pricing'
 * const market = { spot: 100, vol: 0.25, rate: 0.05, years: 0.5 }
 * const put = { right: 'put', strike: 110, exercise: 'american' } as const
 * priceOption(put, market, andersenLakeFuture) // => 13.2047
 * priceOption({ ...put, exercise: 'european' }, market, black76) // => 13.1093
 */
export const andersenLakeFuture: PricingModel = {
  model: 'andersen-lake-future',
  price: (option, market) => andersenLakeFast.price(option, carried(market, 0)),
  greeks(option, market) {
    const step = 1e-4
    const price = (shift: number): number => andersenLakeFast.price(option, carried(market, shift))
    return { ...andersenLakeFast.greeks(option, carried(market, 0)), rho: (price(step) - price(-step)) / (2 * step) }
  },
}

function carried(market: OptionMarket, shift: number): OptionMarket {
  const rate = market.rate + shift
  return { ...market, rate, yield: rate }
}
