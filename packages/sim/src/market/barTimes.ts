// When the bars of an instrument are complete.
import type { Calendars, Instrument } from '@bourse/assets'
import { BourseError, dayMs, durationMs, type EpochMs, type Span, toIsoDate } from '@bourse/core'

/** `years`: how long each bar is in the instrument's own trading time; `opens`: whether it is the first of a session. */
export type BarTimes = {
  readonly time: Float64Array
  readonly years: number
  readonly opens: Uint8Array
  readonly phase: Float64Array
}

const hour = 3_600_000
/** Of a session nobody knows the calendar of: 14:30 to 21:00 UTC. */
const usual = { open: 14.5 * hour, close: 21 * hour }

/** The bars of a span between two moments. `phase`: how far into its session a bar lies, 0-1. */
export function barTimes(
  instrument: Instrument,
  span: Span,
  from: EpochMs,
  to: EpochMs,
  calendars: Calendars | undefined,
): BarTimes {
  const daily = span === 'session' || durationMs(span) === dayMs
  const length = span === 'session' ? dayMs : durationMs(span)
  if (!(length > 0) || (length > dayMs && length % dayMs !== 0) || (length < dayMs && dayMs % length !== 0))
    throw new BourseError('input/out-of-range', `syntheticMarket: a span of ${span}`, {
      details: {
        where: 'syntheticMarket',
        argument: 'span',
        value: String(span),
        allowed: 'a part of a day, or whole days',
      },
      remedy: "ask for '1m', '1h', '1d' or 'session'",
    })
  const time: number[] = []
  const opens: number[] = []
  const phase: number[] = []
  const add = (open: EpochMs, close: EpochMs): void => {
    if (daily || length > dayMs) {
      if (close > from && close <= to) {
        time.push(close)
        opens.push(1)
        phase.push(0.5)
      }
      return
    }
    for (let at = open + length, first = 1; at <= close; at += length, first = 0) {
      if (at <= from || at > to) continue
      time.push(at)
      opens.push(first)
      phase.push((at - length / 2 - open) / (close - open))
    }
  }
  const allHours = instrument.calendar === 'always'
  const calendar = calendars?.find(instrument.calendar)
  if (calendar !== undefined && !allHours) {
    for (const session of calendar.sessionsBetween(toIsoDate(from), toIsoDate(to - 1)))
      for (const { open, close } of session.intervals) add(open, close)
  } else
    for (let day = Math.floor(from / dayMs) * dayMs; day < to; day += Math.max(dayMs, allHours ? length : dayMs)) {
      const weekday = (Math.floor(day / dayMs) + 4) % 7
      if (allHours) add(day, day + Math.max(dayMs, length))
      else if (weekday !== 0 && weekday !== 6) add(day + usual.open, day + usual.close)
    }
  const years = allHours ? length / (365 * dayMs) : daily ? 1 / 252 : length / (252 * (usual.close - usual.open))
  return { time: Float64Array.from(time), years, opens: Uint8Array.from(opens), phase: Float64Array.from(phase) }
}
