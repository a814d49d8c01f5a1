import { finiteDifferences } from '../grid/finiteDifferences.js'
import { bsm } from '../kernel/bsm.js'
import { bsmGreeks } from '../kernel/greeks.js'
import { checkOption } from '../refuse.js'
import type { OptionMarket, PricingModel } from '../terms.js'
import { americanGreeks } from './americanGreeks.js'
import { americanValue } from './americanValue.js'
import type { AmericanSetting } from './settings.js'

/**
 * American options on a spot with a continuous yield, by Andersen, Lake and Offengenden: the exercise boundary from its
 * integral equation, then the premium of early exercise as one integral. Within 1e-8 of spot of the exact price at any
 * rates, negative ones and two boundaries included; European options are `blackScholes`. With cash dividends, which have
 * no such equation, it is `finiteDifferences()`.
 *
 * @see L. Andersen, M. Lake, D. Offengenden, High performance American option pricing, J. Computational Finance 20 (2016)
 * @example
 * import { andersenLake, optionGreeks, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 100, exercise: 'american' } as const
 * const market = { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 }
 * priceOption(put, market, andersenLake) // => 6.352863
 * optionGreeks(put, market, andersenLake).delta // => -0.4411
 */
export const andersenLake: PricingModel = /* @__PURE__ */ andersenLakeModel('accurate')

/**
 * `andersenLake` with a coarse boundary, for whole books: nine in ten within 5e-7 of spot and the worst
 * of thousands within 5e-6, at a twentieth of the time. At long times (rate times years above 1, or a deviation above 2)
 * it is `andersenLake`.
 *
 * @example
 * import { andersenLakeFast, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 100, exercise: 'american' } as const
 * priceOption(put, { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 }, andersenLakeFast) // => 6.3529
 */
export const andersenLakeFast: PricingModel = /* @__PURE__ */ andersenLakeModel('fast')

const out = /* @__PURE__ */ new Float64Array(6)

function andersenLakeModel(setting: AmericanSetting): PricingModel {
  const gridded = /* @__PURE__ */ finiteDifferences()
  return {
    model: setting === 'accurate' ? 'andersen-lake' : 'andersen-lake-fast',
    price(option, market) {
      const sign = checkOption(option, market)
      if (hasDividends(market)) return gridded.price(option, market)
      const { spot, years, rate, vol } = market
      const carryYield = market.yield ?? 0
      return option.exercise === 'european'
        ? bsm(spot, option.strike, years, rate, carryYield, vol, sign)
        : americanValue(spot, option.strike, years, rate, carryYield, vol, sign, setting)
    },
    greeks(option, market) {
      const sign = checkOption(option, market)
      if (hasDividends(market)) return gridded.greeks(option, market)
      const { spot, years, rate, vol } = market
      const carryYield = market.yield ?? 0
      if (option.exercise === 'european') bsmGreeks(spot, option.strike, years, rate, carryYield, vol, sign, out)
      else americanGreeks(spot, option.strike, years, rate, carryYield, vol, sign, setting, out)
      return { price: out[0]!, delta: out[1]!, gamma: out[2]!, vega: out[3]!, theta: out[4]!, rho: out[5]! }
    },
  }
}

function hasDividends({ dividends = [], years }: OptionMarket): boolean {
  return dividends.some((one) => !(one.cash === 0 || one.years <= 0 || one.years > years))
}
