// What strategies that live on a premium got of what there was.
import { badArgument } from '@bourse/core'
import { checkReturns, checkSameLength } from '../measures/returns.js'
import { ratioOf } from './sharpe.js'

/** An option position: `vega` at entry per 1.00 of volatility, < 0 where volatility was sold; both volatilities per year. */
export type VolatilityTrade = { readonly vega: number; readonly implied: number; readonly realized: number }

/**
 * Volatility points earned over volatility points sold (or bought): sum of vega (realised - implied) over the sum of
 * |vega| implied. 0.2: a fifth of the premium was kept. NaN without trades.
 *
 * @throws BourseError where a number is not finite or a volatility not >= 0
 *
 * @example
 * import { volatilityCapture } from '@bourse/risk'
 * volatilityCapture([{ vega: -1000, implied: 0.2, realized: 0.16 }]).toFixed(2) // => '0.20'
 */
export function volatilityCapture(trades: readonly VolatilityTrade[]): number {
  let earned = 0
  let staked = 0
  for (const [i, { vega, implied, realized }] of trades.entries()) {
    if (!Number.isFinite(vega)) throw badArgument('volatilityCapture', `trades[${i}].vega`, vega, 'a finite number')
    for (const [name, vol] of Object.entries({ implied, realized }))
      if (!(vol >= 0 && vol < Number.POSITIVE_INFINITY))
        throw badArgument('volatilityCapture', `trades[${i}].${name}`, vol, 'a finite volatility >= 0')
    earned += vega * (realized - implied)
    staked += Math.abs(vega) * implied
  }
  return ratioOf(earned, staked)
}

/** `collected`: theta that passed; `kept`: profit over it, 1 = nothing was given back to moves. */
export type ThetaCollected = { readonly collected: number; readonly kept: number }

/**
 * Time decay a book collected: its theta at the start of every period times the period's length. `kept` compares it with
 * the profit of the same periods; NaN where no theta passed.
 *
 * @param theta of the book, money per year, > 0 where it earns
 * @param profits money per period
 * @param years length of each period
 * @throws BourseError where lengths differ or a number is not finite
 *
 * @example
 * import { thetaCollected } from '@bourse/risk'
 * thetaCollected(Float64Array.of(3650, 3650), Float64Array.of(12, -2), Float64Array.of(1 / 365, 1 / 365))
 * // => { collected: 20, kept: 0.5 }
 */
export function thetaCollected(theta: Float64Array, profits: Float64Array, years: Float64Array): ThetaCollected {
  for (const [name, column] of Object.entries({ theta, profits, years })) {
    checkSameLength('thetaCollected', name, column.length, theta.length)
    checkReturns('thetaCollected', column, name)
  }
  let collected = 0
  let earned = 0
  for (let t = 0; t < theta.length; t++) {
    collected += theta[t]! * years[t]!
    earned += profits[t]!
  }
  return { collected, kept: ratioOf(earned, collected) }
}

/**
 * Funding received over funding on offer: the sum of |rate| |notional| of the intervals. 1: always on the side that is
 * paid; negative: paid more than received.
 *
 * @param rates per interval, > 0: longs pay
 * @param notionals held then, signed; the side not held counts with its sign
 * @throws BourseError where lengths differ or a number is not finite
 *
 * @example
 * import { fundingCaptured } from '@bourse/risk'
 * fundingCaptured(Float64Array.of(0.0001, -0.0001), Float64Array.of(-1000, -1000)) // => 0
 */
export function fundingCaptured(rates: Float64Array, notionals: Float64Array): number {
  checkSameLength('fundingCaptured', 'notionals', notionals.length, rates.length)
  checkReturns('fundingCaptured', rates, 'rates')
  checkReturns('fundingCaptured', notionals, 'notionals')
  let received = 0
  let offered = 0
  for (let t = 0; t < rates.length; t++) {
    received -= rates[t]! * notionals[t]!
    offered += Math.abs(rates[t]! * notionals[t]!)
  }
  return ratioOf(received, offered)
}

/**
 * Profit that arbitrage trades brought over the edge they were taken for, after costs. NaN without edges.
 *
 * @param edges money each trade promised when it was seen, > 0
 * @param profits money each brought
 * @throws BourseError where lengths differ, a number is not finite, or an edge is not > 0
 *
 * @example
 * import { arbitrageCaptured } from '@bourse/risk'
 * arbitrageCaptured(Float64Array.of(10, 30), Float64Array.of(8, 22)) // => 0.75
 */
export function arbitrageCaptured(edges: Float64Array, profits: Float64Array): number {
  checkSameLength('arbitrageCaptured', 'profits', profits.length, edges.length)
  checkReturns('arbitrageCaptured', profits, 'profits')
  let promised = 0
  let brought = 0
  for (let i = 0; i < edges.length; i++) {
    if (!(edges[i]! > 0 && edges[i]! < Number.POSITIVE_INFINITY))
      throw badArgument('arbitrageCaptured', `edges[${i}]`, edges[i], 'a finite amount > 0')
    promised += edges[i]!
    brought += profits[i]!
  }
  return ratioOf(brought, promised)
}
