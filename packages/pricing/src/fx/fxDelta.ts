import { logRatio } from '../kernel/logRatio.js'
import { ASSET, CASH, lognormalTerms } from '../kernel/lognormal.js'
import { checkEuropean, refusal } from '../refuse.js'
import type { OptionMarket, OptionTerms } from '../terms.js'

const terms = /* @__PURE__ */ new Float64Array(6)

/**
 * Which delta an FX desk means. `spot`: units of foreign currency to hold, dV/dS. `forward`: the same in forwards,
 * undiscounted. `premiumAdjusted...`: less the premium, which is itself paid in foreign currency.
 *
 * @see D. Reiswich and U. Wystup, FX volatility smile construction, Wilmott (2012), section 2
 */
export type FxDelta = 'spot' | 'forward' | 'premiumAdjustedSpot' | 'premiumAdjustedForward'

/**
 * Delta of a Garman-Kohlhagen option in the convention named. The market is that of `blackScholes`: spot in domestic
 * per 1 foreign, `rate` domestic, `yield` the foreign rate.
 *
 * @throws BourseError naming the argument outside its domain
 * @example
 * import { fxDelta } from '@bourse/pricing'
 * const put = { right: 'put', strike: 1.08, exercise: 'european' } as const
 * const eurusd = { spot: 1.1, vol: 0.08, rate: 0.045, yield: 0.03, years: 0.25 }
 * fxDelta(put, eurusd, 'spot') // => -0.2814
 * fxDelta(put, eurusd, 'premiumAdjustedSpot') // => -0.2885
 */
export function fxDelta(option: OptionTerms, market: OptionMarket, convention: FxDelta): number {
  const sign = checkEuropean(option, market, true)
  if (market.dividends !== undefined) throw refusal('market.dividends', 'given', 'absent: a currency pays none')
  const { spot, rate, years, vol } = market
  const foreign = market.yield ?? 0
  const { strike } = option
  const asset = spot * Math.exp(-foreign * years)
  const x = logRatio(spot, strike) + (rate - foreign) * years
  lognormalTerms(asset, strike * Math.exp(-rate * years), x, vol * Math.sqrt(years), sign, terms)
  switch (convention) {
    case 'spot':
      return (sign * terms[ASSET]!) / spot
    case 'forward':
      return (sign * terms[ASSET]!) / asset
    // spot delta - price/S leaves the strike's leg alone: no difference of two large numbers
    case 'premiumAdjustedSpot':
      return (sign * terms[CASH]!) / spot
    case 'premiumAdjustedForward':
      return (sign * terms[CASH]!) / asset
    default:
      throw refusal('convention', convention, "'spot', 'forward', 'premiumAdjustedSpot' or 'premiumAdjustedForward'")
  }
}
