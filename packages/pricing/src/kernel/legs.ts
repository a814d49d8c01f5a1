import type { OptionLegs } from '../terms.js'
import { logRatio } from './logRatio.js'

/**
 * Legs of an option on a spot with a yield. The difference of the legs goes through expm1, so that near the money it
 * keeps the digits which two rounded discount factors would cost: implied volatilities there rest on it.
 */
export function spotLegs(spot: number, strike: number, years: number, rate: number, carryYield: number): OptionLegs {
  const discount = Math.exp(-rate * years)
  return {
    distribution: 'lognormal',
    asset: spot * Math.exp(-carryYield * years),
    cash: strike * discount,
    difference: spot - strike + (spot * Math.expm1(-carryYield * years) - strike * Math.expm1(-rate * years)),
    moneyness: logRatio(spot, strike) + (rate - carryYield) * years,
    discount,
  }
}

/** Legs of an option on a lognormal forward. */
export function forwardLegs(forward: number, strike: number, discount: number): OptionLegs {
  return {
    distribution: 'lognormal',
    asset: discount * forward,
    cash: discount * strike,
    difference: discount * (forward - strike),
    moneyness: logRatio(forward, strike),
    discount,
  }
}
