import { logRatio } from '../kernel/logRatio.js'
import { ASSET, CASH, D1, D2, DENSITY, lognormalTerms } from '../kernel/lognormal.js'
import { checkEuropean, refusal } from '../refuse.js'
import type { OptionMarket, OptionTerms, PricingModel } from '../terms.js'

const terms = /* @__PURE__ */ new Float64Array(6)

/**
 * A European digital that pays 1 in cash if it ends in the money: a binary, or a prediction-market share on a price
 * (`strike` its barrier). Price between 0 and e^(-rate years).
 *
 * @see M. Rubinstein and E. Reiner, Unscrambling the binary code, Risk 4 (1991)
 * @example
 * import { cashOrNothing, priceOption } from '@bourse/pricing'
 * const yes = { right: 'call', strike: 100_000, exercise: 'european' } as const
 * priceOption(yes, { spot: 96_000, vol: 0.5, rate: 0.04, years: 0.1 }, cashOrNothing) // => 0.3760
 */
export const cashOrNothing: PricingModel = {
  model: 'cash-or-nothing',
  price: (option, market) => {
    prepare(option, market)
    return terms[CASH]! / option.strike
  },
  greeks(option, market) {
    const { sign, inverse, carry } = prepare(option, market)
    const { spot, rate, years, vol } = market
    const price = terms[CASH]! / option.strike
    const density = terms[DENSITY]! / option.strike
    const d1 = terms[D1]!
    if (inverse === 0) return { price, delta: 0, gamma: 0, vega: 0, theta: rate * price, rho: -years * price }
    const delta = (sign * density * inverse) / spot
    return {
      price,
      delta,
      gamma: (-delta / spot) * d1 * inverse,
      vega: (-sign * density * d1) / vol,
      theta: rate * price - sign * density * (carry * inverse - d1 / (2 * years)),
      rho: years * (sign * density * inverse - price),
    }
  },
}

/**
 * A European digital that pays the underlying if it ends in the money. A call less `strike` of `cashOrNothing` is the
 * plain call.
 *
 * @see M. Rubinstein and E. Reiner, Unscrambling the binary code, Risk 4 (1991)
 * @example
 * import { assetOrNothing, priceOption } from '@bourse/pricing'
 * const call = { right: 'call', strike: 105, exercise: 'european' } as const
 * priceOption(call, { spot: 100, vol: 0.2, rate: 0.03, years: 0.5 }, assetOrNothing) // => 43.3204
 */
export const assetOrNothing: PricingModel = {
  model: 'asset-or-nothing',
  price: (option, market) => {
    prepare(option, market)
    return terms[ASSET]!
  },
  greeks(option, market) {
    const { sign, inverse, carry } = prepare(option, market)
    const { spot, years, vol } = market
    const carryYield = market.yield ?? 0
    const price = terms[ASSET]!
    const density = terms[DENSITY]!
    const d2 = terms[D2]!
    if (inverse === 0) return { price, delta: price / spot, gamma: 0, vega: 0, theta: carryYield * price, rho: 0 }
    return {
      price,
      delta: (price + sign * density * inverse) / spot,
      gamma: (-sign * (density / spot) * inverse * (d2 * inverse)) / spot,
      vega: (-sign * density * d2) / vol,
      theta: carryYield * price - sign * density * (carry * inverse - d2 / (2 * years)),
      rho: sign * years * density * inverse,
    }
  },
}

function prepare(
  option: OptionTerms,
  market: OptionMarket,
): { readonly sign: 1 | -1; readonly inverse: number; readonly carry: number } {
  const sign = checkEuropean(option, market, true)
  if (market.dividends !== undefined) throw refusal('market.dividends', 'given', 'absent: digitals take a yield only')
  const { spot, rate, years, vol } = market
  const carryYield = market.yield ?? 0
  const stdDev = vol * Math.sqrt(years)
  const asset = spot * Math.exp(-carryYield * years)
  const cash = option.strike * Math.exp(-rate * years)
  const x = logRatio(spot, option.strike) + (rate - carryYield) * years
  lognormalTerms(asset, cash, x, stdDev, sign, terms)
  return { sign, inverse: stdDev > 0 ? 1 / stdDev : 0, carry: rate - carryYield }
}
