import { checkExercise } from '../refuse.js'
import { fullGreeks } from '../model/fullGreeks.js'
import type { Greeks, OptionMarket, OptionTerms } from '../terms.js'
import type { VolSurface } from './volSurface.js'

/**
 * Greeks of a European option on a surface. What the volatility of a strike does when the spot moves is a choice: `strike`
 * (sticky strike): nothing, so these are Black-Scholes's at the smile's volatility; `delta` (sticky delta, sticky
 * moneyness): the smile moves along, the volatility is that of the new ratio of strike to forward. Delta and gamma are then
 *
 * delta + vega s, gamma + 2 vanna s + volga s^2 + vega t, with s = -v' / spot, t = (v' + v'') / spot^2 and v', v'' the
 * volatility's derivatives by ln(strike / forward). The others are the same for both.
 *
 * @param market spot, rate, yield and years; its forward stands in the ratio, not the surface's
 * @throws BourseError where the option is American, or an argument outside the domain of `blackScholes`
 * @example
 * import { buildSurface, surfaceGreeks } from '@bourse/pricing'
 * const strikes = Float64Array.of(70, 80, 90, 100, 110, 120)
 * const vols = Float64Array.of(0.37, 0.3, 0.25, 0.22, 0.205, 0.203)
 * const built = buildSurface([{ forward: 100, years: 0.25, strikes, vols }])
 * const put = { right: 'put', strike: 95, exercise: 'european' } as const
 * const market = { spot: 100, rate: 0, years: 0.25 }
 * built.ok && surfaceGreeks(built.value, put, market, 'strike').delta // => -0.3088
 * built.ok && surfaceGreeks(built.value, put, market, 'delta').delta // => -0.26
 */
export function surfaceGreeks(
  surface: VolSurface,
  option: OptionTerms,
  market: Omit<OptionMarket, 'vol' | 'dividends'>,
  sticky: 'strike' | 'delta',
): Greeks {
  checkExercise(option)
  const { spot, rate, years } = market
  const forward = spot * Math.exp((rate - (market.yield ?? 0)) * years)
  // The same ratio of strike to forward on the surface's own forward.
  const { variance, slope, curvature } = surface.point((option.strike / forward) * surface.forward(years), years)
  const vol = Math.sqrt(variance / years)
  const { price, delta, gamma, vega, theta, rho, vanna, volga } = fullGreeks(option, { ...market, vol })
  if (sticky === 'strike') return { price, delta, gamma, vega, theta, rho }
  const first = slope / (2 * vol * years)
  const second = curvature / (2 * vol * years) - (first * first) / vol
  const bySpot = -first / spot
  const bySpotTwice = (first + second) / (spot * spot)
  return {
    price,
    delta: delta + vega * bySpot,
    gamma: gamma + 2 * vanna * bySpot + volga * bySpot * bySpot + vega * bySpotTwice,
    vega,
    theta,
    rho,
  }
}
