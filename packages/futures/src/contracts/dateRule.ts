// The small language in which exchanges write last trading days: "the third business day before the 25th of the month
// before the contract month" is ['businessDays', ['onOrBefore', ['day', 25, -1]], -3].
import type { Calendar } from '@bourse/assets'
import { addDays, addMonths, badArgument, type IsoDate, type Weekday, weekdayOf } from '@bourse/core'
import type { ContractMonth } from './futureSpec.js'

/**
 * A date by rule. A trailing month counts from the named month: -1 is the month before. A negative ordinal counts from
 * the end of the month. `onOrBefore`, `onOrAfter`: that day or the nearest business day; `businessDays`, `days`: so many
 * later, earlier when negative; `lastTrade`: the contract's last trading day.
 */
export type DateRule =
  | readonly ['weekday', ordinal: number, day: Weekday, month: number]
  | readonly ['day', dayOfMonth: number, month: number]
  | readonly ['businessDay', ordinal: number, month: number]
  | readonly ['onOrBefore' | 'onOrAfter', DateRule]
  | readonly ['businessDays' | 'days', DateRule, count: number]
  | readonly ['lastTrade']

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * The date that a rule gives for a named month. Throws `input/out-of-range` where the calendar ends, and for
 * `['lastTrade']` without that date.
 *
 * @example
 * import { usFuturesDays } from '@bourse/assets'
 * import { dateByRule } from '@bourse/futures'
 * dateByRule(['onOrBefore', ['weekday', 3, 'fri', 0]], '2026-06', usFuturesDays) // => '2026-06-18'
 * dateByRule(['businessDay', -3, 0], '2026-12', usFuturesDays) // => '2026-12-29'
 */
export function dateByRule(rule: DateRule, month: ContractMonth, calendar: Calendar, lastTrade?: IsoDate): IsoDate {
  switch (rule[0]) {
    case 'weekday':
      return nthWeekday(firstDayOf(month, rule[3]), rule[1], rule[2])
    case 'day':
      return addDays(firstDayOf(month, rule[2]), rule[1] - 1)
    case 'businessDay': {
      const [, ordinal, offset] = rule
      if (ordinal < 0) return calendar.addBusinessDays(firstDayOf(month, offset + 1), ordinal)
      return calendar.addBusinessDays(addDays(firstDayOf(month, offset), -1), ordinal)
    }
    case 'onOrBefore': {
      const date = dateByRule(rule[1], month, calendar, lastTrade)
      return calendar.isBusinessDay(date) ? date : calendar.addBusinessDays(date, -1)
    }
    case 'onOrAfter':
      return calendar.addBusinessDays(dateByRule(rule[1], month, calendar, lastTrade), 0)
    case 'businessDays':
      return calendar.addBusinessDays(dateByRule(rule[1], month, calendar, lastTrade), rule[2])
    case 'days':
      return addDays(dateByRule(rule[1], month, calendar, lastTrade), rule[2])
    case 'lastTrade':
      if (lastTrade !== undefined) return lastTrade
      throw badArgument('dateByRule', 'lastTrade', lastTrade, 'the last trading day, for a rule that counts from it')
  }
}

function firstDayOf(month: ContractMonth, offset: number): IsoDate {
  const first = `${month}-01` as IsoDate
  return offset === 0 ? first : addMonths(first, offset)
}

function nthWeekday(first: IsoDate, ordinal: number, day: Weekday): IsoDate {
  const start = ordinal < 0 ? addMonths(first, 1) : first
  const ahead = (weekdays.indexOf(day) - weekdays.indexOf(weekdayOf(start)) + 7) % 7
  return addDays(start, ahead + 7 * (ordinal < 0 ? ordinal : ordinal - 1))
}
