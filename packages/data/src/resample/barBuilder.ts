import type { Calendar } from '@bourse/assets'
import {
  type Bar,
  BourseError,
  type InstrumentId,
  type Json,
  type MarketFact,
  numberFromJson,
  numberToJson,
  type Sourced,
  type Stepper,
} from '@bourse/core'
import { activityOf, type BarSize } from './barSize.js'
import { hair, periodsOf } from './periods.js'

/** The bar under way. `from`: whether prints or bars feed it; the other kind would count everything twice. */
type Growing = {
  from: 'trade' | 'bar' | null
  rows: number
  filled: number
  open: number
  high: number
  low: number
  close: number
  volume: number
  adjusted: number
  openInterest: number | null
  settlement: number | null
  trades: number | null
}

const none: readonly Sourced<Bar>[] = []

/**
 * Bars out of a live stream of prints or of shorter bars: the same bars as `resampleBars` makes of a column, bit for bit.
 * Each fact answers the bars that are now known to be complete: usually none, sometimes one, after a silence two. A bar of
 * time is known to be complete when a bar closes at its end or any fact of the instrument is dated at or past it.
 *
 * Facts of other instruments are passed over. Whichever of prints and bars comes first is what it builds from. A bar's
 * source is `bars/ID/SIZE`; its `at` is when it ended, which may be a while before the fact that showed it.
 *
 * @example
 * import { barBuilder } from '@bourse/data'
 * const minutes = barBuilder('SPY@ARCX', '1m')
 * const print = { kind: 'trade', id: 'SPY@ARCX', price: 600, size: 5, at: 30_000, source: 'feed' } as const
 * minutes.next(print) // => []
 * const [bar] = minutes.next({ ...print, price: 601, at: 61_000 })
 * bar.close // => 600
 * bar.at // => 60000
 */
export function barBuilder(
  id: InstrumentId,
  size: BarSize,
  calendar?: Calendar,
): Stepper<Sourced<MarketFact>, readonly Sourced<Bar>[]> {
  const activity = activityOf(size, 'barBuilder')
  const period = typeof size === 'object' ? undefined : periodsOf(size, calendar, 'barBuilder')
  const span = typeof size === 'object' ? 0 : size
  const source = `bars/${id}/${typeof size === 'object' ? `${activity!.by}${activity!.amount}` : size}`
  let [start, end] = [Number.NaN, Number.NaN]
  let last = Number.NEGATIVE_INFINITY
  let bar = emptyBar(null)

  const finish = (at: number): Sourced<Bar> => {
    const { from, rows, filled, openInterest, settlement, trades, ...prices } = bar
    bar = emptyBar(from)
    return {
      kind: 'bar',
      id,
      span,
      ...prices,
      ...(openInterest === null ? undefined : { openInterest }),
      ...(settlement === null ? undefined : { settlement }),
      ...(trades === null ? undefined : { trades }),
      at,
      source,
    }
  }
  const close = (): Sourced<Bar> => {
    const made = finish(end)
    start = end = Number.NaN
    return made
  }

  function nextInTime(fact: Sourced<MarketFact>): readonly Sourced<Bar>[] {
    const { at } = fact
    const isPart = fact.kind === bar.from
    let made: Sourced<Bar> | undefined
    // A bar that closes at the end is part of it, a print at the end is the first of the next.
    const over = fact.kind === 'bar' && isPart ? at > end : at >= end
    if (bar.rows > 0 && over) made = close()
    if (!isPart) return made === undefined ? none : [made]
    const inside = fact.kind === 'bar' ? at > start && at <= end : at >= start && at < end
    if (!inside) {
      period!.seek(fact.kind === 'bar' ? at - hair : at)
      start = period!.start
      end = period!.end
    }
    if (period!.inside) addFact(bar, fact)
    if (!(fact.kind === 'bar' && at === end && bar.rows > 0)) return made === undefined ? none : [made]
    const exact = close()
    return made === undefined ? [exact] : [made, exact]
  }

  function nextInActivity(fact: Sourced<MarketFact>): readonly Sourced<Bar>[] {
    if (fact.kind !== bar.from) return none
    addFact(bar, fact)
    const amount = amountOf(fact, activity!.by)
    if (!(amount >= 0))
      throw new BourseError('input/not-finite', `barBuilder: ${activity!.by} of a ${fact.kind} of ${id} is ${amount}`, {
        details: { where: 'barBuilder', id, at: fact.at, argument: activity!.by, value: String(amount) },
        remedy: 'leave out facts without a figure, or count something else',
      })
    bar.filled += amount
    return bar.filled >= activity!.amount ? [finish(fact.at)] : none
  }

  return {
    next(fact) {
      if (!('id' in fact) || fact.id !== id) return none
      if (!(fact.at >= last))
        throw new BourseError(
          'input/backwards',
          `barBuilder: a ${fact.kind} of ${id} is dated ${fact.at}, one before it ${last}`,
          {
            details: { where: 'barBuilder', id, at: String(fact.at), before: last },
            remedy: 'merge sources into one line with mergeFacts first',
          },
        )
      last = fact.at
      if (bar.from === null && (fact.kind === 'trade' || fact.kind === 'bar')) bar.from = fact.kind
      return period === undefined ? nextInActivity(fact) : nextInTime(fact)
    },
    save(): Json {
      const numbers = Object.entries({ ...bar, from: null, start, end, last })
      return {
        from: bar.from,
        numbers: numbers.map(([name, value]) => [name, value === null ? 'none' : numberToJson(value)]),
      }
    },
    load(state) {
      const saved = state as { readonly from: Growing['from']; readonly numbers: readonly (readonly [string, Json])[] }
      const numbers = Object.fromEntries(
        saved.numbers.map(([name, value]) => [name, value === 'none' ? null : numberFromJson(value)]),
      ) as Growing & { start: number; end: number; last: number }
      ;({ start, end } = numbers)
      last = Number.isNaN(numbers.last) ? Number.NEGATIVE_INFINITY : numbers.last
      const { start: _start, end: _end, last: _last, ...rest } = numbers
      bar = { ...rest, from: saved.from }
      if (period !== undefined && !Number.isNaN(start)) period.seek(start)
    },
  }
}

