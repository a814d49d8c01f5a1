// Where bars begin and end. One period is under the finger at a time: seeking is rare, asking whether we are inside is not.
import type { Calendar } from '@bourse/assets'
import {
  addMonths,
  BourseError,
  badArgument,
  civilOf,
  type Duration,
  dayMs,
  dayNumber,
  durationMs,
  type IsoDate,
  isoDateOfDay,
  type Span,
  wallEpochMs,
  zoneOffsetMs,
} from '@bourse/core'
import { civilSpan } from '../bars/civilSpan.js'

/**
 * The period from `start` to `end` that `seek(time)` found: start <= time < end. Not `inside`: the market is closed until
 * `end`.
 */
export type Periods = { start: number; end: number; inside: boolean; seek(time: number): void }

/** Bars belong where they closed: a hair before their end lies inside of what they are part of. */
export const hair: number = 1 / 1024

/**
 * Spans of the clock count from the epoch, with a calendar from each opening, the last cut at the close. Days, weeks
 * (from Monday), months and years are civil in the calendar's zone, UTC without one. `'session'` needs a calendar.
 */
export function periodsOf(span: Span, calendar: Calendar | undefined, where: string): Periods {
  const periods: Periods = { start: Number.NaN, end: Number.NaN, inside: false, seek: () => undefined }
  const set = (start: number, end: number, inside = true): void => {
    periods.start = start
    periods.end = end
    periods.inside = inside
  }
  const civil = civilSpan(span)
  if (span === 'session') periods.seek = sessions(calendar, where, set)
  else if (civil !== undefined) periods.seek = civilPeriods(civil, calendar?.zone ?? 'UTC', set)
  else {
    const length = durationMs(span as Duration)
    if (!(length > 0)) throw badArgument(where, 'span', span, "a length such as '5m', '1d', '1mo' or 'session'")
    periods.seek = calendar === undefined ? clock(length, set) : clockInSessions(length, calendar, set)
  }
  return periods
}

type Set = (start: number, end: number, inside?: boolean) => void

function clock(length: number, set: Set): Periods['seek'] {
  return (time) => {
    const start = Math.floor(time / length) * length
    set(start, start + length)
  }
}

function clockInSessions(length: number, calendar: Calendar, set: Set): Periods['seek'] {
  return (time) => {
    const interval = calendar.sessionAt(time)?.intervals.find(({ open, close }) => open <= time && time < close)
    if (interval === undefined) return set(time, calendar.nextOpen(time), false)
    const start = interval.open + Math.floor((time - interval.open) / length) * length
    set(start, Math.min(start + length, interval.close))
  }
}

function sessions(calendar: Calendar | undefined, where: string, set: Set): Periods['seek'] {
  if (calendar === undefined)
    throw new BourseError('data/missing', `${where}: 'session' without a calendar`, {
      details: { where, span: 'session' },
      remedy: 'pass the calendar of the exchange, such as nyse of @bourse/assets',
    })
  return (time) => {
    const session = calendar.sessionAt(time)
    if (session === undefined) return set(time, calendar.nextOpen(time), false)
    set(session.intervals[0]!.open, session.intervals.at(-1)!.close)
  }
}

const firstMonday = 4 // 1970-01-05

function civilPeriods(
  civil: { readonly days: number; readonly months: number },
  zone: string,
  set: Set,
): Periods['seek'] {
  const midnight = (date: IsoDate): number =>
    zone === 'UTC' ? dayNumber(date) * dayMs : wallEpochMs(date, '00:00', zone)
  return (time) => {
    const day = Math.floor((time + zoneOffsetMs(time, zone)) / dayMs)
    if (civil.months > 0) {
      const { year, month } = civilOf(isoDateOfDay(day))
      const first = Math.floor((year * 12 + month - 1) / civil.months) * civil.months
      const date = `${String(Math.floor(first / 12)).padStart(4, '0')}-${String((first % 12) + 1).padStart(2, '0')}-01`
      return set(midnight(date as IsoDate), midnight(addMonths(date as IsoDate, civil.months)))
    }
    const origin = civil.days % 7 === 0 ? firstMonday : 0
    const first = origin + Math.floor((day - origin) / civil.days) * civil.days
    set(midnight(isoDateOfDay(first)), midnight(isoDateOfDay(first + civil.days)))
  }
}
