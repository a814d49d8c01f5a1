// The batch twin of the roller: whole columns of dated contracts in, one continuous series out.
import type { Calendars, Future } from '@bourse/assets'
import { type Bar, type Bars, badArgument, failed, type Result, type Sourced, succeeded } from '@bourse/core'
import { type Roll, roller, seriesDecimals } from './roller.js'
import type { ContinuousFuture } from './series.js'
import { anchorOfRolls, createSplice, isRatio, type RollAnchor, type Splice } from './splice.js'
import { createTimeline } from './timeline.js'

/** Bars with raw prices and the adjusted close, the rolls among them, and the anchors a `roller` repeats or continues with. */
export type ContinuousBars = {
  readonly bars: Bars
  readonly rolls: readonly Roll[]
  readonly anchor: { readonly start: RollAnchor; readonly end: RollAnchor }
}

/**
 * One series out of the bars of dated contracts (known by their ids, in any order, all of one span): raw prices of the
 * contract held, and adjusted closes beside them. The gap at a roll is between the last closes up to the end of the roll
 * day; where the next contract had none yet, its first open counts. Fails with `roll/non-positive-price` where a ratio
 * meets a price <= 0; throws `roll/past-notice` where the rule is not safe.
 *
 * @example
 * import { continuousBars, continuousFuture, ES, futuresDays } from '@bourse/futures'
 * const bars = (id: `${string}@CME`, days: number[], closes: number[]) => {
 *   const close = Float64Array.from(closes)
 *   const time = Float64Array.from(days, (day) => Date.parse(`2026-12-${day}T21:00Z`))
 *   return { id, span: '1d' as const, time, open: close, high: close, low: close, close, volume: close, adjusted: close }
 * }
 * const contracts = [bars('ESZ26@CME', [10, 11, 14], [6880, 6900, 6910]), bars('ESH27@CME', [11, 14], [6960, 6970])]
 * const es = continuousFuture(ES, { roll: 'notice-safe', adjust: 'difference' })
 * const joined = continuousBars(es, contracts, futuresDays)
 * joined.ok && [...joined.value.bars.adjusted] // => [6940, 6960, 6970]
 */
export function continuousBars(
  series: ContinuousFuture,
  contracts: readonly Bars[],
  calendars: Calendars,
): Result<ContinuousBars, 'roll/non-positive-price'> {
  const some = contracts.filter(({ time }) => time.length > 0)
  if (some.some(({ span }) => span !== some[0]!.span))
    throw badArgument('continuousBars', 'contracts', 'bars of different spans', 'bars of one span')
  const watches = typeof series.roll === 'object' && 'confirm' in series.roll
  const segments = (watches ? segmentsByMarket : segmentsByCalendar)(series, some, calendars)
  const rolls = segments.flatMap(({ roll }) => (roll === undefined ? [] : [roll]))
  const prices = rolls.flatMap((roll) => roll.prices)
  if (isRatio(series.adjust)) {
    for (const price of prices.flat()) if (price <= 0) return refused(price)
    for (const { bars, from, to } of segments)
      for (let i = from; i < to; i++) if (bars.close[i]! <= 0) return refused(bars.close[i]!)
  }
  const decimals = seriesDecimals(series.spec)
  const start = anchorOfRolls(series.adjust, decimals, prices)
  const splice = createSplice(series.adjust, decimals, start)
  const bars = join(series, segments, splice)
  return succeeded({ bars, rolls, anchor: { start, end: splice.anchor() } })
}

/** One contract's share of the series: a stretch of its columns, and the roll that led to it. */
type Segment = { readonly bars: Bars; readonly from: number; readonly to: number; readonly roll: Roll | undefined }

/** Where the calendar alone decides, the ends of the stretches are found by bisection. */
function segmentsByCalendar(
  series: ContinuousFuture,
  contracts: readonly Bars[],
  calendars: Calendars,
): readonly Segment[] {
  const segments: Segment[] = []
  if (contracts.length === 0) return segments
  const byId = new Map(contracts.map((bars) => [bars.id, bars]))
  const first = contracts.reduce((least, { time }) => Math.min(least, time[0]!), Number.POSITIVE_INFINITY)
  const last = contracts.reduce((most, { time }) => Math.max(most, time[time.length - 1]!), Number.NEGATIVE_INFINITY)
  const timeline = createTimeline(series, calendars, first)
  const gaps = createSplice('none', seriesDecimals(series.spec))
  const held = (index: number): Future | undefined => timeline.at(index + series.rank - 1)?.contract

  let left: { contract: Future; pairs: (readonly [number, number])[] } | undefined
  for (let index = 0, opened = Number.NEGATIVE_INFINITY; ; index++) {
    const [holding, contract] = [timeline.at(index), held(index)]
    if (contract === undefined || holding === undefined || opened >= last) break
    const bars = byId.get(contract.id)
    const from = bars === undefined ? 0 : barsUpTo(bars.time, opened)
    const to = bars === undefined ? 0 : barsUpTo(bars.time, holding.cut)
    if (segments.length > 0) {
      const before = held(index - 1)!
      left ??= { contract: before, pairs: [] }
      const price = lastClose(byId.get(before.id), opened)
      const next = bars === undefined ? undefined : lastClose(bars, opened)
      left.pairs.push([price ?? Number.NaN, next ?? (to > from ? bars!.open[from]! : Number.NaN)])
    }
    if (to > from) {
      const gap = left?.pairs.reduce((sum, [a, b]) => sum + gaps.roll(a, b), 0) ?? Number.NaN
      const date = index > 0 ? timeline.at(index - 1)!.date : holding.date
      const roll = left && { date, from: left.contract, to: contract, gap, prices: left.pairs }
      segments.push({ bars: bars!, from, to, roll })
      left = undefined
    }
    opened = holding.cut
  }
  return segments
}