function emptyBar(from: Growing['from']): Growing {
  const nan = Number.NaN
  return {
    from,
    rows: 0,
    filled: 0,
    open: nan,
    high: nan,
    low: nan,
    close: nan,
    volume: 0,
    adjusted: nan,
    openInterest: null,
    settlement: null,
    trades: null,
  }
}

function addFact(bar: Growing, fact: Sourced<MarketFact>): void {
  if (fact.kind === 'trade') {
    const { price } = fact
    add(bar, price, price, price, price, price, fact.size, 1)
  } else if (fact.kind === 'bar') {
    add(bar, fact.open, fact.high, fact.low, fact.close, fact.adjusted, fact.volume, fact.trades)
    if (fact.openInterest !== undefined) bar.openInterest = known(fact.openInterest, bar.openInterest)
    if (fact.settlement !== undefined) bar.settlement = known(fact.settlement, bar.settlement)
  }
}

function add(
  bar: Growing,
  open: number,
  high: number,
  low: number,
  close: number,
  adjusted: number,
  volume: number,
  trades: number | undefined,
): void {
  if (bar.rows === 0) {
    bar.open = open
    bar.high = high
    bar.low = low
  } else {
    bar.high = Math.max(bar.high, high)
    bar.low = Math.min(bar.low, low)
  }
  bar.close = close
  bar.adjusted = adjusted
  bar.volume += volume
  if (trades !== undefined) bar.trades = (bar.trades ?? 0) + trades
  bar.rows++
}

function known(now: number, before: number | null): number {
  return Number.isNaN(now) && before !== null ? before : now
}

function amountOf(fact: Sourced<MarketFact>, by: 'ticks' | 'volume' | 'notional'): number {
  if (fact.kind === 'trade') return by === 'ticks' ? 1 : by === 'volume' ? fact.size : fact.size * fact.price
  if (fact.kind !== 'bar') return Number.NaN
  return by === 'ticks' ? (fact.trades ?? Number.NaN) : by === 'volume' ? fact.volume : fact.close * fact.volume
}
