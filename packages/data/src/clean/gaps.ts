import type { Calendar, Interval, Session } from '@bourse/assets'
import { type Bars, type Duration, durationMs, toIsoDate } from '@bourse/core'
import { civilSpan } from '../bars/civilSpan.js'
import { hair } from '../resample/periods.js'
import type { Flaw } from './flaw.js'

/** One flaw per run of missing bars. Weeks, months and bars of activity are not judged. */
export function findGaps(bars: Bars, calendar: Calendar): readonly Flaw[] {
  const { time } = bars
  const [first, last] = [time.find(Number.isFinite), time.findLast(Number.isFinite)]
  if (first === undefined || last === undefined || bars.span === 0) return []
  const civil = civilSpan(bars.span)
  if (civil === undefined) return gapsInSessions(bars, calendar, durationMs(bars.span as Duration), first, last)
  return civil.days === 1 && civil.months === 0 ? missingDates(bars, calendar, first, last) : []
}

function missingDates({ time, span }: Bars, calendar: Calendar, first: number, last: number): readonly Flaw[] {
  const dateOf = (at: number): string =>
    (span === 'session' ? calendar.sessionAt(at - hair)?.date : undefined) ?? toIsoDate(at - hair, calendar.zone)
  const rowOf = new Map<string, number>()
  for (const [row, at] of time.entries()) if (Number.isFinite(at)) rowOf.set(dateOf(at), row)
  const flaws: Flaw[] = []
  let missing: Session[] = []
  for (const session of calendar.sessionsBetween(dateOf(first) as Session['date'], dateOf(last) as Session['date'])) {
    const row = rowOf.get(session.date)
    if (row === undefined) missing.push(session)
    else if (missing.length > 0) {
      const at = missing[0]!.intervals.at(-1)?.close ?? time[row]!
      flaws.push({
        flaw: 'gap',
        row,
        at,
        note: `${missing.length} missing from ${missing[0]!.date} to ${missing.at(-1)!.date}`,
      })
      missing = []
    }
  }
  return flaws
}

function gapsInSessions(
  { time }: Bars,
  calendar: Calendar,
  length: number,
  first: number,
  last: number,
): readonly Flaw[] {
  const flaws: Flaw[] = []
  let row = 0
  let missed: { at: number; count: number } | undefined
  const from = toIsoDate(first - hair, calendar.zone)
  const days = calendar.sessionsBetween(from, toIsoDate(last + 86_400_000, calendar.zone))
  for (const { open, close } of days.flatMap(({ intervals }): readonly Interval[] => intervals)) {
    if (close < first) continue
    while (row < time.length && !(time[row]! > open)) row++
    const slots = Math.ceil((close - open) / length)
    for (let slot = 1; slot <= slots; slot++) {
      const end = Math.min(open + slot * length, close)
      if (end < first) continue
      if (end > last) return flaws
      // A bar of this slot closed after the slot before it and not after its end.
      const there = row < time.length && time[row]! <= end
      if (!there) missed = { at: missed?.at ?? end, count: (missed?.count ?? 0) + 1 }
      else if (missed !== undefined) {
        flaws.push({ flaw: 'gap', row, at: missed.at, note: `${missed.count} missing before it` })
        missed = undefined
      }
      while (row < time.length && time[row]! <= end) row++
    }
  }
  return flaws
}
