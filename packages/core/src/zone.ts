// Zones: the one place that asks Intl. Core ships no zone data; the platform's is IANA's.
import { dayNumber, dayOfCivil, type IsoDate } from './civil.js'
import { badArgument, badText } from './error.js'

const dayMs = 86_400_000
// Making a formatter costs tens of microseconds, asking it about one.
const formatters: Map<string, Intl.DateTimeFormat> = /* @__PURE__ */ new Map()

/**
 * How far a zone's clocks are ahead of UTC at a moment, in ms; negative west of Greenwich. Throws
 * `input/out-of-range` for a zone the platform does not know.
 *
 * @example
 * import { zoneOffsetMs } from '@bourse/core'
 * zoneOffsetMs(0, 'America/New_York') / 3_600_000 // => -5
 */
export function zoneOffsetMs(ms: number, zone: string): number {
  if (zone === 'UTC') return 0
  let [year, month, day, hour, minute, second] = [0, 0, 0, 0, 0, 0]
  let before = false
  for (const { type, value } of formatterOf(zone).formatToParts(ms)) {
    if (type === 'year') year = Number(value)
    else if (type === 'month') month = Number(value)
    else if (type === 'day') day = Number(value)
    else if (type === 'hour') hour = Number(value)
    else if (type === 'minute') minute = Number(value)
    else if (type === 'second') second = Number(value)
    else if (type === 'era') before = value.startsWith('B')
  }
  const wall = dayOfCivil(before ? 1 - year : year, month, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000
  return wall - Math.floor(ms / 1000) * 1000
}

/**
 * The moment at which clocks in `zone` show `at` on `date`. Where clocks go back and show it twice: the first time. Where
 * they go forward and never show it: as late after the gap as the time lies after the gap's begin, so 02:30 becomes
 * 03:30 (what Temporal calls `compatible`).
 *
 * @example
 * import { toEpochMs, wallEpochMs } from '@bourse/core'
 * wallEpochMs('2026-07-01', '10:00', 'America/New_York') === toEpochMs('2026-07-01T14:00Z') // => true
 * wallEpochMs('2026-03-08', '02:30', 'America/New_York') === toEpochMs('2026-03-08T07:30Z') // => true
 */
export function wallEpochMs(date: IsoDate, at: `${number}:${number}`, zone: string): number {
  const wall = dayNumber(date) * dayMs + minuteOfDay(at) * 60_000
  const before = zoneOffsetMs(wall - dayMs, zone)
  const after = zoneOffsetMs(wall + dayMs, zone)
  if (before === after) return wall - before
  // The earlier candidate is the one with the larger offset; both are right where clocks went back.
  const first = wall - Math.max(before, after)
  const second = wall - Math.min(before, after)
  if (zoneOffsetMs(first, zone) === wall - first) return first
  if (zoneOffsetMs(second, zone) === wall - second) return second
  return wall - before
}

/** Minutes after midnight of `'HH:MM'`, 00:00-23:59. */
export function minuteOfDay(at: string): number {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(at)
  const [hour, minute] = [Number(parts?.[1] ?? Number.NaN), Number(parts?.[2] ?? Number.NaN)]
  if (hour <= 23 && minute <= 59) return hour * 60 + minute
  throw badText('minuteOfDay', 'at', at, "a time of day as '10:00', 00:00-23:59")
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(zone, made)
    return made
  } catch {
    throw badArgument('zoneOffsetMs', 'zone', zone, "an IANA zone such as 'America/New_York'")
  }
}
