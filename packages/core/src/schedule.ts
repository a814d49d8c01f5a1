// When a rule is next due. Core knows no calendars: they come as a function from id to what a schedule needs of one.
import { addDays, civilOf, dayNumber, daysInMonth, type IsoDate, isoDateOfDay, type Weekday } from './civil.js'
import type { Clock } from './clock.js'
import { calendarMonths, type Duration, durationMs } from './duration.js'
import { BourseError, badArgument } from './error.js'
import { type EpochMs, type TimeLike, toEpochMs, toIsoDate } from './time.js'
import { wallEpochMs } from './zone.js'

/** Name of a trading calendar; the calendars themselves are data of `@bourse/assets`. */
export type CalendarId = 'always' | 'XNYS' | 'CMES' | 'XLON' | 'XETR' | 'XTKS' | 'XHKG' | (string & {})

/**
 * `at`: wall time in `zone` (default: the calendar's, else UTC), default 00:00. `day`: of a week `'mon'` to `'sun'` or
 * 1-7 (default Monday); of a month 1-31, cut to its length, or -1 for the last, -2 for the one before (default 1). A date
 * the calendar is closed on moves to the next open one, counted from the month's end to the one before.
 * `'session'`: each session, at its open where no `at` is given. `'3mo'`, `'1y'`: every third, every twelfth month,
 * counted from January. A fixed length: its multiples since 1970 in UTC, with a calendar only while it is open.
 */
export type ScheduleRule = {
  readonly every: 'day' | 'week' | 'month' | 'session' | Duration
  readonly day?: Weekday | number
  readonly at?: `${number}:${number}`
  readonly zone?: string
  readonly calendar?: CalendarId
  readonly tag?: string
}

/** What a schedule needs of a calendar; those of `@bourse/assets` fit. `sessionsBetween` in order of date. */
export interface ScheduleCalendar {
  readonly zone: string
  sessionsBetween(from: IsoDate, to: IsoDate): readonly ScheduleSession[]
}
/** A trading date with its open intervals. */
export type ScheduleSession = {
  readonly date: IsoDate
  readonly intervals: readonly { readonly open: EpochMs; readonly close: EpochMs }[]
}
/** From id to calendar; undefined where it is not loaded. `'always'` is not asked for. */
export type CalendarLookup = (id: CalendarId) => ScheduleCalendar | undefined

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** No exchange has closed for longer since 1914. */
const longestClosure = 40

/**
 * The first time after `after` at which the rule is due. Daylight saving: a wall time shown twice is due once, the first
 * time; one that is never shown is due as long after the gap's begin as it lies in the gap (02:30 at 03:30). Throws
 * `input/out-of-range` on a rule that contradicts itself, `data/missing` where the calendar is not loaded or ends.
 *
 * @example
 * import { nextDue, toEpochMs } from '@bourse/core'
 * const mondays = { every: 'week', day: 'mon', at: '10:00', zone: 'America/New_York' } as const
 * nextDue(mondays, '2026-03-04T00:00Z') === toEpochMs('2026-03-09T10:00-04:00') // => true
 */
export function nextDue(rule: ScheduleRule, after: TimeLike, calendarOf?: CalendarLookup): EpochMs {
  const from = toEpochMs(after)
  const calendar = resolveCalendar(rule, calendarOf)
  const fixed = fixedStep(rule)
  if (fixed !== undefined) return nextMultiple(rule, fixed, from, calendar)
  const zone = rule.zone ?? calendar?.zone ?? 'UTC'
  for (const due of dueOnDates(rule, toIsoDate(from, zone), zone, calendar)) if (due > from) return due
  throw noSession(rule, from)
}

/**
 * All due times after `after`, without end: take what is needed.
 *
 * @example
 * import { dueTimes, toIsoDate } from '@bourse/core'
 * const lastDays = dueTimes({ every: 'month', day: -1 }, '2028-01-15')
 * lastDays.next().value // => 1832889600000
 * toIsoDate(Number(lastDays.next().value)) // => '2028-02-29'
 */
export function* dueTimes(rule: ScheduleRule, after: TimeLike, calendarOf?: CalendarLookup): Generator<EpochMs, never> {
  let due = toEpochMs(after)
  for (;;) {
    due = nextDue(rule, due, calendarOf)
    yield due
  }
}

/**
 * Runs at every due time from now on, on a clock; returns the way to stop. On a system clock that slept, what was missed
 * is run once, late, not many times.
 *
 * @example
 * import { manualClock, wakeOnSchedule } from '@bourse/core'
 * const clock = manualClock('2026-01-05')
 * const due: number[] = []
 * const stop = wakeOnSchedule(clock, { every: '15m' }, (at) => due.push(at))
 * clock.advance('2026-01-05T01:00Z')
 * stop()
 * due.length // => 4
 */
export function wakeOnSchedule(
  clock: Clock,
  rule: ScheduleRule,
  run: (at: EpochMs) => void,
  calendarOf?: CalendarLookup,
): () => void {
  let cancel = (): void => {}
  let stopped = false
  const arm = (): void => {
    const at = nextDue(rule, clock.now(), calendarOf)
    cancel = clock.wake(at, () => {
      try {
        run(at)
      } finally {
        // A schedule outlives an error in what it runs.
        if (!stopped) arm()
      }
    })
  }
  arm()
  return () => {
    stopped = true
    cancel()
  }
}

function resolveCalendar(rule: ScheduleRule, calendarOf: CalendarLookup | undefined): ScheduleCalendar | undefined {
  if (rule.calendar === undefined || rule.calendar === 'always') return undefined
  const calendar = calendarOf?.(rule.calendar)
  if (calendar !== undefined) return calendar
  throw new BourseError('data/missing', `nextDue: calendar ${rule.calendar} is not loaded`, {
    details: { where: 'nextDue', argument: 'calendar', value: rule.calendar, allowed: 'an id that calendarOf knows' },
    remedy: 'pass calendarOf, for example (id) => calendars.find(id) of @bourse/assets',
  })
}

