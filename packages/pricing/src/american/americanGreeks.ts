import { certainValue } from '../grid/certainValue.js'
import { bsmGreeks } from '../kernel/greeks.js'
import { americanValue, isCertain } from './americanValue.js'
import {
  CALL_RATE,
  PUT_RATE,
  PREMIUM,
  PREMIUM_DELTA,
  PREMIUM_GAMMA,
  PREMIUM_RHO,
  PREMIUM_VEGA,
} from './exercisePremium.js'
import { exerciseRegion } from './exerciseRegion.js'
import { type AmericanSetting, horizon } from './settings.js'
import { unitPutGreeks } from './unitPut.js'

const premium = /* @__PURE__ */ new Float64Array(5)

/**
 * Price, delta, gamma, vega, theta, rho of an American option into `out[0..5]`, positional and unchecked. Delta, gamma,
 * vega and rho are derivatives of the premium's integral, with the boundary's own movement in vega and rho; theta is what
 * the pricing equation leaves.
 */
export function americanGreeks(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  sign: 1 | -1,
  setting: AmericanSetting,
  out: Float64Array,
): void {
  const isPut = sign < 0
  const [r, q] = isPut ? [rate, carryYield] : [carryYield, rate]
  const region = exerciseRegion(r, q)
  if (region === 'never') {
    bsmGreeks(spot, strike, years, rate, carryYield, vol, sign, out)
    return
  }
  if (isCertain(years, rate, carryYield, vol)) {
    certainGreeks(spot, strike, years, rate, carryYield, vol, sign, out)
    return
  }
  if (region === 'between') {
    bumpedGreeks(spot, strike, years, rate, carryYield, vol, sign, setting, out)
    return
  }
  const reach = horizon(r, q, vol, years)
  const ratio = isPut ? spot / strike : strike / spot
  unitPutGreeks(ratio, r, q, vol, reach, isPut ? PUT_RATE : CALL_RATE, setting, premium)
  if (premium[PREMIUM] === Infinity) {
    exercisedGreeks(spot, strike, sign, out)
    return
  }
  bsmGreeks(spot, strike, reach, rate, carryYield, vol, sign, out)
  addPremium(premium, spot, strike, sign, out)
  out[4] = thetaLeft(spot, rate, carryYield, vol, out)
  out[0] = Math.max(out[0]!, certainValue(sign, true, spot, strike, years, rate, carryYield))
}

/** Adds the premium of the put of strike 1 and its slopes to the European option it belongs to; not theta. */
export function addPremium(premium: Float64Array, spot: number, strike: number, sign: number, out: Float64Array): void {
  if (sign < 0) {
    out[0]! += strike * premium[PREMIUM]!
    out[1]! += premium[PREMIUM_DELTA]!
    out[2]! += premium[PREMIUM_GAMMA]! / strike
    out[3]! += strike * premium[PREMIUM_VEGA]!
    out[5]! += strike * premium[PREMIUM_RHO]!
    return
  }
  // C = S p(K/S)
  const ratio = strike / spot
  out[0]! += spot * premium[PREMIUM]!
  out[1]! += premium[PREMIUM]! - ratio * premium[PREMIUM_DELTA]!
  out[2]! += (ratio * ratio * premium[PREMIUM_GAMMA]!) / spot
  out[3]! += spot * premium[PREMIUM_VEGA]!
  out[5]! += spot * premium[PREMIUM_RHO]!
}

/** Theta from price, delta and gamma in `from[0..2]` by the Black-Scholes equation, which holds wherever one waits. */
export function thetaLeft(spot: number, rate: number, carryYield: number, vol: number, from: Float64Array): number {
  return rate * from[0]! - (rate - carryYield) * spot * from[1]! - 0.5 * (vol * spot) ** 2 * from[2]!
}

/** What has been exercised moves with the spot alone. */
export function exercisedGreeks(spot: number, strike: number, sign: number, out: Float64Array): void {
  out.fill(0, 0, 6)
  out[0] = sign * (spot - strike)
  out[1] = sign
}

function certainGreeks(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  sign: 1 | -1,
  out: Float64Array,
): void {
  const worth = (s: number, t: number, r: number): number => certainValue(sign, true, s, strike, t, r, carryYield)
  const step = 1e-6 * spot
  out[0] = americanValue(spot, strike, years, rate, carryYield, vol, sign, 'fast')
  out[1] = (worth(spot + step, years, rate) - worth(spot - step, years, rate)) / (2 * step)
  out[2] = out[3] = 0
  const later = 1e-6 * years
  out[4] = years > 0 ? (worth(spot, years - later, rate) - worth(spot, years + later, rate)) / (2 * later) : 0
  out[5] = (worth(spot, years, rate + 1e-6) - worth(spot, years, rate - 1e-6)) / 2e-6
}

// Two boundaries that may meet: rare enough to be differenced.
function bumpedGreeks(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  sign: 1 | -1,
  setting: AmericanSetting,
  out: Float64Array,
): void {
  const at = (s: number, r: number, v: number): number =>
    americanValue(s, strike, years, r, carryYield, v, sign, setting)
  const here = at(spot, rate, vol)
  const step = 1e-3 * spot
  const up = at(spot + step, rate, vol)
  const down = at(spot - step, rate, vol)
  out[0] = here
  if (here === sign * (spot - strike)) {
    exercisedGreeks(spot, strike, sign, out)
    return
  }
  out[1] = (up - down) / (2 * step)
  out[2] = (up - 2 * here + down) / (step * step)
  const byVol = 1e-3 * vol
  const byRate = 1e-3 * Math.abs(rate)
  out[3] = (at(spot, rate, vol + byVol) - at(spot, rate, vol - byVol)) / (2 * byVol)
  out[4] = thetaLeft(spot, rate, carryYield, vol, out)
  out[5] = (at(spot, rate + byRate, vol) - at(spot, rate - byRate, vol)) / (2 * byRate)
}
