import { addDays, dayMs, type EpochMs, type IsoDate, toIsoDate, wallEpochMs, weekdayOf } from '@bourse/core'
import { refusal } from '../refuse.js'
import { type ExpirySettings, type ExpiringTerms, expiryTime } from './expiryTime.js'

/**
 * Years from `now` to the moment an option is fixed, 0 from then on. Calendar time by default: milliseconds over 365 days.
 * `closedDays` below 1 lets weekends and holidays count that share of a day, and a year has 252 + 113 closedDays days;
 * closed days are those without a session, or Saturdays and Sundays where no calendar is given. A market that never
 * closes has calendar time.
 *
 * @example
 * import { yearsToExpiry } from '@bourse/pricing'
 * const weekly = { expiry: '2026-12-21', fixing: 'pm', calendar: 'XNYS' } as const
 * const friday = Date.parse('2026-12-18T21:00Z') // at the close
 * yearsToExpiry(weekly, friday) * 365 // => 3
 * yearsToExpiry(weekly, friday, { closedDays: 0 }) * 252 // => 1
 */
export function yearsToExpiry(option: ExpiringTerms, now: EpochMs, settings: ExpirySettings = {}): number {
  return yearsUntil(expiryTime(option, settings), now, option.calendar, settings)
}

/** The same to any moment. `closed`: the closed spans up to it, for callers who ask again and again. */
export function yearsUntil(
  end: EpochMs,
  now: EpochMs,
  calendar: string,
  settings: ExpirySettings,
  closed?: Float64Array,
): number {
  const closedDays = settings.closedDays ?? 1
  if (!(closedDays >= 0 && closedDays <= 1)) throw refusal('settings.closedDays', closedDays, 'a number from 0 to 1')
  if (end <= now) return 0
  if (!countsSessions(calendar, settings)) return (end - now) / (365 * dayMs)
  const spans = closed ?? closedSpans(now, end, calendar, settings)
  let closedMs = 0
  for (let i = 0; i < spans.length; i += 2)
    closedMs += Math.max(0, Math.min(spans[i + 1]!, end) - Math.max(spans[i]!, now))
  return (end - now - (1 - closedDays) * closedMs) / ((252 + 113 * closedDays) * dayMs)
}

/** Whether closed days count less than others. */
export function countsSessions(calendar: string, settings: ExpirySettings): boolean {
  return (settings.closedDays ?? 1) < 1 && calendar !== 'always'
}

/** Begin and end of each closed day that touches [from, to], in turn. */
export function closedSpans(from: EpochMs, to: EpochMs, id: string, settings: ExpirySettings): Float64Array {
  const calendar = settings.calendarOf?.(id)
  const zone = zoneOf(id, settings)
  const [first, last] = [toIsoDate(from, zone), toIsoDate(to, zone)]
  const open =
    calendar === undefined ? undefined : new Set(calendar.sessionsBetween(first, last).map(({ date }) => date))
  const spans: number[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (open === undefined ? !isWeekend(date) : open.has(date)) continue
    spans.push(wallEpochMs(date, '00:00', zone), wallEpochMs(addDays(date, 1), '00:00', zone))
  }
  return Float64Array.from(spans)
}

/** By whose clocks a day begins. */
export function zoneOf(calendar: string, settings: ExpirySettings): string {
  return calendar === 'always' ? 'UTC' : (settings.calendarOf?.(calendar)?.zone ?? 'America/New_York')
}

function isWeekend(date: IsoDate): boolean {
  const day = weekdayOf(date)
  return day === 'sat' || day === 'sun'
}
