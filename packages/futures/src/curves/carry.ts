// What it costs, or earns, to hold: between spot and future, and between two futures. Years and rates are continuous
// unless a name says simple; a year of days is 365.
import { badArgument } from '@bourse/core'

/** `flat` where all prices are equal, `mixed` where the curve turns. */
export type CurveShape = 'contango' | 'backwardation' | 'flat' | 'mixed'

/**
 * Whether later contracts cost more (contango) or less (backwardation), all along the curve.
 *
 * @example
 * import { curveShape } from '@bourse/futures'
 * curveShape([70, 69.5, 69.1]) // => 'backwardation'
 * curveShape([70, 69.5, 71]) // => 'mixed'
 */
export function curveShape(prices: ArrayLike<number>): CurveShape {
  let [up, down] = [0, 0]
  for (let i = 1; i < prices.length; i++) {
    if (Number.isNaN(prices[i]! - prices[i - 1]!))
      throw badArgument('curveShape', `prices[${i}]`, prices[i], 'a number')
    if (prices[i]! > prices[i - 1]!) up++
    if (prices[i]! < prices[i - 1]!) down++
  }
  if (up === 0 && down === 0) return 'flat'
  if (down === 0) return 'contango'
  return up === 0 ? 'backwardation' : 'mixed'
}

/**
 * Cost of carry per year, continuous: ln(future / spot) / years. Above 0 the future costs more than spot. NaN for prices
 * <= 0.
 *
 * @example
 * import { impliedCarry } from '@bourse/futures'
 * impliedCarry(102, 100, 0.5) // => 0.0396
 */
export function impliedCarry(futurePrice: number, spotPrice: number, years: number): number {
  return futurePrice > 0 && spotPrice > 0 ? Math.log(futurePrice / spotPrice) / years : Number.NaN
}

/** What a long earns per year by rolling if nothing moves; both are positive in backwardation. */
export type RollYield = { readonly simple: number; readonly log: number }

/**
 * Roll yield per year between two contracts, in both conventions: (near / far - 1) 365 / days and ln(near / far) 365 /
 * days. NaN for prices <= 0.
 *
 * @example
 * import { rollYield } from '@bourse/futures'
 * rollYield(71.2, 70.8, 30).simple // => 0.0687
 */
export function rollYield(near: number, far: number, daysBetween: number): RollYield {
  if (!(near > 0 && far > 0)) return { simple: Number.NaN, log: Number.NaN }
  return { simple: ((near / far - 1) * 365) / daysBetween, log: (Math.log(near / far) * 365) / daysBetween }
}

/** Spot, two futures and a rate; the answer per year. */
export type FutureCarry = {
  /** Positive where the future is below spot. */
  readonly spotMinusFuture: number
  /** Near minus far. */
  readonly calendarSpread: number
  readonly rollYield: RollYield
  readonly impliedCarry: number
  /** Rate less implied carry: what holders of the stuff earn by holding it, less what storing it costs. */
  readonly convenienceYield: number
  readonly shape: CurveShape
}

/**
 * Everything that spot and two contracts say about carry. Days are calendar days: to the last trade of the near contract,
 * and from there to that of the far one.
 *
 * @example
 * import { futureCarry } from '@bourse/futures'
 * const oil = futureCarry({ spot: 72, near: 71.2, far: 70.8, daysNear: 20, daysBetween: 30, rate: 0.04 })
 * oil.spotMinusFuture // => 0.8000
 * oil.convenienceYield // => 0.2439
 * oil.shape // => 'backwardation'
 */
export function futureCarry(market: {
  readonly spot: number
  readonly near: number
  readonly far: number
  readonly daysNear: number
  readonly daysBetween: number
  readonly rate: number
}): FutureCarry {
  const { spot, near, far, daysNear, daysBetween, rate } = market
  const carry = near > 0 && spot > 0 ? (Math.log(near / spot) * 365) / daysNear : Number.NaN
  return {
    spotMinusFuture: spot - near,
    calendarSpread: near - far,
    rollYield: rollYield(near, far, daysBetween),
    impliedCarry: carry,
    convenienceYield: rate - carry,
    shape: curveShape([near, far]),
  }
}
