// The calendar of rolls: which contract is left for which, and when.
import type { Calendars, Future } from '@bourse/assets'
import { badArgument, type IsoDate, type Result, succeeded } from '@bourse/core'
import { monthsOf } from '../contracts/chain.js'
import { futureContract, monthsFrom } from '../contracts/contract.js'
import type { FutureSpec } from '../contracts/futureSpec.js'
import { type CalendarRollRule, rollDate } from './rollDate.js'

/** At the end of `date` the position moves from one contract to the next. */
export type RollDay = { readonly date: IsoDate; readonly from: Future; readonly to: Future }

/**
 * The rolls between two dates, both included, through the active months of a root. Fails like `rollDate`.
 *
 * @example
 * import { ES, futuresDays, rollDates } from '@bourse/futures'
 * const rolls = rollDates(ES, 'notice-safe', '2026-01-01', '2026-12-31', futuresDays)
 * rolls.ok && rolls.value.map(({ date, to }) => `${date} ${to.id}`).slice(0, 2)
 * // => ['2026-03-13 ESM26@CME', '2026-06-11 ESU26@CME']
 */
export function rollDates(
  spec: FutureSpec,
  rule: CalendarRollRule,
  from: IsoDate,
  to: IsoDate,
  calendars: Calendars,
): Result<readonly RollDay[], 'roll/past-notice'> {
  const rolls: RollDay[] = []
  let held: { readonly contract: Future; readonly date: IsoDate } | undefined
  for (const month of monthsFrom(spec, from, monthsOf(spec, { months: 'active' }), calendars)) {
    if (held !== undefined && held.date > to) break
    const contract = futureContract(spec, month, calendars)
    const date = rollDate(spec, month, rule, calendars)
    if (!date.ok) return date
    if (!contract.ok) continue
    if (held !== undefined && held.date >= from)
      rolls.push({ date: held.date, from: held.contract, to: contract.value })
    held = { contract: contract.value, date: date.value }
  }
  return succeeded(rolls)
}

/**
 * The contract that a rule holds on a day, and the day on which it will be left. Fails like `rollDate`.
 *
 * @example
 * import { futuresDays, GC, heldContract } from '@bourse/futures'
 * const held = heldContract(GC, 'notice-safe', '2026-11-23', futuresDays)
 * held.ok && [held.value.contract.id, held.value.until] // => ['GCG27@COMEX', '2027-01-22']
 */
export function heldContract(
  spec: FutureSpec,
  rule: CalendarRollRule,
  on: IsoDate,
  calendars: Calendars,
): Result<{ readonly contract: Future; readonly until: IsoDate }, 'roll/past-notice' | 'future/not-listed'> {
  // Rolls lie before the last trade, so that the contract in front is among those still alive.
  for (const month of monthsFrom(spec, on, monthsOf(spec, { months: 'active' }), calendars)) {
    const date = rollDate(spec, month, rule, calendars)
    if (!date.ok) return date
    if (date.value < on) continue
    const contract = futureContract(spec, month, calendars)
    return contract.ok ? succeeded({ contract: contract.value, until: date.value }) : contract
  }
  throw badArgument('heldContract', 'on', on, 'a date within the calendar')
}
