import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { mills } from '../kernel/mills.js'
import type { PriceRule } from './boundaryScheme.js'

/** Places in the array that `exercisePremium` fills: the premium of early exercise and its derivatives. */
export const PREMIUM = 0
export const PREMIUM_DELTA = 1
export const PREMIUM_GAMMA = 2
export const PREMIUM_VEGA = 3
/** To the rate, the yield or both, as was asked for. */
export const PREMIUM_RHO = 4

/** What moves by how much when the rate of the original option moves by 1. */
export type RateMove = { readonly rate: 0 | 1; readonly carryYield: 0 | 1 }

/** A put's rate; a call's, which is the yield of the put it is solved as; a future's, whose price holds still. */
export const PUT_RATE: RateMove = { rate: 1, carryYield: 0 }
export const CALL_RATE: RateMove = { rate: 0, carryYield: 1 }
export const FUTURE_RATE: RateMove = { rate: 1, carryYield: 1 }

/** The boundary of a put at the points of a price rule, as ln(B), with its slopes to volatility and to the rate asked for. */
export type BoundaryLevels = {
  readonly level: Float64Array
  readonly perVol: Float64Array
  readonly perRate: Float64Array
}

export function boundaryLevels(points: number): BoundaryLevels {
  return {
    level: new Float64Array(points),
    perVol: new Float64Array(points),
    perRate: new Float64Array(points),
  }
}

/**
 * What the right to exercise early adds to a European put of strike 1 above the boundary, into `out[0..4]`: what
 * exercise earns in every moment, times the chance of being below the boundary then.
 *
 * @param along what moves in `PREMIUM_RHO` and `levels.perRate`
 * @see I. Kim, The analytic valuation of American options, Rev. Financial Studies 3 (1990), p. 560
 */
export function exercisePremium(
  spot: number,
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  { sine, weight }: PriceRule,
  { level, perVol, perRate }: BoundaryLevels,
  along: RateMove,
  out: Float64Array,
): void {
  const here = Math.log(spot)
  const root = Math.sqrt(years)
  const drift = rate - carryYield
  let premium = 0
  let delta = 0
  let gamma = 0
  let vega = 0
  let rho = 0
  for (let k = 0; k < sine.length; k++) {
    const elapsed = root * sine[k]!
    const s = elapsed * elapsed
    const deviation = vol * elapsed
    const up = (here - level[k]! + drift * s) / deviation + 0.5 * deviation
    const down = up - deviation
    const share = years * weight[k]!
    // spot e^(-qs) n(up) = B e^(-rs) n(down): one density serves both sides.
    const carried = Math.exp(-carryYield * s)
    const paid = Math.exp(-rate * s)
    const n = carried * Math.exp(-0.5 * up * up) * ROOT_TWO_PI_INVERSE
    const boundary = Math.exp(level[k]!)
    const n2 = (n * spot) / boundary
    const held = up > 0 ? n * mills(up) : carried - n * mills(-up) // e^(-qs) N(-up)
    const owed = down > 0 ? n2 * mills(down) : paid - n2 * mills(-down) // e^(-rs) N(-down)
    const gain = rate / boundary - carryYield
    const perLevel = (n * spot * gain) / deviation
    premium += share * (rate * owed - carryYield * spot * held)
    delta -= share * ((n * gain) / deviation + carryYield * held)
    gamma += share * (n / deviation) * ((up * gain) / deviation + carryYield)
    vega += share * (((n * spot) / vol) * ((rate / boundary) * up - carryYield * down) + perLevel * perVol[k]!)
    const direct =
      along.rate * (owed * (1 - rate * s) - perLevel * s) +
      along.carryYield * (perLevel * s - spot * held * (1 - carryYield * s))
    rho += share * (direct + perLevel * perRate[k]!)
  }
  out[PREMIUM] = premium
  out[PREMIUM_DELTA] = delta
  out[PREMIUM_GAMMA] = gamma / spot
  out[PREMIUM_VEGA] = vega
  out[PREMIUM_RHO] = rho
}

/** The premium alone, at half the cost. */
export function premiumAlone(
  spot: number,
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  { sine, weight }: PriceRule,
  level: Float64Array,
): number {
  const here = Math.log(spot)
  const root = Math.sqrt(years)
  const drift = rate - carryYield
  let premium = 0
  for (let k = 0; k < sine.length; k++) {
    const elapsed = root * sine[k]!
    const s = elapsed * elapsed
    const deviation = vol * elapsed
    const up = (here - level[k]! + drift * s) / deviation + 0.5 * deviation
    const down = up - deviation
    let earned = 0
    if (rate !== 0) earned += rate * discountedBelow(down, rate * s)
    if (carryYield !== 0) earned -= carryYield * spot * discountedBelow(up, carryYield * s)
    premium += weight[k]! * earned
  }
  return years * premium
}

/** e^(-decay) N(-d) */
function discountedBelow(d: number, decay: number): number {
  const n = Math.exp(-0.5 * d * d - decay) * ROOT_TWO_PI_INVERSE
  return d > 0 ? n * mills(d) : Math.exp(-decay) - n * mills(-d)
}
