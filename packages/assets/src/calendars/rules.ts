// Calendars as data: regular hours by date, holidays by rule, one-off dates with their source.
import { type CalendarId, dayNumber, type EpochMs, type IsoDate, type Weekday } from '@bourse/core'
import { type Calendar, calendarFrom, type DayMark } from './calendar.js'
import {
  changedEdges,
  type DayHours,
  minuteOf,
  nothingLeft,
  type OneOff,
  type RegularHours,
  shortened,
} from './hours.js'
import { type PhaseRule, phasesAround } from './phases.js'
import type { DayPlan } from './timetable.js'
import { dayInYear, weekdayNames, type YearDay } from './yearDay.js'
import { weekdayOfDay, type Zone, zoneClock } from './zone.js'

/** Regular hours from a trade date on. `mondays`: where they differ. */
export type Regime = {
  readonly from: IsoDate
  readonly hours: RegularHours
  readonly mondays?: RegularHours
  readonly phases?: readonly PhaseRule[]
  readonly source: string
}

/**
 * A day that comes back. `hours` absent: closed. `years` are inclusive; `only`: weekdays on which it counts, once moved. `weekend` says
 * where a Saturday or Sunday goes: nowhere (default), to the `nearest` weekday, from `sunday` to Monday, to the `next` or
 * `previous` weekday; `substitute` and `sunday-substitute` move on until a day no earlier rule has taken. The first rule
 * that takes a day keeps it.
 */
export type HolidayRule = {
  readonly name: string
  readonly on: YearDay
  readonly years?: readonly [from: number, to?: number]
  readonly except?: readonly number[]
  readonly only?: readonly Weekday[]
  readonly weekend?: 'nearest' | 'sunday' | 'next' | 'previous' | 'substitute' | 'sunday-substitute'
  readonly hours?: DayHours
  readonly source?: string
}

/** All a calendar is made of. `regimes` ascending; the first one reaches back to `from`. */
export type CalendarRules = {
  readonly id: CalendarId
  readonly aliases?: readonly string[]
  readonly zone: Zone
  readonly from?: IsoDate
  readonly to?: IsoDate
  readonly knownTo: IsoDate
  readonly hoursFrom?: IsoDate
  /** Where the holidays are published. */
  readonly source: string
  readonly regimes: readonly Regime[]
  readonly holidays: readonly HolidayRule[]
  readonly oneOffs?: readonly OneOff[]
}

type ReadRegime = Regime & {
  readonly day: number
  readonly minutes: readonly number[]
  readonly mondayMinutes: readonly number[]
}
type Mark = DayMark & { readonly hours: DayHours | 'regular' | undefined }

/**
 * A calendar from rules: your own exchange, or one of ours with its rules changed. Costs nothing until it is asked.
 * Throws where wall times cannot be read.
 *
 * @example
 * import { createCalendar } from '@bourse/assets'
 * const shop = createCalendar({
 *   id: 'SHOP', zone: { name: 'UTC', offset: 0 }, knownTo: '2026-12-31', source: 'the door',
 *   regimes: [{ from: '2000-01-01', hours: [['09:00', '12:00'], ['13:00', '17:00']], source: 'the door' }],
 *   holidays: [{ name: 'Christmas', on: { month: 12, day: 25 } }],
 * })
 * shop.isOpen('2026-12-24T12:30Z') // => false
 * shop.sessionOn('2026-12-25') // => undefined
 */
