// What every calendar answers, whatever its sessions were made from: rules, other calendars, or one with overrides.
import {
  badArgument,
  type CalendarId,
  dayMs,
  dayNumber,
  type EpochMs,
  type IsoDate,
  isoDateOfDay,
  type TimeLike,
  toEpochMs,
} from '@bourse/core'
import { type DayPlan, edgesPassed, type Timetable, timetableOf } from './timetable.js'

/** Half open: at `open` one can trade, at `close` no longer. */
export type Interval = { readonly open: EpochMs; readonly close: EpochMs }

/**
 * The continuous trading of one trade date. `intervals` are sorted and apart; more than one where there is a break, none
 * where only the date counts (joint calendars whose markets never overlap). `early` and `late`: closes before, opens
 * after the regular hour of that time. `projected`: past the last date the exchange has published. `source` says where
 * the hours come from; `name` what makes the date special.
 */
export type Session = {
  readonly date: IsoDate
  readonly intervals: readonly Interval[]
  readonly early: boolean
  readonly late: boolean
  readonly projected: boolean
  readonly source: string
  readonly name?: string
}

/** A date that differs from the week's rule: `closed`, or open at other hours (`early`, `late`, `hours` for both or neither). */
export type CalendarException = {
  readonly date: IsoDate
  readonly effect: 'closed' | 'early' | 'late' | 'hours'
  readonly name: string
  readonly source: string
  readonly projected: boolean
}

/** Part of a trading day. Auctions and pre-open stand outside the intervals of a `Session`, which are continuous trading. */
export type SessionPhase = {
  readonly phase:
    | 'pre-open'
    | 'opening-auction'
    | 'continuous'
    | 'intraday-auction'
    | 'break'
    | 'closing-auction'
    | 'post-close'
  readonly open: EpochMs
  readonly close: EpochMs
}

/** `'HH:MM'` of a trade date, from `'00:00'` to `'24:00'`; `'17:00-1'` is the evening before. */
export type WallTime = `${number}:${number}` | `${number}:${number}-1`

/**
 * When a market is open. Dates are trade dates, from `from` to `to`; a date or time outside them throws
 * `input/out-of-range`, NaN `input/not-finite`, garbage `input/parse`. After `knownTo` all is computed by today's rules.
 */
export interface Calendar {
  readonly id: CalendarId
  /** Other names it is found by: `XNAS` for `XNYS`. */
  readonly aliases: readonly string[]
  readonly zone: string
  readonly from: IsoDate
  readonly to: IsoDate
  readonly knownTo: IsoDate
  /** Hours of earlier sessions are as remembered, not as published; their dates are sound. */
  readonly hoursFrom: IsoDate
  /** In continuous trading; a lunch break is not. */
  isOpen(time: TimeLike): boolean
  /** The session under way, its breaks included. */
  sessionAt(time: TimeLike): Session | undefined
  sessionOn(date: IsoDate): Session | undefined
  /** Both dates included. */
  sessionsBetween(from: IsoDate, to: IsoDate): readonly Session[]
  /** The next moment trading starts or resumes, after `time`; Infinity where it never stops. */
  nextOpen(time: TimeLike): EpochMs
  /** The next moment trading stops, for a break too, after `time`; Infinity where it never does. */
  nextClose(time: TimeLike): EpochMs
  isBusinessDay(date: IsoDate): boolean
  /** The n-th session after a date (before, when negative), which need not be one; 0 is the date itself or the next session. */
  addBusinessDays(date: IsoDate, days: number): IsoDate
  /** Sessions after `from` up to and including `to`; negative backwards. What `'bus/252'` counts with. */
  businessDaysBetween(from: IsoDate, to: IsoDate): number
  /** Minutes of continuous trading; negative backwards. */
  tradingMinutesBetween(from: TimeLike, to: TimeLike): number
  exceptionOn(date: IsoDate): CalendarException | undefined
  /** Both dates included. */
  exceptionsBetween(from: IsoDate, to: IsoDate): readonly CalendarException[]
  /** Auctions, breaks and continuous trading of a date in order; empty where it is closed. */
  phasesOn(date: IsoDate): readonly SessionPhase[]
  /** The moment at which the market's own clocks show `at` on a date. */
  timeOn(date: IsoDate, at: WallTime): EpochMs
  /** Day by day, for calendars that are made from this one. */
  readonly days: CalendarDays
}

/** Why a date is not as the week's rule says. */
export type DayMark = { readonly name: string; readonly source: string }

/** The days that a calendar, and every calendar derived from it, is made of; days are counted from 1970-01-01. */
export interface CalendarDays {
  planOf(day: number): DayPlan | undefined
  markOf(day: number): DayMark | undefined
  phasesOf(session: Session): readonly SessionPhase[]
}

/** What has to be said of a calendar; the rest follows. */
export type CalendarFacts = Pick<
  Calendar,
  'id' | 'aliases' | 'zone' | 'from' | 'to' | 'knownTo' | 'hoursFrom' | 'timeOn' | 'days'
>

/** Days beyond both ends that are kept for questions about the last moments. */
const margin = 10

