// The cheapest day to roll, where spread, liquidity and carry of the coming days are known or forecast.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'

/** One day's terms: quoted width of the roll in ticks, average daily volume in contracts, ticks that waiting a day costs. */
export type RollDayTerms = { readonly spreadTicks: number; readonly adv: number; readonly carryPerDay: number }

/**
 * Ticks per contract of rolling on each day: half the spread, a square-root impact, and the carry of the days waited. Square
 * root: Almgren, Thum, Hauptmann and Li, "Direct estimation of equity market impact" (2005), here with exponent 1/2.
 *
 * @example
 * import { rollCosts } from '@bourse/futures'
 * const days = [{ spreadTicks: 2, adv: 10_000, carryPerDay: 0.5 }, { spreadTicks: 1, adv: 40_000, carryPerDay: 0.5 }]
 * rollCosts(days, { quantity: 100, impactTicks: 10 }) // => [2, 1.5]
 */
export function rollCosts(
  days: readonly RollDayTerms[],
  order: { readonly quantity: number; readonly impactTicks: number },
): readonly number[] {
  if (!(order.quantity >= 0)) throw badArgument('rollCosts', 'quantity', order.quantity, '>= 0')
  let carried = 0
  return days.map(({ spreadTicks, adv, carryPerDay }) => {
    const cost = spreadTicks / 2 + order.impactTicks * Math.sqrt(order.quantity / adv) + carried
    carried += carryPerDay
    return cost
  })
}

/**
 * The first day with the least cost. Fails with `roll/never` where no day has one.
 *
 * @example
 * import { cheapestRoll } from '@bourse/futures'
 * const days = [{ spreadTicks: 2, adv: 10_000, carryPerDay: 0.5 }, { spreadTicks: 1, adv: 40_000, carryPerDay: 0.5 }]
 * cheapestRoll(days, { quantity: 100, impactTicks: 10 }) // => { ok: true, value: { day: 1, costTicks: 1.5 } }
 */
export function cheapestRoll(
  days: readonly RollDayTerms[],
  order: { readonly quantity: number; readonly impactTicks: number },
): Result<{ readonly day: number; readonly costTicks: number }, 'roll/never'> {
  const costs = rollCosts(days, order)
  let day = -1
  for (let i = 0; i < costs.length; i++) if (costs[i]! < (costs[day] ?? Number.POSITIVE_INFINITY)) day = i
  if (day < 0)
    return failed('roll/never', 'no day has a cost: pass at least one day with finite terms', { days: days.length })
  return succeeded({ day, costTicks: costs[day]! })
}
