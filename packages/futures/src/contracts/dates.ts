// When a contract dies and when it may be assigned: overrides first, then the rules.
import type { Calendar, Calendars } from '@bourse/assets'
import { BourseError, badText, dayNumber, type EpochMs, type IsoDate, wallEpochMs } from '@bourse/core'
import { dateByRule } from './dateRule.js'
import type { ContractMonth, FutureSpec } from './futureSpec.js'

/** The business days of a spec; throws where the set does not hold them. */
export function businessDaysOf(spec: FutureSpec, calendars: Calendars): Calendar {
  const calendar = calendars.find(spec.businessDays)
  if (calendar !== undefined) return calendar
  throw new BourseError('data/missing', `the expiries of ${spec.root} need the calendar ${spec.businessDays}`, {
    details: { root: spec.root, calendar: spec.businessDays },
    remedy: 'pass futuresDays, or add usFuturesDays and usUkFuturesDays of @bourse/assets to your calendars',
  })
}

/**
 * Last day on which a contract trades. Throws `input/parse` for a month that is none, `input/out-of-range` beyond the
 * calendar; whether the month is listed asks `futureContract`.
 *
 * @example
 * import { futuresDays, lastTradeDate, SR3, VX } from '@bourse/futures'
 * lastTradeDate(VX, '2026-05', futuresDays) // => '2026-05-19'
 * lastTradeDate(SR3, '2026-06', futuresDays) // => '2026-09-15'
 */
export function lastTradeDate(spec: FutureSpec, month: ContractMonth, calendars: Calendars): IsoDate {
  checkMonth(month)
  return spec.overrides?.[month]?.lastTrade ?? dateByRule(spec.lastTrade, month, businessDaysOf(spec, calendars))
}

/**
 * First day on which a holder may be given notice of delivery; undefined where there is none (cash settled, currencies).
 *
 * @example
 * import { ES, firstNoticeDate, futuresDays, GC } from '@bourse/futures'
 * firstNoticeDate(GC, '2026-12', futuresDays) // => '2026-11-30'
 * firstNoticeDate(ES, '2026-12', futuresDays) // => undefined
 */
export function firstNoticeDate(spec: FutureSpec, month: ContractMonth, calendars: Calendars): IsoDate | undefined {
  checkMonth(month)
  const override = spec.overrides?.[month]?.firstNotice
  if (override !== undefined || spec.firstNotice === undefined) return override
  const lastTrade = lastTradeDate(spec, month, calendars)
  return dateByRule(spec.firstNotice, month, businessDaysOf(spec, calendars), lastTrade)
}

/**
 * The moment of the last trade, in summer time where its zone keeps it. Indicative: exchanges shorten days.
 *
 * @example
 * import { ES, futuresDays, lastTradeTime } from '@bourse/futures'
 * new Date(lastTradeTime(ES, '2026-06', futuresDays)).toISOString() // => '2026-06-18T13:30:00.000Z'
 */
export function lastTradeTime(spec: FutureSpec, month: ContractMonth, calendars: Calendars): EpochMs {
  return wallEpochMs(lastTradeDate(spec, month, calendars), spec.lastTradeTime.at, spec.lastTradeTime.zone)
}

/**
 * Calendar days and business days from a date to the last trade, and to the first notice where there is one; negative
 * when past.
 *
 * @example
 * import { daysToExpiry, futuresDays, GC } from '@bourse/futures'
 * daysToExpiry(GC, '2026-12', '2026-11-23', futuresDays)
 * // => { calendar: 36, business: 24, notice: { calendar: 7, business: 4 } }
 */
export function daysToExpiry(
  spec: FutureSpec,
  month: ContractMonth,
  on: IsoDate,
  calendars: Calendars,
): ExpiryDays & { readonly notice?: ExpiryDays } {
  const days = businessDaysOf(spec, calendars)
  const until = (date: IsoDate): ExpiryDays => ({
    calendar: dayNumber(date) - dayNumber(on),
    business: days.businessDaysBetween(on, date),
  })
  const notice = firstNoticeDate(spec, month, calendars)
  return { ...until(lastTradeDate(spec, month, calendars)), ...(notice === undefined ? {} : { notice: until(notice) }) }
}

/** Days left, by the wall and by the exchange. */
export type ExpiryDays = { readonly calendar: number; readonly business: number }

/**
 * A spec with dates of one month written down, which stand above the rules: the exchange moved an expiry, or promised the
 * one first listed.
 *
 * @example
 * import { futuresDays, lastTradeDate, NG, withContractDates } from '@bourse/futures'
 * const moved = withContractDates(NG, '2027-02', { lastTrade: '2027-01-26', source: 'notice of the exchange' })
 * lastTradeDate(moved, '2027-02', futuresDays) // => '2027-01-26'
 */
export function withContractDates(
  spec: FutureSpec,
  month: ContractMonth,
  dates: { readonly lastTrade?: IsoDate; readonly firstNotice?: IsoDate; readonly source: string },
): FutureSpec {
  checkMonth(month)
  return { ...spec, overrides: { ...spec.overrides, [month]: dates } }
}

function checkMonth(month: ContractMonth): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw badText('futures', 'month', month, "the named month, as '2026-12'")
}
