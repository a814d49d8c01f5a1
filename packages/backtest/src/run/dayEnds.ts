// Where the days of a run's data end: what is sampled once a day is sampled when the day has said everything.
import { dayMs } from '@bourse/core'
import type { FactSource } from '@bourse/engine'

/**
 * `time`: the last moment of each day that has one; `facts`: how many market facts it brings, without quotes where `quotes` is
 * false.
 */
export type DayEnds = { readonly time: Float64Array; readonly facts: Int32Array; readonly quotes: boolean }

/** A longer run is sampled every so many days: a curve for the eye needs no more rows. */
const most = 4000

/** Days are UTC, and midnight closes the day before it, as a daily bar does. */
export function dayEnds(sources: readonly FactSource[], quotes = true): DayEnds {
  const ends = new Map<number, { time: number; facts: number }>()
  for (const source of sources) addEnds(timesOf(source), ends)
  const all = [...ends.values()].sort((a, b) => a.time - b.time)
  const stride = Math.ceil(all.length / most)
  const kept = all.filter((_, i) => (all.length - 1 - i) % stride === 0)
  return {
    time: Float64Array.from(kept, ({ time }) => time),
    facts: Int32Array.from(kept, ({ facts }) => facts),
    quotes,
  }
}

/** The day that a moment closes or belongs to. */
export function dayOf(time: number): number {
  return Math.ceil(time / dayMs) - 1
}

function timesOf(source: FactSource): Float64Array {
  return 'close' in source && 'time' in source ? source.time : Float64Array.from(source, ({ at }) => at)
}

function addEnds(time: Float64Array, ends: Map<number, { time: number; facts: number }>): void {
  for (let first = 0; first < time.length; ) {
    const day = dayOf(time[first]!)
    const close = (day + 1) * dayMs
    let last = first
    while (last + 1 < time.length && time[last + 1]! <= close) last++
    let from = last
    while (from > first && time[from - 1] === time[last]) from--
    const known = ends.get(day)
    if (known === undefined || known.time < time[last]!) ends.set(day, { time: time[last]!, facts: last - from + 1 })
    else if (known.time === time[last]) known.facts += last - from + 1
    first = last + 1
  }
}
