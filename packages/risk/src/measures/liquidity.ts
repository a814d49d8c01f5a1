// What leaving costs, and how long it takes.
import { badArgument } from '@bourse/core'
import { checkPositive } from './returns.js'

/**
 * A position to be left. `value` in money, either sign; `spread` the mean of (ask - bid) / mid; `spreadDeviation` of the
 * same, default 0. `days` it takes to leave in equal parts, default 0: at once.
 */
export type LiquidityLine = {
  readonly value: number
  readonly spread: number
  readonly spreadDeviation?: number
  readonly days?: number
}

/**
 * Cost of leaving all positions while spreads are wide: half of |value| (spread + k deviations), in money.
 *
 * @param k deviations a spread widens by in bad times, default 3
 * @throws BourseError where a number is not finite, or a spread, its deviation or k negative
 * @see Bangia, Diebold, Schuermann and Stroughair, Risk 12, 1999
 *
 * @example
 * import { liquidityCost } from '@bourse/risk'
 * liquidityCost([{ value: -10_000, spread: 0.001, spreadDeviation: 0.0005 }]).toFixed(2) // => '12.50'
 */
export function liquidityCost(lines: readonly LiquidityLine[], k = 3): number {
  if (!(k >= 0 && k < Number.POSITIVE_INFINITY)) throw badArgument('liquidityCost', 'k', k, 'a finite number >= 0')
  let sum = 0
  for (const [i, { value, spread, spreadDeviation = 0 }] of lines.entries()) {
    if (!Number.isFinite(value)) throw badArgument('liquidityCost', `lines[${i}].value`, value, 'a finite amount')
    for (const [name, share] of Object.entries({ spread, spreadDeviation }))
      if (!(share >= 0 && share < Number.POSITIVE_INFINITY))
        throw badArgument('liquidityCost', `lines[${i}].${name}`, share, 'a finite share >= 0')
    sum += 0.5 * Math.abs(value) * (spread + k * spreadDeviation)
  }
  return sum
}

/**
 * Days it takes to trade a quantity without being more than `participation` of the volume.
 *
 * @param participation share of the daily volume, 0.1 = 10 %
 * @throws BourseError where volume or participation is not > 0, or the quantity not finite
 *
 * @example
 * import { liquidationDays } from '@bourse/risk'
 * liquidationDays(-5000, 10_000, 0.1) // => 5
 */
export function liquidationDays(quantity: number, dailyVolume: number, participation: number): number {
  if (!Number.isFinite(quantity)) throw badArgument('liquidationDays', 'quantity', quantity, 'a finite number')
  checkPositive('liquidationDays', 'dailyVolume', dailyVolume)
  if (!(participation > 0 && participation <= 1))
    throw badArgument('liquidationDays', 'participation', participation, 'in (0, 1]')
  return Math.abs(quantity) / (dailyVolume * participation)
}

/**
 * One-day VaR of a position that is left in equal parts over `days`: the root of the sum of the squares of what is still
 * held, (1 + d) (1 + 2d) / (6 d) one-day variances; d below 1 counts as 1.
 *
 * @throws BourseError where days is not a finite number >= 0
 * @see Jorion, Value at Risk, 3rd ed., section 13.2
 *
 * @example
 * import { liquidationHorizonVar } from '@bourse/risk'
 * liquidationHorizonVar(100, 10).toFixed(1) // => '196.2'
 */
export function liquidationHorizonVar(oneDayVar: number, days: number): number {
  if (!(days >= 0 && days < Number.POSITIVE_INFINITY))
    throw badArgument('liquidationHorizonVar', 'days', days, 'a finite number >= 0')
  const d = Math.max(1, days)
  return oneDayVar * Math.sqrt(((1 + d) * (1 + 2 * d)) / (6 * d))
}

/**
 * VaR with what leaving costs: market risk and the wide spreads are taken to come on the same day. Where lines name
 * their days the market part grows to the slowest of them.
 *
 * @param oneDayVar in money, of the whole
 * @throws BourseError as `liquidityCost`
 *
 * @example
 * import { liquidityAdjustedVar } from '@bourse/risk'
 * liquidityAdjustedVar(1000, [{ value: 50_000, spread: 0.002 }]).toFixed(0) // => '1050'
 */
export function liquidityAdjustedVar(oneDayVar: number, lines: readonly LiquidityLine[], k = 3): number {
  const slowest = lines.reduce((most, { days = 0 }) => Math.max(most, days), 0)
  return liquidationHorizonVar(oneDayVar, slowest) + liquidityCost(lines, k)
}
