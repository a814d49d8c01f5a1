import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumns } from './check.js'
import type { IndicatorColumns } from './shapes.js'
import { stateless } from './state.js'

/** A moment and the session it lies in, in epoch milliseconds; calendars say when a session opens and closes. */
export type SessionTimes = { readonly time: number; readonly open: number; readonly close: number }

/** How far a session has come: a fraction 0 to 1, minutes, and the fraction as a point on a circle. */
export type SessionClock = {
  readonly fraction: number
  readonly sinceOpen: number
  readonly toClose: number
  readonly sine: number
  readonly cosine: number
}

/**
 * The time of the session as features for a model: fraction of the session, minutes since the open and to the close, and
 * sine and cosine of the fraction as an angle, in which open and close are neighbours. NaN outside the session.
 * Formula: $f = (t - o)/(c - o)$, $\sin 2\pi f$, $\cos 2\pi f$.
 * Source: the usual encoding of a periodic time; ours.
 *
 * @example
 * import { sessionClock } from '@bourse/indicators'
 * const at = (hour: number) => hour * 3_600_000
 * sessionClock().next({ time: at(12), open: at(10), close: at(18) })
 * // => { fraction: 0.25, sinceOpen: 120, toClose: 360, sine: 1, cosine: 0.0 }
 */
export function sessionClock(): Stepper<SessionTimes, SessionClock> {
  return stateless('sessionClock', ({ time, open, close }) => clockAt(time, open, close))
}

/**
 * Columns of `sessionClock`; fills `out` where one is given.
 *
 * @example
 * import { sessionClockOf } from '@bourse/indicators'
 * const hours = (...at: number[]) => Float64Array.from(at, (hour) => hour * 3_600_000)
 * sessionClockOf({ time: hours(12, 19), open: hours(10, 10), close: hours(18, 18) }).fraction // => Float64Array [0.25, NaN]
 */
export function sessionClockOf(
  times: IndicatorColumns<SessionTimes>,
  out?: IndicatorColumns<SessionClock>,
): IndicatorColumns<SessionClock> {
  const count = columnsLength('sessionClockOf', times, 'time', 'open', 'close')
  const columns = resultColumns('sessionClockOf', out, count, 'fraction', 'sinceOpen', 'toClose', 'sine', 'cosine')
  for (let i = 0; i < count; i++) {
    const clock = clockAt(times.time[i]!, times.open[i]!, times.close[i]!)
    columns.fraction[i] = clock.fraction
    columns.sinceOpen[i] = clock.sinceOpen
    columns.toClose[i] = clock.toClose
    columns.sine[i] = clock.sine
    columns.cosine[i] = clock.cosine
  }
  return columns
}

function clockAt(time: number, open: number, close: number): SessionClock {
  const isInside = time >= open && time <= close && open < close
  const fraction = isInside ? (time - open) / (close - open) : Number.NaN
  return {
    fraction,
    sinceOpen: isInside ? (time - open) / 60_000 : Number.NaN,
    toClose: isInside ? (close - time) / 60_000 : Number.NaN,
    sine: Math.sin(2 * Math.PI * fraction),
    cosine: Math.cos(2 * Math.PI * fraction),
  }
}
