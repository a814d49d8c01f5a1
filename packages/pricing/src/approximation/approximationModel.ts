import { bsm } from '../kernel/bsm.js'
import { checkOption, refusal } from '../refuse.js'
import type { Greeks, OptionMarket, OptionTerms, PricingModel } from '../terms.js'

/** The formula of an American call, positional; `own` -1 where the call stands for a put, rates already exchanged. */
export type CallFormula = (
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  own: 1 | -1,
) => number

/**
 * A model from a closed formula for American calls: puts by exchanging spot and strike, rate and yield; never below the
 * European price or what exercise pays, which the formulas themselves do not promise; Greeks by differences of it.
 */
export function approximationModel(model: string, formula: CallFormula): PricingModel {
  const price = (option: OptionTerms, market: OptionMarket): number => {
    const sign = checkOption(option, market)
    if (market.dividends !== undefined && market.dividends.length > 0)
      throw refusal('market.dividends', 'given', 'absent under this model: use finiteDifferences()')
    const { spot, vol, rate, years } = market
    const { strike } = option
    const carryYield = market.yield ?? 0
    const european = bsm(spot, strike, years, rate, carryYield, vol, sign)
    if (option.exercise === 'european') return european
    const least = Math.max(european, sign * (spot - strike))
    if (!(vol * Math.sqrt(years) > 1e-7)) return least
    const raw =
      sign > 0
        ? formula(spot, strike, years, rate, carryYield, vol, 1)
        : formula(strike, spot, years, carryYield, rate, vol, -1)
    // Powers in the formulas overflow where there is hardly any volatility.
    return Number.isFinite(raw) ? Math.max(raw, least) : least
  }
  return {
    model,
    price,
    greeks(option, market): Greeks {
      const { spot, vol, rate, years } = market
      const at = (change: Partial<OptionMarket>): number => price(option, { ...market, ...change })
      const here = at({})
      const step = 1e-3 * spot
      const [up, down] = [at({ spot: spot + step }), at({ spot: spot - step })]
      const byVol = 1e-3 * vol
      const byTime = 1e-3 * years
      return {
        price: here,
        delta: (up - down) / (2 * step),
        gamma: (up - 2 * here + down) / (step * step),
        vega: byVol > 0 ? (at({ vol: vol + byVol }) - at({ vol: vol - byVol })) / (2 * byVol) : 0,
        theta: byTime > 0 ? (at({ years: years - byTime }) - at({ years: years + byTime })) / (2 * byTime) : 0,
        rho: (at({ rate: rate + 1e-4 }) - at({ rate: rate - 1e-4 })) / 2e-4,
      }
    },
  }
}
