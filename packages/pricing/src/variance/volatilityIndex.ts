import { failed, type Result, succeeded } from '@bourse/core'
import type { StrikeQuotes } from '../parity/strikeQuotes.js'
import { type VarianceFailure, type VarianceStrip, varianceStrip } from './varianceStrip.js'

/** Calls and puts of one expiry, with the minutes to it and its rate (continuous, per year). */
export type IndexTerm = StrikeQuotes & { readonly minutes: number; readonly rate: number }

/** The index in points (20 is a volatility of 20 %), and the two strips it was made of. */
export type VolatilityIndex = { readonly index: number; readonly near: VarianceStrip; readonly next: VarianceStrip }

/**
 * A volatility index by the published method of the exchange: the variances of two expiries, interpolated in total
 * variance to `targetMinutes`, annualised, its root times 100. Which expiries (the exchange: those before and after 30
 * days, from 23 to 37) and what minutes (to the open for those fixed at the open) is the caller's choice.
 *
 * @param targetMinutes 30 days when absent
 * @returns the failure of a strip, or `invalidInput`: the second expiry is not later, the interpolated variance is negative
 * @see Cboe Global Indices, Volatility Index Methodology: Cboe Volatility Index (formerly the VIX White Paper), step 4
 * @example
 * import { volatilityIndex } from '@bourse/pricing'
 * const quotes = {
 *   strike: Float64Array.of(90, 95, 100, 105, 110),
 *   callBid: Float64Array.of(10.4, 6.1, 2.8, 0.9, 0.2), callAsk: Float64Array.of(10.6, 6.3, 3, 1.1, 0.3),
 *   putBid: Float64Array.of(0.2, 0.8, 2.4, 5.4, 9.6), putAsk: Float64Array.of(0.3, 1, 2.6, 5.6, 9.8),
 * }
 * const found = volatilityIndex({ ...quotes, minutes: 40000, rate: 0.04 }, { ...quotes, minutes: 50000, rate: 0.04 })
 * found.ok && found.value.index // => 24.95928
 */
export function volatilityIndex(
  near: IndexTerm,
  next: IndexTerm,
  targetMinutes = 43_200,
): Result<VolatilityIndex, VarianceFailure> {
  if (!(targetMinutes > 0 && targetMinutes < Infinity)) return invalid('targetMinutes', targetMinutes)
  const first = varianceStrip(near, near.minutes, near.rate)
  if (!first.ok) return first
  const second = varianceStrip(next, next.minutes, next.rate)
  if (!second.ok) return second
  const apart = next.minutes - near.minutes
  if (!(apart > 0)) return invalid('next.minutes', next.minutes)
  const total =
    (near.minutes * first.value.variance * (next.minutes - targetMinutes)) / apart +
    (next.minutes * second.value.variance * (targetMinutes - near.minutes)) / apart
  if (!(total >= 0 && total < Infinity)) return invalid('variance', total / targetMinutes)
  return succeeded({ index: 100 * Math.sqrt(total / targetMinutes), near: first.value, next: second.value })
}

function invalid(argument: string, value: number): Result<never, 'invalidInput'> {
  return failed('invalidInput', `${argument} is ${value}`, { argument, value: String(value) })
}