export function createCalendar(rules: CalendarRules): Calendar {
  const [from, to] = [rules.from ?? '2000-01-01', rules.to ?? '2035-12-31']
  let built: Map<number, Mark> | undefined
  const marks = (): Map<number, Mark> =>
    (built ??= marksOf(rules, Number(from.slice(0, 4)) - 1, Number(to.slice(0, 4)) + 1))
  const regimes = rules.regimes.map(readRegime)
  const regimeOf = (day: number): ReadRegime => regimes.findLast((regime) => regime.day <= day) ?? regimes[0]!
  const clock = zoneClock(rules.zone)
  const momentOf = (day: number, minute: number): EpochMs => clock.utcMinute(day, minute) * 60_000
  return calendarFrom({
    id: rules.id,
    aliases: rules.aliases ?? [],
    zone: rules.zone.name,
    from,
    to,
    knownTo: rules.knownTo,
    hoursFrom: rules.hoursFrom ?? from,
    timeOn: (date, at) => momentOf(dayNumber(date), minuteOf(at)),
    days: {
      planOf(day) {
        const mark = marks().get(day)
        if (mark === undefined ? weekdayOfDay(day) > 4 : mark.hours === undefined) return undefined
        return planOfDay(rules.id, regimeOf(day), day, mark, (minute) => momentOf(day, minute))
      },
      markOf(day) {
        const mark = marks().get(day)
        return mark === undefined ? undefined : { name: mark.name, source: mark.source }
      },
      phasesOf: (session) => phasesAround(session, regimeOf(dayNumber(session.date)).phases ?? []),
    },
  })
}

function readRegime(regime: Regime): ReadRegime {
  const minutes = regime.hours.flat().map(minuteOf)
  const mondayMinutes = regime.mondays?.flat().map(minuteOf) ?? minutes
  return { ...regime, day: dayNumber(regime.from), minutes, mondayMinutes }
}

/** One-off dates first, then rules in order. */
function marksOf(rules: CalendarRules, firstYear: number, lastYear: number): Map<number, Mark> {
  const marks = new Map<number, Mark>()
  for (const { date, name, source, hours } of rules.oneOffs ?? []) marks.set(dayNumber(date), { name, source, hours })
  for (let year = firstYear; year <= lastYear; year++)
    for (const rule of rules.holidays) {
      const day = observedDay(rule, year, marks)
      if (day !== undefined && !marks.has(day))
        marks.set(day, { name: rule.name, source: rule.source ?? rules.source, hours: rule.hours })
    }
  return marks
}

function observedDay(rule: HolidayRule, year: number, taken: ReadonlyMap<number, Mark>): number | undefined {
  const [first = 0, last = 9999] = rule.years ?? []
  if (year < first || year > last || rule.except?.includes(year)) return undefined
  const day = dayInYear(rule.on, year)
  const observed = Number.isNaN(day) ? undefined : moved(day, rule.weekend, taken)
  if (observed === undefined || rule.only === undefined) return observed
  return rule.only.includes(weekdayNames[weekdayOfDay(observed)]!) ? observed : undefined
}

/** `undefined`: a weekend that goes nowhere. */
function moved(from: number, weekend: HolidayRule['weekend'], taken: ReadonlyMap<number, Mark>): number | undefined {
  let day = from
  const weekday = weekdayOfDay(day)
  if (weekend === 'substitute') while (weekdayOfDay(day) > 4 || taken.has(day)) day++
  else if (weekend === 'sunday-substitute') while (weekdayOfDay(day) === 6 || taken.has(day)) day++
  else if (weekday === 6) day += weekend === 'previous' ? -2 : weekend === undefined ? 0 : 1
  else if (weekday === 5) day += weekend === 'nearest' || weekend === 'previous' ? -1 : weekend === 'next' ? 2 : 0
  return weekdayOfDay(day) > 4 ? undefined : day
}

function planOfDay(
  id: string,
  regime: ReadRegime,
  day: number,
  mark: Mark | undefined,
  momentOf: (minute: number) => EpochMs,
): DayPlan {
  const normal = (weekdayOfDay(day) === 0 ? regime.mondayMinutes : regime.minutes).map(momentOf)
  if (mark === undefined) return { edges: normal, early: false, late: false, source: regime.source }
  const { name, source, hours } = mark
  const edges =
    hours === undefined || hours === 'regular' ? normal : changedEdges(normal, hours, (at) => momentOf(minuteOf(at)))
  if (edges.length === 0) throw nothingLeft(id, day, mark)
  return { edges, ...shortened(edges, normal), source, name }
}
