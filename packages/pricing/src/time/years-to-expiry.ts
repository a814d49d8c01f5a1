import { addDays, dayMs, type EpochMs, type IsoDate, toIsoDate, wallEpochMs, weekdayOf } from '@bourse/core'
import { refusal } from '../refuse.js'
import { type ExpirySettings, type ExpiringTerms, expiryTime } from './expiry-time.js'

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

/** The same to any moment. */
export function yearsUntil(end: EpochMs, now: EpochMs, calendar: string, settings: ExpirySettings): number {
  const closedDays = settings.closedDays ?? 1
  if (!(closedDays >= 0 && closedDays <= 1)) throw refusal('settings.closedDays', closedDays, 'a number from 0 to 1')
  if (end <= now) return 0
  if (closedDays === 1 || calendar === 'always') return (end - now) / (365 * dayMs)
  const closed = closedMs(now, end, calendar, settings)
  return (end - now - (1 - closedDays) * closed) / ((252 + 113 * closedDays) * dayMs)
}

function closedMs(from: EpochMs, to: EpochMs, id: string, settings: ExpirySettings): number {
  const calendar = settings.calendarOf?.(id)
  const zone = zoneOf(id, settings)
  const [first, last] = [toIsoDate(from, zone), toIsoDate(to, zone)]
  const open =
    calendar === undefined ? undefined : new Set(calendar.sessionsBetween(first, last).map(({ date }) => date))
  let closed = 0
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (open === undefined ? !isWeekend(date) : open.has(date)) continue
    const start = wallEpochMs(date, '00:00', zone)
    const end = wallEpochMs(addDays(date, 1), '00:00', zone)
    closed += Math.max(0, Math.min(end, to) - Math.max(start, from))
  }
  return closed
}

/** By whose clocks a day begins. */
export function zoneOf(calendar: string, settings: ExpirySettings): string {
  return calendar === 'always' ? 'UTC' : (settings.calendarOf?.(calendar)?.zone ?? 'America/New_York')
}

function isWeekend(date: IsoDate): boolean {
  const day = weekdayOf(date)
  return day === 'sat' || day === 'sun'
}
