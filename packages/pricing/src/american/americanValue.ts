import { bsm } from '../kernel/bsm.js'
import { certainValue } from '../grid/certainValue.js'
import { twoBoundaryPremium } from './twoBoundaries.js'
import { exerciseRegion } from './exerciseRegion.js'
import { type AmericanSetting, horizon } from './settings.js'
import { unitPutPremium } from './unitPut.js'

/** Whether volatility is so small, by itself or beside the drift, that an option is priced as if there were none. */
export function isCertain(years: number, rate: number, carryYield: number, vol: number): boolean {
  const deviation = vol * Math.sqrt(years)
  return !(deviation >= 1e-7 && Math.abs(rate - carryYield) * years < 1e4 * deviation)
}

/**
 * Price of an American option on a spot with a continuous yield, positional and unchecked. A call is a put with spot
 * and strike, rate and yield exchanged (R. McDonald, M. Schroder, A parity result for American options, J.
 * Computational Finance 1 (1998), p. 5), so that only puts of strike 1 are ever solved.
 */
export function americanValue(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  sign: 1 | -1,
  setting: AmericanSetting,
): number {
  const european = bsm(spot, strike, years, rate, carryYield, vol, sign)
  const [scale, ratio, r, q] =
    sign < 0 ? [strike, spot / strike, rate, carryYield] : [spot, strike / spot, carryYield, rate]
  const region = exerciseRegion(r, q)
  if (region === 'never') return european
  const floor = certainValue(sign, true, spot, strike, years, rate, carryYield)
  if (isCertain(years, rate, carryYield, vol)) return Math.max(floor, european)
  if (region === 'between') {
    const premium = twoBoundaryPremium(ratio, r, q, vol, years)
    return premium === Infinity ? floor : Math.max(floor, european, european + scale * premium)
  }
  const reach = horizon(r, q, vol, years)
  const premium = unitPutPremium(ratio, r, q, vol, reach, setting)
  if (premium === Infinity) return floor
  const kept = reach === years ? european : scale * bsm(ratio, 1, reach, r, q, vol, -1)
  return Math.max(floor, european, kept + scale * premium)
}
