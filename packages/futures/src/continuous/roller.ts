// The streaming twin of continuousBars: bars of dated contracts in, one continuous series out.
import type { Calendars, Future } from '@bourse/assets'
import {
  type Bar,
  dayMs,
  type EpochMs,
  isoDateOfDay,
  type Json,
  numberFromJson,
  numberToJson,
  type Sourced,
  type Stepper,
} from '@bourse/core'
import { businessDaysOf } from '../contracts/dates.js'
import type { FutureSpec } from '../contracts/futureSpec.js'
import type { RollDay } from '../rolls/rollDates.js'
import type { ContinuousFuture } from './series.js'
import { createSplice, decimalsOf, type RollAnchor } from './splice.js'
import { createTimeline, endOfDay, type Timeline, tradeDayOfBar } from './timeline.js'

/**
 * A roll that has happened. `prices` of the contract left and of the next, one pair; more where contracts between had no
 * bar of their own. `gap`: next minus left, summed; NaN where a price was missing.
 */
export type Roll = RollDay & { readonly gap: number; readonly prices: readonly (readonly [from: number, to: number])[] }

/** One bar of the continuous id: prices raw, `adjusted` adjusted; `rolled` on the first bar after a roll. */
export type RolledBar = { readonly bar: Sourced<Bar>; readonly front: Future; readonly rolled?: Roll }

/** Decimals kept beyond those of the tick: settlements and means are finer than trades. */
const finerThanTick = 2
export const seriesDecimals = (spec: FutureSpec): number => Math.min(12, decimalsOf(spec.tick) + finerThanTick)

/**
 * Follows a continuous series bar by bar. Feed it the bars of every contract that may be held, in order of time; it
 * answers for those of the contract held, undefined for the others. Without an `anchor` the first contract keeps its
 * prices, so that `adjusted` never jumps and never has to be restated; with the anchor that `continuousBars` gives at its
 * end it goes on where history stopped, with the one at its start it repeats it bit for bit. Throws `roll/past-notice`
 * where the rule is not safe; a ratio that meets a price <= 0 gives NaN.
 *
 * @example
 * import { continuousFuture, ES, futuresDays, roller } from '@bourse/futures'
 * const es = roller(continuousFuture(ES, { roll: 'notice-safe', adjust: 'difference' }), futuresDays)
 * const bar = (id: `${string}@CME`, day: number, close: number) => es.next({ kind: 'bar', id, span: '1d', open: close, high: close, low: close, close,
 *   volume: 1, adjusted: close, at: Date.parse(`2026-12-${day}T21:00Z`), source: 'x' })
 * bar('ESZ26@CME', 11, 6900)?.bar.id // => 'ES.c@CME'
 * bar('ESH27@CME', 11, 6960) // => undefined
 * const first = bar('ESH27@CME', 14, 6970)
 * first?.bar.adjusted // => 6910
 * first?.rolled?.gap // => 60
 */