/** Milliseconds of a fixed length; undefined for civil rules. */
function fixedStep(rule: ScheduleRule): number | undefined {
  const { every } = rule
  if (every === 'day' || every === 'week' || every === 'month' || every === 'session') return undefined
  if (calendarMonths(every) !== undefined) return undefined
  const step = durationMs(every)
  if (!(step >= 1)) throw badArgument('nextDue', 'every', step, 'at least 1 ms')
  for (const name of ['day', 'at', 'zone'] as const)
    if (rule[name] !== undefined)
      throw badArgument('nextDue', name, rule[name], `absent beside a fixed length; 'day', 'week', 'month' take it`)
  return step
}

function nextMultiple(
  rule: ScheduleRule,
  step: number,
  from: EpochMs,
  calendar: ScheduleCalendar | undefined,
): EpochMs {
  const next = (Math.floor(from / step) + 1) * step
  if (calendar === undefined) return next
  // A session may begin the evening before its date, and its multiples may all fall into its breaks.
  const date = toIsoDate(from, calendar.zone)
  for (const session of calendar.sessionsBetween(addDays(date, -2), addDays(date, longestClosure)))
    for (const { open, close } of session.intervals) {
      const first = Math.max(next, Math.ceil(open / step) * step)
      if (first < close) return first
    }
  throw noSession(rule, from)
}

function* dueOnDates(
  rule: ScheduleRule,
  today: IsoDate,
  zone: string,
  calendar: ScheduleCalendar | undefined,
): Generator<EpochMs> {
  const atOf = (date: IsoDate): EpochMs => wallEpochMs(date, rule.at ?? '00:00', zone)
  if (rule.every === 'session' || (rule.every === 'day' && calendar !== undefined)) {
    // Every closed day moves to the next open one, so that the open days are all there is.
    if (calendar === undefined)
      throw badArgument('nextDue', 'calendar', rule.calendar ?? 'absent', "a calendar with sessions for 'session'")
    refuseDay(rule)
    for (const session of calendar.sessionsBetween(addDays(today, -2), addDays(today, longestClosure)))
      yield rule.every === 'session' && rule.at === undefined ? openOf(session) : atOf(session.date)
    return
  }
  for (const { date, back } of nominalDates(rule, today)) {
    const moved = calendar === undefined ? date : openDate(calendar, date, back)
    if (moved !== undefined) yield atOf(moved)
  }
}

/** Dates by the rule alone, from before `today` (a closed one may move past it) to beyond the next. */
function* nominalDates(
  rule: ScheduleRule,
  today: IsoDate,
): Generator<{ readonly date: IsoDate; readonly back: boolean }> {
  if (rule.every === 'day') {
    refuseDay(rule)
    for (let i = -2; i <= 2; i++) yield { date: addDays(today, i), back: false }
  } else if (rule.every === 'week') {
    const wanted = weekdayNumber(rule.day ?? 'mon')
    const monday = dayNumber(today) - ((((dayNumber(today) + 3) % 7) + 7) % 7)
    for (let week = -6; week <= 6; week++) yield { date: isoDateOfDay(monday + week * 7 + wanted), back: false }
  } else {
    const step = rule.every === 'month' ? 1 : calendarMonths(rule.every as Duration)!
    if (step < 1) throw badArgument('nextDue', 'every', rule.every, 'at least one month')
    const day = dayOfMonth(rule.day ?? 1)
    const { year, month } = civilOf(today)
    const index = Math.floor((year * 12 + month - 1) / step) * step
    for (let i = -Math.ceil(2 / step); i <= 3; i++) yield { date: dateInMonth(index + i * step, day), back: day < 0 }
  }
}

function dateInMonth(index: number, day: number): IsoDate {
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  const length = daysInMonth(year, month)
  const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01` as IsoDate
  return addDays(first, (day > 0 ? Math.min(day, length) : Math.max(1, length + 1 + day)) - 1)
}

function openDate(calendar: ScheduleCalendar, date: IsoDate, back: boolean): IsoDate | undefined {
  if (back)
    return calendar.sessionsBetween(addDays(date, -longestClosure), addDays(date, 1)).findLast((s) => s.date <= date)
      ?.date
  return calendar.sessionsBetween(date, addDays(date, longestClosure)).find((session) => session.date >= date)?.date
}

function openOf(session: ScheduleSession): EpochMs {
  return session.intervals[0]?.open ?? Number.NaN // a session without hours is never due
}

function refuseDay(rule: ScheduleRule): void {
  if (rule.day !== undefined) throw badArgument('nextDue', 'day', rule.day, `absent beside every '${rule.every}'`)
}

function weekdayNumber(day: Weekday | number): number {
  const number = typeof day === 'number' ? day - 1 : weekdays.indexOf(day)
  if (Number.isInteger(number) && number >= 0 && number <= 6) return number
  throw badArgument('nextDue', 'day', day, "'mon' to 'sun', or 1-7")
}

function dayOfMonth(day: Weekday | number): number {
  if (typeof day === 'number' && Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31) return day
  throw badArgument('nextDue', 'day', day, '1 to 31, or -1 to -31 from the end')
}

function noSession(rule: ScheduleRule, from: EpochMs): BourseError {
  return new BourseError(
    'data/missing',
    `nextDue: calendar ${rule.calendar} has no session within ${longestClosure} days`,
    {
      details: { where: 'nextDue', argument: 'calendar', value: rule.calendar ?? null, after: from },
      remedy: 'load a calendar that reaches so far',
    },
  )
}
