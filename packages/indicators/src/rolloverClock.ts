import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumns } from './check.js'
import type { IndicatorColumns } from './shapes.js'
import { stateless } from './state.js'

/** A moment between two rollovers (rolls of a future, fundings of a perpetual, swap times), in epoch milliseconds. */
export type RolloverTimes = { readonly time: number; readonly previous: number; readonly next: number }

/** Days since the last rollover and to the next, and the fraction of the way, 0 to 1. */
export type RolloverClock = { readonly fraction: number; readonly daysSince: number; readonly daysTo: number }

/**
 * The time to the next rollover as features for a model: days since the last and to the next one and the fraction of the
 * way, where days have 24 hours. NaN where the moment does not lie between the two.
 * Formula: $f = (t - p)/(n - p)$, $(t - p)/\mathrm{day}$, $(n - t)/\mathrm{day}$.
 * Source: follows from the two times; ours.
 *
 * @example
 * import { rolloverClock } from '@bourse/indicators'
 * const day = 86_400_000
 * rolloverClock().next({ time: 30 * day, previous: 0, next: 90 * day }).daysTo // => 60
 */
export function rolloverClock(): Stepper<RolloverTimes, RolloverClock> {
  return stateless('rolloverClock', ({ time, previous, next }) => clockAt(time, previous, next))
}

/**
 * Columns of `rolloverClock`; fills `out` where one is given.
 *
 * @example
 * import { rolloverClockOf } from '@bourse/indicators'
 * const days = (...at: number[]) => Float64Array.from(at, (day) => day * 86_400_000)
 * rolloverClockOf({ time: days(30, 45), previous: days(0, 0), next: days(90, 90) }).fraction
 * // => Float64Array [0.33333, 0.5]
 */
export function rolloverClockOf(
  times: IndicatorColumns<RolloverTimes>,
  out?: IndicatorColumns<RolloverClock>,
): IndicatorColumns<RolloverClock> {
  const count = columnsLength('rolloverClockOf', times, 'time', 'previous', 'next')
  const columns = resultColumns('rolloverClockOf', out, count, 'fraction', 'daysSince', 'daysTo')
  for (let i = 0; i < count; i++) {
    const clock = clockAt(times.time[i]!, times.previous[i]!, times.next[i]!)
    columns.fraction[i] = clock.fraction
    columns.daysSince[i] = clock.daysSince
    columns.daysTo[i] = clock.daysTo
  }
  return columns
}

function clockAt(time: number, previous: number, next: number): RolloverClock {
  const isBetween = time >= previous && time <= next && previous < next
  const since = isBetween ? time - previous : Number.NaN
  return {
    fraction: since / (next - previous),
    daysSince: since / 86_400_000,
    daysTo: isBetween ? (next - time) / 86_400_000 : Number.NaN,
  }
}
