// Time is epoch milliseconds in a number; what callers hold is converted once, at the door.
import { type IsoDate, isoDateOfDay, parseIsoDate } from './civil.js'
import { badText } from './error.js'
import { zoneOffsetMs } from './zone.js'

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number
/** What a caller may hold; converted once, at the door. */
export type TimeLike = EpochMs | Date | string | { readonly epochMilliseconds: number }

/**
 * Milliseconds of 24 hours; a civil day in a zone may have 23 or 25.
 *
 * @example
 * import { dayMs } from '@bourse/core'
 * dayMs // => 86400000
 */
export const dayMs = 86_400_000

/** The reach of ECMAScript's Date: 100,000,000 days either side of 1970. */
const farthestMs = 8.64e15

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?))?$/i

/**
 * Milliseconds since 1970 of a number, a Date, ISO 8601 text or anything with `epochMilliseconds` (a Temporal.Instant).
 * A civil date alone means its midnight in UTC. Digits below the millisecond are cut. A wall time without `Z` or an
 * offset is refused, because it names another moment on every machine; so is a date or an hour that does not exist.
 * Throws `input/parse`, or `input/not-finite` for NaN.
 *
 * @example
 * import { toEpochMs } from '@bourse/core'
 * toEpochMs('2026-12-18') // => 1797552000000
 * toEpochMs('2026-12-18T09:30:00.250-05:00') // => 1797604200250
 * toEpochMs({ epochMilliseconds: 5 }) // => 5
 */
export function toEpochMs(time: TimeLike): EpochMs {
  if (typeof time === 'number') return checked(time)
  if (typeof time === 'string') return parseIso(time)
  if (time instanceof Date) return checked(time.getTime())
  if (typeof time === 'object' && time !== null && typeof time.epochMilliseconds === 'number')
    return checked(time.epochMilliseconds)
  throw badText('toEpochMs', 'time', time, allowed)
}

/**
 * The civil date of a moment in an IANA zone (default UTC). Throws `input/out-of-range` for an unknown zone and for
 * years outside 0-9999.
 *
 * @example
 * import { toIsoDate } from '@bourse/core'
 * toIsoDate('2026-12-18T02:00Z') // => '2026-12-18'
 * toIsoDate('2026-12-18T02:00Z', 'America/New_York') // => '2026-12-17'
 */
export function toIsoDate(time: TimeLike, zone = 'UTC'): IsoDate {
  const ms = toEpochMs(time)
  return isoDateOfDay(Math.floor((ms + zoneOffsetMs(ms, zone)) / dayMs))
}

const allowed = "epoch milliseconds, a Date, '2026-12-18', or '2026-12-18T09:30:00Z' with Z or an offset"

function checked(ms: number): EpochMs {
  if (Math.abs(ms) <= farthestMs) return ms
  throw badText('toEpochMs', 'time', ms, allowed)
}

function parseIso(text: string): EpochMs {
  const parts = iso.exec(text)
  const day = parts === null ? undefined : parseIsoDate(parts[1]!)
  if (parts === null || day === undefined) throw badText('toEpochMs', 'time', text, allowed)
  const [hour, minute, second] = [Number(parts[2] ?? 0), Number(parts[3] ?? 0), Number(parts[4] ?? 0)]
  const offset = offsetMinutes(parts[6])
  if (hour > 23 || minute > 59 || second > 59 || Number.isNaN(offset)) throw badText('toEpochMs', 'time', text, allowed)
  const millis = Number((parts[5] ?? '').padEnd(3, '0').slice(0, 3))
  return day * dayMs + (hour * 60 + minute - offset) * 60_000 + second * 1000 + millis
}

function offsetMinutes(text = 'Z'): number {
  if (text === 'Z' || text === 'z') return 0
  const digits = text.slice(1).replace(':', '')
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || 0)]
  if (hours > 23 || minutes > 59) return Number.NaN
  return (text[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}
