// Around the clock: no table, so no horizon; trade dates are civil days in UTC.
import {
  addDays,
  badArgument,
  dayMs,
  dayNumber,
  type EpochMs,
  isoDateOfDay,
  type TimeLike,
  toEpochMs,
} from '@bourse/core'
import type { Calendar, Session } from './calendar.js'
import { minuteOf } from './hours.js'

const source = 'open around the clock'
const firstDay = 0 // 1970-01-01
const lastDay = 376_199 // 2999-12-31

const checked = (time: TimeLike): EpochMs => {
  const ms = typeof time === 'number' ? time : toEpochMs(time)
  if (ms >= firstDay * dayMs && ms < (lastDay + 1) * dayMs) return ms
  throw badArgument('always', 'time', ms, '1970-01-01 to 2999-12-31')
}
const dayOf = (time: TimeLike): number => Math.floor(checked(time) / dayMs)
const sessionOfDay = (day: number): Session => ({
  date: isoDateOfDay(day),
  intervals: [{ open: day * dayMs, close: (day + 1) * dayMs }],
  early: false,
  late: false,
  projected: false,
  source,
})
const midnightOf = (date: Session['date']): EpochMs => dayOf(dayNumber(date) * dayMs) * dayMs

/**
 * Crypto, and whatever else never closes: every day 00:00-24:00 UTC is a session, `nextOpen` and `nextClose` are Infinity.
 * Dates 1970 to 2999.
 *
 * @example
 * import { always } from '@bourse/assets'
 * always.isOpen('2026-12-25T03:00Z') // => true
 * always.nextClose('2026-12-25') // => Infinity
 */
export const always: Calendar = {
  id: 'always',
  aliases: ['CRYPTO_24_7', '24/7'],
  zone: 'UTC',
  from: '1970-01-01',
  to: '2999-12-31',
  knownTo: '2999-12-31',
  hoursFrom: '1970-01-01',
  isOpen: (time) => checked(time) >= 0,
  sessionAt: (time) => sessionOfDay(dayOf(time)),
  sessionOn: (date) => sessionOfDay(midnightOf(date) / dayMs),
  sessionsBetween(from, to) {
    const [first, last] = [midnightOf(from) / dayMs, midnightOf(to) / dayMs]
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => sessionOfDay(first + i))
  },
  nextOpen: (time) => checked(time) + Number.POSITIVE_INFINITY,
  nextClose: (time) => checked(time) + Number.POSITIVE_INFINITY,
  isBusinessDay: (date) => midnightOf(date) >= 0,
  addBusinessDays: (date, days) => isoDateOfDay(midnightOf(addDays(date, days)) / dayMs),
  businessDaysBetween: (from, to) => (midnightOf(to) - midnightOf(from)) / dayMs,
  tradingMinutesBetween: (from, to) => (checked(to) - checked(from)) / 60_000,
  exceptionOn: () => undefined,
  exceptionsBetween: () => [],
  phasesOn: (date) => [{ phase: 'continuous', open: midnightOf(date), close: midnightOf(date) + dayMs }],
  timeOn: (date, at) => midnightOf(date) + minuteOf(at) * 60_000,
  days: {
    planOf: (day) => ({ edges: [day * dayMs, (day + 1) * dayMs], early: false, late: false, source }),
    markOf: () => undefined,
    phasesOf: (session) => session.intervals.map((interval) => ({ phase: 'continuous', ...interval })),
  },
}
