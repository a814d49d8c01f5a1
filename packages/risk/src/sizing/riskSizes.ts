// Quantities from what one is willing to lose or to swing. None is rounded: lots are the instrument's.
import { badArgument } from '@bourse/core'
import { deviationOf } from '@bourse/math'
import { checkPositive, checkReturns } from '../measures/returns.js'

function checkShare(where: string, argument: string, share: number): void {
  if (!(share >= 0 && share <= 1)) throw badArgument(where, argument, share, 'a share in [0, 1]')
}

/** Volatility per year that was seen, and what to multiply positions with to have the target. */
export type VolatilityTarget = { readonly realized: number; readonly scale: number }

/**
 * Scale that brings a strategy to a volatility: target over realised (deviation divided by T - 1, times the root of
 * periodsPerYear). NaN where fewer than two returns are known or they do not vary.
 *
 * @param target per year, 0.1 = 10 %
 * @param options.maxScale the most leverage that comes out, default none
 * @throws BourseError where a return is not finite, or target or periodsPerYear not > 0
 *
 * @example
 * import { volatilityTarget } from '@bourse/risk'
 * volatilityTarget(Float64Array.of(0.01, -0.01, 0.02, 0), 0.1, { periodsPerYear: 252 }).scale.toFixed(4) // => '0.4880'
 */
export function volatilityTarget(
  returns: ArrayLike<number>,
  target: number,
  options: { readonly periodsPerYear: number; readonly maxScale?: number },
): VolatilityTarget {
  checkReturns('volatilityTarget', returns)
  checkPositive('volatilityTarget', 'target', target)
  checkPositive('volatilityTarget', 'periodsPerYear', options.periodsPerYear)
  const realized = deviationOf(returns) * Math.sqrt(options.periodsPerYear)
  if (!(realized > 0)) return { realized, scale: Number.NaN }
  return { realized, scale: Math.min(target / realized, options.maxScale ?? Number.POSITIVE_INFINITY) }
}

/** `risk` share of equity lost where the stop is hit; `multiplier` money per point of price, default 1. */
export type StopRisk = {
  readonly equity: number
  readonly risk: number
  readonly entry: number
  readonly stop: number
  readonly multiplier?: number
}

/**
 * Quantity that loses a fixed fraction of equity between entry and stop: equity risk / (|entry - stop| multiplier).
 *
 * @throws BourseError where a number is out of its domain, or entry and stop are equal
 *
 * @example
 * import { stopQuantity } from '@bourse/risk'
 * stopQuantity({ equity: 100_000, risk: 0.02, entry: 6000, stop: 5980, multiplier: 50 }) // => 2
 */
export function stopQuantity(request: StopRisk): number {
  const { equity, risk, entry, stop, multiplier = 1 } = request
  checkPositive('stopQuantity', 'equity', equity)
  checkShare('stopQuantity', 'risk', risk)
  checkPositive('stopQuantity', 'multiplier', multiplier)
  const distance = Math.abs(entry - stop)
  if (!(distance > 0 && distance < Number.POSITIVE_INFINITY))
    throw badArgument('stopQuantity', 'stop', stop, `a finite price away from the entry ${entry}`)
  return (equity * risk) / (distance * multiplier)
}

/**
 * The same with the stop `multiple` average true ranges away (the range of any stepper or column of `@bourse/indicators`).
 *
 * @throws BourseError where a number is out of its domain
 *
 * @example
 * import { atrQuantity } from '@bourse/risk'
 * atrQuantity({ equity: 100_000, risk: 0.01, atr: 2.5, multiple: 2 }) // => 200
 */
export function atrQuantity(request: {
  readonly equity: number
  readonly risk: number
  readonly atr: number
  readonly multiple: number
  readonly multiplier?: number
}): number {
  checkPositive('atrQuantity', 'atr', request.atr)
  checkPositive('atrQuantity', 'multiple', request.multiple)
  return stopQuantity({ ...request, entry: 0, stop: request.atr * request.multiple })
}
