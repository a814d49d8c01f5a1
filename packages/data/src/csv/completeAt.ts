// When was a bar complete whose row says so-and-so? Never too early: too late costs a moment, too early is reading ahead.
import type { Calendar } from '@bourse/assets'
import {
  addMonths,
  BourseError,
  type Duration,
  dayMs,
  dayNumber,
  durationMs,
  isoDateOfDay,
  type Span,
} from '@bourse/core'
import { civilSpan } from '../bars/civilSpan.js'
import type { CsvStamp } from './csvClock.js'

/**
 * From what a row says to when its bar was complete. A date is a whole civil day in the zone: it ends at its midnight, or
 * with span `'session'` and a calendar at the session's close. A wall time or a moment starts a bar (`stamp: 'start'`) or
 * ends it.
 */
export function completeAt(
  span: Span,
  stamp: 'start' | 'end',
  toEpoch: (wall: number) => number,
  calendar: Calendar | undefined,
): (said: CsvStamp) => number {
  const civil = civilSpan(span)
  // Before a calendar begins, and on a date it calls closed, midnight is late enough.
  const closeOn = (wall: number): number => {
    if (span !== 'session' || calendar === undefined) return toEpoch(wall + dayMs)
    const date = isoDateOfDay(wall / dayMs)
    const session = date < calendar.from || date > calendar.to ? undefined : calendar.sessionOn(date)
    return session?.intervals.at(-1)?.close ?? toEpoch(wall + dayMs)
  }
  if (civil === undefined) {
    const length = durationMs(span as Duration)
    return ({ value, kind }) => {
      if (kind === 'date') throw datesAlone(span)
      const at = kind === 'wall' ? toEpoch(value) : value
      return stamp === 'start' ? at + length : at
    }
  }
  /** Midnight after the last day of the span that a date begins or ends. */
  const endOf = (wall: number): number => {
    if (stamp === 'end' || (civil.days === 1 && civil.months === 0)) return closeOn(wall)
    if (civil.months === 0) return toEpoch(wall + civil.days * dayMs)
    return toEpoch(dayNumber(addMonths(isoDateOfDay(wall / dayMs), civil.months)) * dayMs)
  }
  return ({ value, kind }) => {
    if (kind === 'date') return endOf(value)
    const at = kind === 'wall' ? toEpoch(value) : value
    if (stamp === 'end') return at
    // Vendors stamp a day with its midnight as a moment; by wall clock that is the date again.
    const date = Math.floor(wallNear(at, toEpoch) / dayMs) * dayMs
    if (toEpoch(date) === at) return endOf(date)
    const session = span === 'session' ? calendar?.sessionAt(at) : undefined
    if (session !== undefined) return session.intervals.at(-1)!.close
    // Begun within a day (futures open the evening before): nobody knows more than that it ended a day later.
    return civil.months === 0 ? at + civil.days * dayMs : endOf(date) + dayMs
  }
}

// The wall time of a moment, from the way there: offsets are within 14 hours, and two steps settle on it.
function wallNear(at: number, toEpoch: (wall: number) => number): number {
  const guess = at + (at - toEpoch(at))
  return guess + (at - toEpoch(guess))
}

function datesAlone(span: Span): BourseError {
  return new BourseError('input/parse', `dates alone do not say when bars of ${span} ended`, {
    details: { where: 'parseCsv', span },
    remedy: "name the column of the time of day with columns: { clock: '...' }, or pass span '1d' or 'session'",
  })
}