function join(series: ContinuousFuture, segments: readonly Segment[], splice: Splice): Bars {
  const length = segments.reduce((sum, { from, to }) => sum + to - from, 0)
  const column = (pick: (bars: Bars) => Float64Array | undefined): Float64Array => {
    const out = new Float64Array(length)
    let at = 0
    for (const { bars, from, to } of segments) {
      const values = pick(bars)
      if (values === undefined) out.fill(Number.NaN, at, at + to - from)
      else out.set(values.subarray(from, to), at)
      at += to - from
    }
    return out
  }
  const adjusted = new Float64Array(length)
  let at = 0
  for (const { bars, from, to, roll } of segments) {
    for (const [left, next] of roll?.prices ?? []) splice.roll(left, next)
    const { close } = bars
    for (let i = from; i < to; i++) adjusted[at++] = splice.apply(close[i]!)
  }
  const some = (pick: (bars: Bars) => Float64Array | undefined): boolean =>
    segments.some(({ bars }) => pick(bars) !== undefined)
  return {
    id: series.id,
    span: segments[0]?.bars.span ?? '1d',
    time: column((bars) => bars.time),
    open: column((bars) => bars.open),
    high: column((bars) => bars.high),
    low: column((bars) => bars.low),
    close: column((bars) => bars.close),
    volume: column((bars) => bars.volume),
    adjusted,
    ...(some((bars) => bars.openInterest) ? { openInterest: column((bars) => bars.openInterest) } : {}),
    ...(some((bars) => bars.settlement) ? { settlement: column((bars) => bars.settlement) } : {}),
    ...(some((bars) => bars.trades) ? { trades: column((bars) => bars.trades) } : {}),
  }
}

/** Where volumes decide, the roller itself walks through the bars in order of time. */
function segmentsByMarket(
  series: ContinuousFuture,
  contracts: readonly Bars[],
  calendars: Calendars,
): readonly Segment[] {
  const rows = contracts.flatMap((bars) => Array.from(bars.time, (time, i) => ({ bars, i, time })))
  rows.sort((a, b) => a.time - b.time)
  const watcher = roller({ ...series, adjust: 'none' }, calendars)
  const segments: Segment[] = []
  for (const { bars, i } of rows) {
    const out = watcher.next(barAt(bars, i))
    const current = segments.at(-1)
    if (out === undefined) continue
    if (current === undefined || out.rolled !== undefined) segments.push({ bars, from: i, to: i + 1, roll: out.rolled })
    else segments[segments.length - 1] = { ...current, to: i + 1 }
  }
  return segments
}

function barAt(bars: Bars, i: number): Sourced<Bar> {
  return {
    kind: 'bar',
    id: bars.id,
    span: bars.span,
    open: bars.open[i]!,
    high: bars.high[i]!,
    low: bars.low[i]!,
    close: bars.close[i]!,
    volume: bars.volume[i]!,
    adjusted: bars.adjusted[i]!,
    ...(bars.openInterest === undefined ? {} : { openInterest: bars.openInterest[i]! }),
    at: bars.time[i]!,
    source: '',
  }
}

/** How many bars were complete by a moment. */
function barsUpTo(time: Float64Array, moment: number): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle]! <= moment) low = middle + 1
    else high = middle
  }
  return low
}

function lastClose(bars: Bars | undefined, moment: number): number | undefined {
  if (bars === undefined) return undefined
  for (let i = barsUpTo(bars.time, moment) - 1; i >= 0; i--) if (!Number.isNaN(bars.close[i]!)) return bars.close[i]!
  return undefined
}

function refused(price: number): Result<never, 'roll/non-positive-price'> {
  return failed('roll/non-positive-price', `a ratio cannot carry the price ${price}: adjust by difference`, { price })
}
