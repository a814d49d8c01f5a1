import { bsm } from '../kernel/bsm.js'
import { refusal } from '../refuse.js'
import { checkPositive } from './checkExotic.js'

/** One side of an exchange: `quantity` units (1 when absent) at `spot`, with a continuous `yield` (0 when absent). */
export type ExchangeSide = {
  readonly spot: number
  readonly vol: number
  readonly yield?: number
  readonly quantity?: number
}

/**
 * Price of the right to give `pay` and get `receive` after `years`: max(receive - pay, 0). Needs no interest rate.
 *
 * @param correlation of the two log returns, -1 to 1
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see W. Margrabe, The value of an option to exchange one asset for another, Journal of Finance 33 (1978), p. 177
 * @example
 * import { priceExchange } from '@bourse/pricing'
 * priceExchange({ spot: 101, vol: 0.2 }, { spot: 100, vol: 0.3 }, 0.5, 1) // => 11.0844
 */
export function priceExchange(receive: ExchangeSide, pay: ExchangeSide, correlation: number, years: number): number {
  checkSide('receive', receive)
  checkSide('pay', pay)
  checkCorrelation(correlation)
  if (!(years >= 0 && years < Infinity)) throw refusal('years', years, 'a finite number >= 0')
  const got = (receive.quantity ?? 1) * receive.spot
  const given = (pay.quantity ?? 1) * pay.spot
  const vol = spreadVol(receive.vol, pay.vol, correlation)
  return bsm(got, given, years, pay.yield ?? 0, receive.yield ?? 0, vol, 1)
}

/** Volatility of the ratio of two prices: the third side of a triangle, formed without cancellation. */
export function spreadVol(a: number, b: number, correlation: number): number {
  return Math.sqrt((a - b) * (a - b) + 2 * a * b * (1 - correlation))
}

/** Throws unless -1 <= correlation <= 1. */
export function checkCorrelation(correlation: number): void {
  if (!(correlation >= -1 && correlation <= 1)) throw refusal('correlation', correlation, 'between -1 and 1')
}

function checkSide(name: string, side: ExchangeSide): void {
  checkPositive(`${name}.spot`, side.spot)
  checkPositive(`${name}.quantity`, side.quantity ?? 1)
  if (!(side.vol >= 0 && side.vol < Infinity)) throw refusal(`${name}.vol`, side.vol, 'a finite number >= 0')
  if (!Number.isFinite(side.yield ?? 0)) throw refusal(`${name}.yield`, side.yield, 'a finite number')
}
