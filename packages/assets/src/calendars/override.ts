// A user's own knowledge on top of a calendar: what was declared this morning needs no release.
import { dayNumber } from '@bourse/core'
import { type Calendar, calendarFrom, type DayMark } from './calendar.js'
import { changedEdges, nothingLeft, type OneOff, shortened } from './hours.js'
import type { DayPlan } from './timetable.js'

/** One date as the user knows it. `hours` absent: closed; `open`, `close` or `part`: cut from that date's session; `hours`: a session of its own. */
export type HolidayOverride = Omit<OneOff, 'hours'> & {
  readonly hours?: Exclude<OneOff['hours'], 'regular' | undefined>
}

/**
 * The calendar with dates changed: a closure, an early close, a late open, a session on a day that had none. The last word
 * on a date wins. Times are the market's wall times. Throws where a date lies outside the horizon or no trading is left.
 *
 * @example
 * import { nyse, withHoliday } from '@bourse/assets'
 * const mourning = withHoliday(nyse, { date: '2026-12-02', name: 'Day of mourning', source: 'NYSE, 2026-11-30' })
 * mourning.isBusinessDay('2026-12-02') // => false
 * const storm = withHoliday(nyse, { date: '2026-12-02', name: 'Storm', source: 'NYSE', hours: { close: '12:00' } })
 * storm.sessionOn('2026-12-02')?.early // => true
 */
export function withHoliday(calendar: Calendar, ...holidays: readonly HolidayOverride[]): Calendar {
  const { days } = calendar
  const changed = new Map<number, { readonly plan: DayPlan | undefined; readonly mark: DayMark }>()
  for (const holiday of holidays) {
    const day = dayNumber(holiday.date)
    calendar.isBusinessDay(holiday.date) // refuses a date outside the horizon
    const mark = { name: holiday.name, source: holiday.source }
    changed.set(day, { plan: planAfter(calendar, holiday, mark), mark })
  }
  return calendarFrom({
    ...calendar,
    days: {
      planOf: (day) => (changed.has(day) ? changed.get(day)?.plan : days.planOf(day)),
      markOf: (day) => changed.get(day)?.mark ?? days.markOf(day),
      phasesOf: days.phasesOf,
    },
  })
}

function planAfter(calendar: Calendar, { date, hours }: HolidayOverride, mark: DayMark): DayPlan | undefined {
  if (hours === undefined) return undefined
  const normal = calendar.days.planOf(dayNumber(date))?.edges ?? []
  const edges = changedEdges(normal, hours, (at) => calendar.timeOn(date, at))
  if (edges.length === 0) throw nothingLeft(calendar.id, dayNumber(date), mark)
  return { edges, ...shortened(edges, normal), source: mark.source, name: mark.name }
}