/** Builds nothing until it is asked the first question. */
export function calendarFrom(facts: CalendarFacts): Calendar {
  const { id, days: source } = facts
  const [firstDay, lastDay, lastKnown] = [dayNumber(facts.from), dayNumber(facts.to), dayNumber(facts.knownTo)]
  const [start, end] = [firstDay * dayMs, (lastDay + 1) * dayMs]
  const span = `${facts.from} to ${facts.to}`
  let built: Timetable | undefined
  const tableNow = (): Timetable => (built ??= timetableOf(id, firstDay - margin, lastDay + margin + 1, source.planOf))
  // Both grow to one entry per date of the horizon at most.
  const cache: Session[] = []
  const daysAsked = new Map<string, number>()

  const msOf = (time: TimeLike): number => {
    const ms = typeof time === 'number' ? time : toEpochMs(time)
    if (ms >= start && ms < end) return ms
    throw badArgument(id, 'time', ms, span)
  }
  const dayOfDate = (date: IsoDate): number => {
    const asked = daysAsked.get(date)
    if (asked !== undefined) return asked
    const day = inside(dayNumber(date), date)
    daysAsked.set(date, day)
    return day
  }
  const inside = (day: number, told: unknown): number => {
    if (day >= firstDay && day <= lastDay) return day
    throw badArgument(id, 'date', told, span)
  }
  /** Sessions with a date before this day. */
  const before = (day: number): number => tableNow().sessionsBefore[day - tableNow().startDay]!
  const sessionAtIndex = (index: number): Session => (cache[index] ??= makeSession(tableNow(), index, lastKnown))
  const onDay = (day: number): Session | undefined => {
    const index = before(day)
    return before(day + 1) > index ? sessionAtIndex(index) : undefined
  }
  const openMs = (ms: number): number => {
    const table = tableNow()
    const passed = edgesPassed(table, ms)
    return table.openBefore[passed >> 1]! + (passed & 1 ? ms - table.edges[passed - 1]! : 0)
  }
  const exceptionOfDay = (day: number): CalendarException | undefined => {
    const mark = source.markOf(day)
    if (mark === undefined) return undefined
    const session = onDay(day)
    const effect =
      session === undefined ? 'closed' : session.early === session.late ? 'hours' : session.early ? 'early' : 'late'
    return { date: isoDateOfDay(day), effect, ...mark, projected: day > lastKnown }
  }

  return {
    ...facts,
    isOpen: (time) => (edgesPassed(tableNow(), msOf(time)) & 1) === 1,
    sessionAt(time) {
      const table = tableNow()
      const passed = edgesPassed(table, msOf(time))
      const session = table.sessionOfInterval[passed >> 1]
      if (session === undefined) return undefined
      if (passed & 1 || (passed > 0 && table.sessionOfInterval[(passed >> 1) - 1] === session))
        return sessionAtIndex(session)
      return undefined
    },
    sessionOn: (date) => onDay(dayOfDate(date)),
    sessionsBetween(from, to) {
      const [first, last] = [before(dayOfDate(from)), before(dayOfDate(to) + 1)]
      return Array.from({ length: Math.max(0, last - first) }, (_, i) => sessionAtIndex(first + i))
    },
    nextOpen(time) {
      const { edges } = tableNow()
      let next = (edgesPassed(tableNow(), msOf(time)) + 1) & ~1
      while (edges[next] === edges[next - 1]) next += 2 // one trade date ends where the next begins: nothing stops
      return edges[next]!
    },
    nextClose(time) {
      const { edges } = tableNow()
      let next = edgesPassed(tableNow(), msOf(time)) | 1
      while (edges[next] === edges[next + 1]) next += 2
      return edges[next]!
    },
    isBusinessDay(date) {
      const day = dayOfDate(date)
      return before(day + 1) > before(day)
    },
    addBusinessDays(date, days) {
      const day = dayOfDate(date)
      const index = days > 0 ? before(day + 1) + days - 1 : before(day) + days
      inside(tableNow().sessionDays[index] ?? Number.NaN, `${date} and ${days} business days`) // so is half a day
      return sessionAtIndex(index).date
    },
    businessDaysBetween(from, to) {
      const [a, b] = [dayOfDate(from), dayOfDate(to)]
      return a <= b ? before(b + 1) - before(a + 1) : before(b) - before(a)
    },
    tradingMinutesBetween: (from, to) => (openMs(msOf(to)) - openMs(msOf(from))) / 60_000,
    exceptionOn: (date) => exceptionOfDay(dayOfDate(date)),
    exceptionsBetween(from, to) {
      const found: CalendarException[] = []
      for (let day = dayOfDate(from); day <= dayOfDate(to); day++) {
        const exception = exceptionOfDay(day)
        if (exception !== undefined) found.push(exception)
      }
      return found
    },
    phasesOn(date) {
      const session = onDay(dayOfDate(date))
      return session === undefined ? [] : source.phasesOf(session)
    },
  }
}

function makeSession(table: Timetable, index: number, lastKnown: number): Session {
  const { edges, ...plan } = table.plans[index]!
  const day = table.sessionDays[index]!
  const intervals: Interval[] = []
  for (let i = 0; i < edges.length; i += 2) intervals.push({ open: edges[i]!, close: edges[i + 1]! })
  return { date: isoDateOfDay(day), intervals, projected: day > lastKnown, ...plan }
}
