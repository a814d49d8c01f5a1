import {
  addDays,
  type CalendarLookup,
  type EpochMs,
  type IsoDate,
  type ScheduleSession,
  toIsoDate,
  wallEpochMs,
} from '@bourse/core'

/** What a contract says about its last moment; an option of `@bourse/assets` is one. */
export type ExpiringTerms = {
  readonly expiry: IsoDate
  /** `am`: fixed at the open of the expiry date; `pm`: at its close. */
  readonly fixing: 'am' | 'pm'
  readonly calendar: string
}

/** Where hours come from, and how closed days count. */
export type ExpirySettings = {
  /** Calendars by id, for holidays and half days: `createCalendars([...]).find` of `@bourse/assets`. */
  readonly calendarOf?: CalendarLookup
  /** What a day without a session counts of a day, 0 to 1. Default 1: calendar time, 365 days a year. */
  readonly closedDays?: number
  /** The last moment of a contract whose exchange fixes it at an hour of its own. */
  readonly expiryOf?: (option: ExpiringTerms) => EpochMs
}

/**
 * The moment an option is fixed. With a calendar: the open (`am`) or close (`pm`) of the expiry date, half days included,
 * or of the last session before it where the market is closed. Without one, and where sessions begin the evening before:
 * 09:30 or 16:00 in New York, never after the session's close. On the calendar `'always'` 08:00 UTC, as all exchanges for
 * options on coins do. Contracts with hours of their own (options on futures, Asia without a calendar): `expiryOf`.
 *
 * @example
 * import { expiryTime } from '@bourse/pricing'
 * const spx = { expiry: '2026-12-18', fixing: 'am', calendar: 'XNYS' } as const
 * expiryTime(spx) === Date.parse('2026-12-18T14:30Z') // => true
 */
export function expiryTime(option: ExpiringTerms, settings: ExpirySettings = {}): EpochMs {
  if (settings.expiryOf !== undefined) return settings.expiryOf(option)
  const { expiry, fixing, calendar } = option
  if (calendar === 'always') return wallEpochMs(expiry, '08:00', 'UTC')
  const found = settings.calendarOf?.(calendar)
  const session = found?.sessionsBetween(addDays(expiry, -longestClosure), expiry).at(-1)
  if (found === undefined || session === undefined) return newYorkTime(expiry, fixing)
  const [first, last] = [session.intervals[0], session.intervals.at(-1)]
  if (first === undefined || last === undefined) return newYorkTime(session.date, fixing)
  if (beginsEarlier(session, found.zone)) return Math.min(newYorkTime(session.date, fixing), last.close)
  return fixing === 'am' ? first.open : last.close
}

/** No exchange has closed for longer since 1945. */
const longestClosure = 14
const newYork = 'America/New_York'

function newYorkTime(date: IsoDate, fixing: 'am' | 'pm'): EpochMs {
  return wallEpochMs(date, fixing === 'am' ? '09:30' : '16:00', newYork)
}

function beginsEarlier(session: ScheduleSession, zone: string): boolean {
  return toIsoDate(session.intervals[0]!.open, zone) < session.date
}
