import type { Bars, TimeLike } from '@bourse/core'
import { toEpochMs } from '@bourse/core'
import { type BarTable, barsFrom, columnsOf } from './barTable.js'

/**
 * The bars that were complete from `from` (included) to `to` (excluded). The columns are views into the old ones: nothing
 * is copied.
 *
 * @example
 * import { barsBetween, parseCsv } from '@bourse/data'
 * const bars = parseCsv('date,close\n2026-01-02,10\n2026-01-05,11\n2026-01-06,12', { id: 'SPY@ARCX', span: '1d' })
 * barsBetween(bars, '2026-01-05', '2026-01-07').close // => Float64Array [11]
 */
export function barsBetween(bars: Bars, from: TimeLike, to: TimeLike): Bars {
  const start = firstAtOrAfter(bars.time, toEpochMs(from))
  return barsInRows(bars, start, Math.max(start, firstAtOrAfter(bars.time, toEpochMs(to))))
}

/** Rows from `start` up to `end` as views. */
export function barsInRows(bars: Bars, start: number, end: number): Bars {
  const table: BarTable = { time: bars.time.subarray(start, end) }
  for (const name of columnsOf(bars)) table[name] = bars[name]!.subarray(start, end)
  return barsFrom(table, end - start, bars.id, bars.span)
}

/** How many times are earlier; the place of the first that is not. */
export function firstAtOrAfter(time: Float64Array, at: number): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}
