// Where a loop's facts come from: columns of bars, read through one reused object, or facts one by one.
import {
  type Bars,
  BourseError,
  badArgument,
  type EpochMs,
  type Fact,
  type Input,
  type InputOf,
  type Sourced,
} from '@bourse/core'

/** Columns of bars, or facts in order of time. */
export type FactSource = Bars | Iterable<Sourced<Fact>>

/** A source read one by one. `at` is the time of the next, Infinity at the end. */
export interface FactCursor {
  readonly at: EpochMs
  readonly head: Input
  /** The next input becomes the head; the one before stays as it is until the next but one. */
  advance(): void
}

type Loose<T> = { -readonly [K in keyof T]: T[K] }

export function factCursor(source: FactSource, place: number): FactCursor {
  return Symbol.iterator in source ? iterableCursor(source, place) : barsCursor(source, place)
}

function barsCursor(bars: Bars, place: number): FactCursor {
  const { id, span, time, open, high, low, close, volume, adjusted } = bars
  const source = 'bars'
  // Two objects in turn: a moment holds one bar of a series, and the next may be read while it is at work.
  const blank = (): Loose<InputOf<'bar'>> => ({
    kind: 'bar',
    id,
    span,
    open: 0,
    high: 0,
    low: 0,
    close: 0,
    volume: 0,
    adjusted: 0,
    seq: place,
    time: 0,
    at: 0,
    source,
  })
  const [even, odd] = [blank(), blank()]
  let row = -1
  const cursor = {
    at: Number.NEGATIVE_INFINITY,
    head: even as Input,
    advance(): void {
      row++
      if (row >= time.length) {
        cursor.at = Number.POSITIVE_INFINITY
        return
      }
      const at = time[row]!
      if (!(at > cursor.at)) throw outOfOrder(id, row, at, cursor.at)
      const bar = (row & 1) === 0 ? even : odd
      bar.time = at
      bar.at = at
      bar.open = open[row]!
      bar.high = high[row]!
      bar.low = low[row]!
      bar.close = close[row]!
      bar.volume = volume[row]!
      bar.adjusted = adjusted[row]!
      bar.seq = place
      if (bars.openInterest !== undefined) bar.openInterest = bars.openInterest[row]!
      if (bars.settlement !== undefined) bar.settlement = bars.settlement[row]!
      if (bars.trades !== undefined) bar.trades = bars.trades[row]!
      cursor.head = bar
      cursor.at = at
    },
  }
  cursor.advance()
  return cursor
}

function iterableCursor(facts: Iterable<Sourced<Fact>>, place: number): FactCursor {
  const iterator = facts[Symbol.iterator]()
  let count = -1
  let last = Number.NEGATIVE_INFINITY
  const cursor = {
    at: Number.NEGATIVE_INFINITY,
    head: undefined as unknown as Input,
    advance(): void {
      const { value, done } = iterator.next()
      count++
      if (done === true) {
        cursor.at = Number.POSITIVE_INFINITY
        return
      }
      if (!(value.at >= last)) throw outOfOrder(value.source, count, value.at, last)
      last = value.at
      cursor.head = { ...value, seq: place + count, time: value.at }
      cursor.at = value.at
    },
  }
  cursor.advance()
  return cursor
}

function outOfOrder(of: string, row: number, at: number, last: number): BourseError {
  if (Number.isNaN(at)) return badArgument('runInputs', `time of record ${row} of ${of}`, at, 'a time')
  return new BourseError(
    'input/backwards',
    `runInputs: record ${row} of ${of} is dated ${at}, the one before it ${last}`,
    {
      details: { where: 'runInputs', source: of, row, value: at, allowed: `> ${last} for bars, >= for facts` },
      remedy: 'sort each source by time, and drop what comes twice',
    },
  )
}
