// The day on which a contract is left: the last one on which it is held. Its successor is in front from the next day.
import type { Calendars } from '@bourse/assets'
import { BourseError, badArgument, failed, type Failure, type IsoDate, type Result, succeeded } from '@bourse/core'
import { businessDaysOf, firstNoticeDate, lastTradeDate } from '../contracts/dates.js'
import type { ContractMonth, FutureSpec } from '../contracts/futureSpec.js'

/**
 * A rule that needs a calendar alone. `'notice-safe'` is `{ roll: 'notice-safe', days: 5 }`: so many business days before
 * the earlier of last trade and first notice. `expiry` counts from the last trade. `first-of-month`: the first business day
 * of the month in which that earlier day falls. `pastNotice: true` carries a physical contract into its notice period.
 */
export type CalendarRollRule =
  | 'notice-safe'
  | { readonly roll: 'notice-safe'; readonly days: number }
  | { readonly roll: 'expiry'; readonly days: number; readonly pastNotice?: boolean }
  | { readonly roll: 'first-of-month'; readonly pastNotice?: boolean }

/**
 * A rule that watches the market: on the day after the next contract's volume (or open interest) has exceeded the front's
 * `confirm` days in a row; at the latest `latest` business days (default 2) before the earlier of last trade and notice.
 */
export type CrossoverRollRule = {
  readonly roll: 'volume' | 'open-interest'
  readonly confirm: number
  readonly latest?: number
}

/** When to leave a contract for the next. */
export type RollRule = CalendarRollRule | CrossoverRollRule

/**
 * The last day on which a contract is held. Fails with `roll/past-notice` where the rule would carry a physical contract
 * to its first notice day or beyond.
 *
 * @example
 * import { futuresDays, GC, rollDate } from '@bourse/futures'
 * rollDate(GC, '2026-12', 'notice-safe', futuresDays) // => { ok: true, value: '2026-11-20' }
 * const late = rollDate(GC, '2026-12', { roll: 'expiry', days: 5 }, futuresDays)
 * !late.ok && late.failure.details // => { root: 'GC', month: '2026-12', roll: '2026-12-21', firstNotice: '2026-11-30' }
 */
export function rollDate(
  spec: FutureSpec,
  month: ContractMonth,
  rule: CalendarRollRule,
  calendars: Calendars,
): Result<IsoDate, 'roll/past-notice'> {
  const days = businessDaysOf(spec, calendars)
  const firstNotice = firstNoticeDate(spec, month, calendars)
  const safe = safeDate(spec, month, calendars)
  if (rule === 'notice-safe') return succeeded(days.addBusinessDays(safe, -5))
  let roll: IsoDate
  if (rule.roll === 'first-of-month') roll = days.addBusinessDays(`${safe.slice(0, 7)}-01` as IsoDate, 0)
  else {
    if (!Number.isInteger(rule.days) || rule.days < 0)
      throw badArgument('rollDate', 'days', rule.days, 'an integer >= 0')
    const from = rule.roll === 'expiry' ? lastTradeDate(spec, month, calendars) : safe
    roll = rule.days === 0 ? from : days.addBusinessDays(from, -rule.days)
  }
  const carried = spec.settlement === 'physical' && firstNotice !== undefined && roll >= firstNotice
  if (!carried || (rule.roll !== 'notice-safe' && rule.pastNotice === true)) return succeeded(roll)
  return failed(
    'roll/past-notice',
    `${spec.root} ${month} would be held on ${roll}, its first notice day is ${firstNotice}: roll notice-safe, or say pastNotice`,
    { root: spec.root, month, roll, firstNotice },
  )
}

/**
 * The earlier of last trade and first notice of a contract: the day before which a position should be gone.
 *
 * @example
 * import { CL, futuresDays, safeDate, ZN } from '@bourse/futures'
 * safeDate(ZN, '2026-12', futuresDays) // => '2026-11-30'
 * safeDate(CL, '2026-12', futuresDays) // => '2026-11-20'
 */
export function safeDate(spec: FutureSpec, month: ContractMonth, calendars: Calendars): IsoDate {
  const lastTrade = lastTradeDate(spec, month, calendars)
  const notice = firstNoticeDate(spec, month, calendars)
  return notice !== undefined && notice < lastTrade ? notice : lastTrade
}

/** The last day on which a crossover may still be waited for. */
export function latestRollDate(
  spec: FutureSpec,
  month: ContractMonth,
  rule: CrossoverRollRule,
  calendars: Calendars,
): IsoDate {
  const { latest = 2, confirm } = rule
  if (!Number.isInteger(latest) || latest < 0) throw badArgument('rollDate', 'latest', latest, 'an integer >= 0')
  if (!Number.isInteger(confirm) || confirm < 1) throw badArgument('rollDate', 'confirm', confirm, 'an integer >= 1')
  const safe = safeDate(spec, month, calendars)
  return latest === 0 ? safe : businessDaysOf(spec, calendars).addBusinessDays(safe, -latest)
}

/** The error for a rule that is not safe, where there is no place for a `Result`. */
export function unsafeRoll({ code, message, details }: Failure): BourseError {
  return new BourseError(code as 'roll/past-notice', message, {
    details,
    remedy: "roll 'notice-safe', or set pastNotice",
  })
}