export function roller(
  series: ContinuousFuture,
  calendars: Calendars,
  options: { readonly anchor?: RollAnchor } = {},
): Stepper<Sourced<Bar>, RolledBar | undefined> {
  const { spec } = series
  const splice = createSplice(series.adjust, seriesDecimals(spec), options.anchor)
  const crossover = typeof series.roll === 'object' && 'confirm' in series.roll ? series.roll : undefined
  const days = businessDaysOf(spec, calendars)
  const behind = series.rank - 1
  let timeline: Timeline | undefined
  let start = Number.NaN
  let index = 0
  let cut = Number.NaN
  let leftAt = Number.NaN
  let started = false
  let closes = new Map<string, number>()
  let pending: { from: number; gap: number; prices: [from: number, to: number][] } | undefined
  let openNeeded: number | undefined // the price left, while its successor has none yet
  let day = Number.NaN
  let volumes: [front: number, back: number] = [Number.NaN, Number.NaN]
  let row = 0

  const held = (at: number): Future | undefined => timeline!.at(at + behind)?.contract

  function begin(time: EpochMs): void {
    start = time
    timeline = createTimeline(series, calendars, time)
    cut = timeline.at(0)?.cut ?? Number.POSITIVE_INFINITY
  }

  function settle(from: number, to: number): void {
    const gap = splice.roll(from, to)
    if (pending === undefined) return
    pending.gap += gap
    pending.prices.push([from, to])
  }

  function leave(): void {
    const [from, to] = [held(index), held(index + 1)]
    if (openNeeded !== undefined) settle(openNeeded, Number.NaN)
    openNeeded = undefined
    if (started && from !== undefined && to !== undefined) {
      pending ??= { from: index, gap: 0, prices: [] }
      const [left, next] = [closes.get(from.id) ?? Number.NaN, closes.get(to.id)]
      if (next === undefined) openNeeded = left
      else settle(left, next)
    }
    if (from !== undefined) closes.delete(from.id)
    leftAt = cut
    index++
    row = 0
    volumes = [Number.NaN, Number.NaN]
    cut = timeline!.at(index)?.cut ?? Number.POSITIVE_INFINITY
  }

  /** A day is over: has the next contract overtaken the one in front? */
  function count(): void {
    const [front, back] = volumes
    if (crossover === undefined || (Number.isNaN(front) && Number.isNaN(back))) return
    row = back > front ? row + 1 : 0
    if (row === crossover.confirm) cut = Math.min(cut, endOfDay(days.addBusinessDays(isoDateOfDay(day), 1)))
    volumes = [Number.NaN, Number.NaN]
  }

  function weigh(bar: Sourced<Bar>): void {
    if (crossover === undefined) return
    const isFront = bar.id === timeline!.at(index)?.contract.id
    if (!isFront && bar.id !== timeline!.at(index + 1)?.contract.id) return
    const side = isFront ? 0 : 1
    if (crossover.roll === 'open-interest') volumes[side] = bar.openInterest ?? volumes[side]
    else volumes[side] = (Number.isNaN(volumes[side]) ? 0 : volumes[side]) + bar.volume
  }

  function report(bar: Sourced<Bar>, front: Future): RolledBar {
    const out: Sourced<Bar> = { ...bar, id: series.id, adjusted: splice.apply(bar.close) }
    if (pending === undefined) return { bar: out, front }
    const { from, ...prices } = pending
    const rolled = { date: isoDateOfDay(leftAt / dayMs - 1), from: held(from)!, to: front, ...prices }
    pending = undefined
    return { bar: out, front, rolled }
  }

  return {
    next(bar) {
      const time = bar.at
      if (timeline === undefined) begin(time)
      if (crossover !== undefined && tradeDayOfBar(time) !== day) {
        count()
        day = tradeDayOfBar(time)
      }
      while (time > cut) {
        leave()
      }
      weigh(bar)
      const front = held(index)
      const isHeld = bar.id === front?.id
      if (isHeld && openNeeded !== undefined) {
        settle(openNeeded, bar.open)
        openNeeded = undefined
      }
      if (!Number.isNaN(bar.close)) closes.set(bar.id, bar.close)
      if (!isHeld || front === undefined) return undefined
      started = true
      return report(bar, front)
    },
    save: () => ({
      start: numberToJson(start),
      index,
      cut: numberToJson(cut),
      leftAt: numberToJson(leftAt),
      started,
      closes: Object.fromEntries(closes),
      pending:
        pending === undefined
          ? null
          : {
              from: pending.from,
              gap: numberToJson(pending.gap),
              prices: pending.prices.map((pair) => pair.map(numberToJson)),
            },
      openNeeded: openNeeded === undefined ? null : numberToJson(openNeeded),
      day: numberToJson(day),
      volumes: volumes.map(numberToJson),
      row,
      anchor: splice.anchor().map(numberToJson),
    }),
    load(state) {
      const saved = state as Saved
      start = numberFromJson(saved.start)
      timeline = undefined
      if (!Number.isNaN(start)) begin(start)
      index = saved.index
      cut = numberFromJson(saved.cut)
      leftAt = numberFromJson(saved.leftAt)
      started = saved.started
      closes = new Map(Object.entries(saved.closes))
      pending =
        saved.pending === null
          ? undefined
          : {
              from: saved.pending.from,
              gap: numberFromJson(saved.pending.gap),
              prices: saved.pending.prices.map(([from, to]) => [numberFromJson(from), numberFromJson(to)]),
            }
      openNeeded = saved.openNeeded === null ? undefined : numberFromJson(saved.openNeeded)
      day = numberFromJson(saved.day)
      volumes = [numberFromJson(saved.volumes[0]), numberFromJson(saved.volumes[1])]
      row = saved.row
      splice.set([numberFromJson(saved.anchor[0]), numberFromJson(saved.anchor[1])])
    },
  }
}

// What `save` gave.
type Saved = {
  start: Json
  index: number
  cut: Json
  leftAt: Json
  started: boolean
  closes: { [id: string]: number }
  pending: { from: number; gap: Json; prices: [Json, Json][] } | null
  openNeeded: Json
  day: Json
  volumes: [Json, Json]
  row: number
  anchor: [Json, Json]
}
