import type { Calendar } from '@bourse/assets'
import { BourseError, type Bars } from '@bourse/core'
import { type BarTable, barsFrom, columnsOf } from '../bars/barTable.js'
import { activityOf, type ActivitySize, type BarSize, checkCoarser, checkCounted } from './barSize.js'
import { hair, periodsOf } from './periods.js'

/**
 * Longer bars out of shorter ones. `time` becomes the end of the period (`'5m'` ends at ten past, whatever the last print
 * was), or the end of the bar that filled one of activity. What is still open at the end of the input is left out: nobody
 * knows it yet. Periods without a bar give none; nothing is invented.
 *
 * With a calendar, spans of the clock count from each opening and end at the close, and what was traded outside is left
 * out; days are civil days of its zone, `'session'` is its session. Volumes and trades add up (NaN stays NaN); the last
 * known open interest and settlement stand. Notional counts close times volume.
 *
 * Throws `input/out-of-range` where `to` is shorter or would cut bars in two, `input/backwards` where times descend.
 *
 * @example
 * import { parseCsv, resampleBars } from '@bourse/data'
 * const text = 'time,close,volume\n2026-01-02T14:30Z,10,1\n2026-01-02T14:31Z,12,2\n2026-01-02T14:32Z,11,3'
 * const minutes = parseCsv(text, { id: 'SPY@ARCX', span: '1m' })
 * resampleBars(minutes, { volume: 3 }).close // => Float64Array [12, 11]
 */
export function resampleBars(bars: Bars, to: BarSize, calendar?: Calendar): Bars {
  const activity = activityOf(to, 'resampleBars')
  checkCoarser(bars.span, to, 'resampleBars')
  const cuts: Cuts = {
    first: new Int32Array(bars.time.length),
    end: new Int32Array(bars.time.length),
    time: new Float64Array(bars.time.length),
    count: 0,
  }
  if (activity === undefined) cutByTime(bars, to as Bars['span'], calendar, cuts)
  else cutByActivity(bars, activity, cuts)
  return aggregate(bars, cuts, activity === undefined ? (to as Bars['span']) : 0)
}

/** Rows from `first` to before `end` become one bar complete at `time`. */
type Cuts = { readonly first: Int32Array; readonly end: Int32Array; readonly time: Float64Array; count: number }

function cutByTime({ time }: Bars, to: Bars['span'], calendar: Calendar | undefined, cuts: Cuts): void {
  const period = periodsOf(to, calendar, 'resampleBars')
  let first = -1
  let last = Number.NEGATIVE_INFINITY
  let [start, end] = [Number.NaN, Number.NaN]
  const add = (from: number, before: number): void => {
    cuts.first[cuts.count] = from
    cuts.end[cuts.count] = before
    cuts.time[cuts.count++] = end
  }
  for (let row = 0; row < time.length; row++) {
    const at = time[row]!
    if (!(at >= last)) throw backwards(row, at, last)
    last = at
    if (!(at > start && at <= end)) {
      if (first >= 0) add(first, row)
      period.seek(at - hair)
      start = period.start
      end = period.end
      first = period.inside ? row : -1
    }
    if (at === end && first >= 0) {
      add(first, row + 1)
      first = -1
      start = end = Number.NaN
    }
  }
}

function cutByActivity(bars: Bars, size: ActivitySize, cuts: Cuts): void {
  checkCounted(bars, size, 'resampleBars')
  const { time, close, volume, trades } = bars
  const counted = size.by === 'ticks' ? trades! : volume
  let [first, sum] = [0, 0]
  for (let row = 0; row < time.length; row++) {
    if (row > 0 && !(time[row]! >= time[row - 1]!)) throw backwards(row, time[row]!, time[row - 1]!)
    const amount = size.by === 'notional' ? close[row]! * volume[row]! : counted[row]!
    if (!(amount >= 0)) throw uncounted(row, size, amount)
    sum += amount
    if (!(sum >= size.amount)) continue
    cuts.first[cuts.count] = first
    cuts.end[cuts.count] = row + 1
    cuts.time[cuts.count++] = time[row]!
    first = row + 1
    sum = 0
  }
}

function aggregate(bars: Bars, cuts: Cuts, span: Bars['span']): Bars {
  const table: BarTable = { time: cuts.time.slice(0, cuts.count) }
  for (const name of columnsOf(bars)) {
    const from = bars[name]!
    const to = new Float64Array(cuts.count)
    table[name] = to
    if (name === 'open') for (let i = 0; i < to.length; i++) to[i] = from[cuts.first[i]!]!
    else if (name === 'close' || name === 'adjusted')
      for (let i = 0; i < to.length; i++) to[i] = from[cuts.end[i]! - 1]!
    else if (name === 'high') highest(from, cuts, to)
    else if (name === 'low') lowest(from, cuts, to)
    else if (name === 'volume' || name === 'trades') total(from, cuts, to)
    else lastKnown(from, cuts, to)
  }
  return barsFrom(table, cuts.count, bars.id, span)
}

// Math.max and Math.min hand a NaN on: a bar with an unknown part has an unknown extreme.
function highest(from: Float64Array, { first, end }: Cuts, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    let value = from[first[i]!]!
    for (let row = first[i]! + 1; row < end[i]!; row++) value = Math.max(value, from[row]!)
    to[i] = value
  }
}

function lowest(from: Float64Array, { first, end }: Cuts, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    let value = from[first[i]!]!
    for (let row = first[i]! + 1; row < end[i]!; row++) value = Math.min(value, from[row]!)
    to[i] = value
  }
}

function total(from: Float64Array, { first, end }: Cuts, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    let value = 0
    for (let row = first[i]!; row < end[i]!; row++) value += from[row]!
    to[i] = value
  }
}

function lastKnown(from: Float64Array, { first, end }: Cuts, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    let row = end[i]! - 1
    while (row > first[i]! && Number.isNaN(from[row]!)) row--
    to[i] = from[row]!
  }
}

function backwards(row: number, at: number, before: number): BourseError {
  return new BourseError('input/backwards', `resampleBars: row ${row} is dated ${at}, the one before it ${before}`, {
    details: { where: 'resampleBars', row, at: String(at), before: String(before) },
    remedy: 'look with inspectBars and drop what is out of order with dropFlaws',
  })
}

/** Activity that is unknown cannot fill a bar. */
export function uncounted(row: number, { by }: ActivitySize, amount: number): BourseError {
  return new BourseError('input/not-finite', `resampleBars: ${by} of row ${row} is ${amount}, allowed is >= 0`, {
    details: { where: 'resampleBars', row, argument: by, value: String(amount) },
    remedy: 'drop rows without a figure with filterBars',
  })
}
