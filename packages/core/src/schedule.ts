import type { Weekday } from './civil.js'
import type { Duration } from './duration.js'

/** Name of a trading calendar; the calendars themselves are data of `@bourse/assets`. */
export type CalendarId = 'always' | 'XNYS' | 'CMES' | 'XLON' | 'XETR' | 'XTKS' | 'XHKG' | (string & {})

/** `at` is wall time in `zone` (default: the calendar's). A date the calendar is closed on moves to the next open one. */
export type ScheduleRule = {
  readonly every: 'day' | 'week' | 'month' | 'session' | Duration
  readonly day?: Weekday | number
  readonly at?: `${number}:${number}`
  readonly zone?: string
  readonly calendar?: CalendarId
  readonly tag?: string
}
