import type { Greeks, OptionMarket } from './terms.js'

/**
 * Greeks of any price that is smooth in its market, by central differences of fourth order: for models and exotics whose
 * derivatives have no closed form. Steps are a hundredth of what the price notices (spot times total volatility,
 * volatility, years), so that about eight digits of delta, vega, theta and rho are right where the price has thirteen,
 * and six of gamma. Seventeen prices of work. Units as in `Greeks`.
 *
 * @example
 * import { differenceGreeks, priceLookback } from '@bourse/pricing'
 * const option = { right: 'call', strike: 100, extremum: 100 } as const
 * const greeks = differenceGreeks((at) => priceLookback(option, at), { spot: 100, vol: 0.2, rate: 0.04, years: 0.5 })
 * greeks.vega // => 60.7633
 */
export function differenceGreeks(price: (market: OptionMarket) => number, market: OptionMarket): Greeks {
  const { spot, vol, rate, years } = market
  const base = price(market)
  const at = (change: Partial<OptionMarket>): number => price({ ...market, ...change })
  const slope = (value: (x: number) => number, step: number): number =>
    (8 * (value(step) - value(-step)) - (value(2 * step) - value(-2 * step))) / (12 * step)
  const spotStep = spot * Math.min(0.01, Math.max(1e-4, 0.01 * vol * Math.sqrt(years)))
  const near = at({ spot: spot + spotStep }) + at({ spot: spot - spotStep })
  const far = at({ spot: spot + 2 * spotStep }) + at({ spot: spot - 2 * spotStep })
  return {
    price: base,
    delta: slope((h) => at({ spot: spot + h }), spotStep),
    gamma: (16 * near - far - 30 * base) / (12 * spotStep * spotStep),
    vega: slope((h) => at({ vol: vol + h }), 0.01 * vol),
    theta: -slope((h) => at({ years: years + h }), 0.01 * years),
    rho: slope((h) => at({ rate: rate + h }), 0.001 / Math.max(1, years)),
  }
}
