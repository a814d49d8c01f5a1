import type { Calendar } from '@bourse/assets'
import { type Bars, type Duration, dayMs, dayNumber, durationMs, type IsoDate, toIsoDate } from '@bourse/core'
import { civilSpan } from '../bars/civilSpan.js'
import { hair } from '../resample/periods.js'
import type { Flaw } from './flaw.js'

/** One flaw per run of missing bars, within the years of the calendar. Weeks, months and bars of activity are not judged. */
export function findGaps(bars: Bars, calendar: Calendar): readonly Flaw[] {
  // A day in from both ends, so that every date around a bar is one the calendar knows; by time, whatever the rows' order.
  const [start, end] = [(dayNumber(calendar.from) + 2) * dayMs, (dayNumber(calendar.to) - 2) * dayMs]
  const rows = [...bars.time.keys()].filter((row) => bars.time[row]! > start && bars.time[row]! < end)
  rows.sort((a, b) => bars.time[a]! - bars.time[b]!)
  if (rows.length === 0 || bars.span === 0) return []
  const civil = civilSpan(bars.span)
  if (civil === undefined) return gapsInSessions(bars.time, rows, durationMs(bars.span as Duration), calendar)
  return civil.days === 1 && civil.months === 0 ? missingDates(bars, rows, calendar) : []
}

function missingDates({ time, span }: Bars, rows: readonly number[], calendar: Calendar): readonly Flaw[] {
  const dateOf = (row: number): IsoDate => {
    const within = time[row]! - hair
    const session = span === 'session' ? calendar.sessionAt(within) : undefined
    return session?.date ?? toIsoDate(within, calendar.zone)
  }
  const rowOf = new Map(rows.map((row) => [dateOf(row), row]))
  const flaws: Flaw[] = []
  let first: { readonly date: IsoDate; readonly at: number } | undefined
  let count = 0
  for (const session of calendar.sessionsBetween(dateOf(rows[0]!), dateOf(rows.at(-1)!))) {
    const row = rowOf.get(session.date)
    if (row === undefined) {
      first ??= { date: session.date, at: session.intervals.at(-1)?.close ?? calendar.timeOn(session.date, '24:00') }
      count++
    } else if (first !== undefined) {
      flaws.push({ flaw: 'gap', row, at: first.at, note: `${count} missing from ${first.date}` })
      first = undefined
      count = 0
    }
  }
  return flaws
}

function gapsInSessions(
  time: Float64Array,
  rows: readonly number[],
  length: number,
  calendar: Calendar,
): readonly Flaw[] {
  const [first, last] = [time[rows[0]!]!, time[rows.at(-1)!]!]
  const flaws: Flaw[] = []
  let next = 0
  let missed: { readonly at: number; count: number } | undefined
  const days = calendar.sessionsBetween(toIsoDate(first - dayMs, calendar.zone), toIsoDate(last + dayMs, calendar.zone))
  const passed = (until: number): void => {
    while (next < rows.length && time[rows[next]!]! <= until) next++
  }
  for (const { open, close } of days.flatMap(({ intervals }) => intervals)) {
    passed(open)
    for (let start = open; start < close; start += length) {
      const end = Math.min(start + length, close)
      if (end < first) continue
      if (end > last) return flaws
      // A bar of this slot closed after the slot before it and not after its end.
      if (next === rows.length || time[rows[next]!]! > end) {
        missed ??= { at: end, count: 0 }
        missed.count++
      } else if (missed !== undefined) {
        flaws.push({ flaw: 'gap', row: rows[next]!, at: missed.at, note: `${missed.count} missing before it` })
        missed = undefined
      }
      passed(end)
    }
  }
  return flaws
}
