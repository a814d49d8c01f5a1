import { refusal } from '../refuse.js'
import type { OptionMarket } from '../terms.js'
import { type FxDelta, fxDelta } from './fxDelta.js'

/**
 * What at the money means. `forward`: the strike is the forward; `spot`: it is the spot; `deltaNeutral`: call and put
 * deltas cancel in the convention given, the straddle that is quoted between banks.
 */
export type FxAtTheMoney = 'forward' | 'spot' | 'deltaNeutral'

/**
 * The at-the-money strike.
 *
 * @param delta the convention whose straddle is neutral; only read for `deltaNeutral`
 * @see D. Reiswich and U. Wystup, FX volatility smile construction, Wilmott (2012), section 2.6
 * @example
 * import { fxAtmStrike } from '@bourse/pricing'
 * const eurusd = { spot: 1.1, vol: 0.08, rate: 0.045, yield: 0.03, years: 0.25 }
 * fxAtmStrike(eurusd, 'deltaNeutral', 'spot') // => 1.105016
 */
export function fxAtmStrike(market: OptionMarket, meaning: FxAtTheMoney, delta: FxDelta = 'spot'): number {
  const { spot, rate, years, vol } = market
  fxDelta({ right: 'call', strike: spot, exercise: 'european' }, market, delta) // checks the market
  if (meaning === 'spot') return spot
  const forward = spot * Math.exp((rate - (market.yield ?? 0)) * years)
  if (meaning === 'forward') return forward
  if (meaning !== 'deltaNeutral') throw refusal('meaning', meaning, "'forward', 'spot' or 'deltaNeutral'")
  // d1 = 0, or d2 = 0 when the premium is taken off
  const halfVariance = 0.5 * vol * vol * years
  return forward * Math.exp(premiumAdjusted(delta) ? -halfVariance : halfVariance)
}

/**
 * The strike at which an option has this delta. The premium-adjusted call delta rises and then falls with the strike:
 * the strike meant is the one on the falling side, above the maximum.
 *
 * @param delta > 0 for a call, < 0 for a put; as quoted: 0.25 is the 25-delta call
 * @throws BourseError where no strike has that delta
 * @example
 * import { fxDelta, fxStrike } from '@bourse/pricing'
 * const eurusd = { spot: 1.1, vol: 0.08, rate: 0.045, yield: 0.03, years: 0.25 }
 * const strike = fxStrike(-0.25, eurusd, 'spot')
 * fxDelta({ right: 'put', strike, exercise: 'european' }, eurusd, 'spot') // => -0.25
 */
export function fxStrike(delta: number, market: OptionMarket, convention: FxDelta): number {
  const right = delta > 0 ? 'call' : 'put'
  const deltaAt = (strike: number): number => fxDelta({ right, strike, exercise: 'european' }, market, convention)
  const middle = fxAtmStrike(market, 'forward')
  const stdDev = market.vol * Math.sqrt(market.years)
  if (!(Number.isFinite(delta) && delta !== 0 && stdDev > 0))
    throw refusal('delta', delta, 'not 0, with vol and years > 0')
  // Deltas fall with the strike, call and put alike, except the premium-adjusted call's below its maximum.
  let low = middle * Math.exp(-40 * stdDev - stdDev * stdDev)
  let high = middle * Math.exp(40 * stdDev + stdDev * stdDev)
  if (right === 'call' && premiumAdjusted(convention)) low = highestDelta(deltaAt, low, high)
  if (!(deltaAt(low) >= delta && deltaAt(high) <= delta))
    throw refusal('delta', delta, `between ${deltaAt(high)} and ${deltaAt(low)} in the ${convention} convention`)
  for (let i = 0; i < 200; i++) {
    const strike = Math.sqrt(low) * Math.sqrt(high)
    if (strike <= low || strike >= high) break
    if (deltaAt(strike) > delta) low = strike
    else high = strike
  }
  return Math.sqrt(low) * Math.sqrt(high)
}

const premiumAdjusted = (convention: FxDelta): boolean => convention.startsWith('premiumAdjusted')

/** Golden section for the one maximum of the premium-adjusted call delta. */
function highestDelta(deltaAt: (strike: number) => number, from: number, to: number): number {
  let low = Math.log(from)
  let high = Math.log(to)
  const ratio = 0.6180339887498949
  for (let i = 0; i < 100; i++) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    // Ties in the flat wings move towards the middle.
    if (deltaAt(Math.exp(left)) >= deltaAt(Math.exp(right)) && deltaAt(Math.exp(left)) > 0) high = right
    else low = left
  }
  return Math.exp(0.5 * (low + high))
}
