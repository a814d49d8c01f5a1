import {
  type Bar,
  type Bars,
  BourseError,
  compareInputs,
  type Fact,
  type Input,
  type Sourced,
  type Stamp,
} from '@bourse/core'

/**
 * `reuse`: bars out of columns are written into two objects per source in turn (a moment that is at work keeps its bar while
 * the next is read), for loops that keep none. Default false.
 */
export type MergeOptions = { readonly reuse?: boolean }

/**
 * One ordered line out of many sources, for a driver to step through. `time` is when a fact could be known: its `at`, for
 * observations `knownAt` where that is later. Equal times are ordered by `compareInputs`, then by position of the source;
 * within a source order is kept. `seq` counts from 0. Sources are read one fact ahead and may be endless.
 *
 * A source whose times go back throws `input/backwards` with its position and row; equal times pass.
 *
 * With `reuse` a bar is overwritten by the next but one of its source: no allocation per bar, but nothing to collect. Bars of
 * one moment in one source are objects of their own.
 *
 * @example
 * import { mergeFacts, parseCsv } from '@bourse/data'
 * const spy = parseCsv('date,close\n2026-01-02,600\n2026-01-05,606', { id: 'SPY@ARCX', span: '1d' })
 * const qqq = parseCsv('date,close\n2026-01-02,500', { id: 'QQQ@XNAS', span: '1d' })
 * const line = [...mergeFacts([qqq, spy])]
 * line.map((input) => (input.kind === 'bar' ? `${input.seq} ${input.id}` : input.kind)) // => ['0 QQQ@XNAS', '1 SPY@ARCX', '2 SPY@ARCX']
 */
export function mergeFacts(
  sources: readonly (Bars | Iterable<Sourced<Fact>>)[],
  options: MergeOptions = {},
): Iterable<Input> {
  const reuse = options.reuse === true
  return {
    [Symbol.iterator]: () =>
      mergeOf(
        sources.map((source, i) => headOf(source, i, reuse)),
        reuse,
      ),
  }
}

/** A source and the input it offers next; undefined when it is dry. */
type Head = {
  readonly position: number
  readonly isColumns: boolean
  input: Input | undefined
  time: number
  advance(): Input | undefined
  stop(): void
}
type Stamped = Fact & { -readonly [K in keyof Stamp]: Stamp[K] }

function mergeOf(heads: readonly Head[], reuse: boolean): Iterator<Input> {
  // A binary heap of positions, earliest on top. Times lie in a column of their own, so that comparing two touches no head.
  const line: Line = {
    heads,
    times: new Float64Array(heads.length),
    order: Int32Array.from(
      heads.filter((head) => step(head)),
      ({ position }) => position,
    ),
    count: 0,
  }
  line.count = line.order.length
  for (const { position, time } of heads) line.times[position] = time
  for (let i = (line.count >> 1) - 1; i >= 0; i--) sift(line, i)
  let seq = 0
  let given = false
  let answer: IteratorYieldResult<Input> | undefined
  return {
    next() {
      if (given) {
        // Only now is the consumer done with the input of the top, which its source may overwrite.
        given = false
        const head = heads[line.order[0]!]!
        if (step(head)) line.times[head.position] = head.time
        else line.order[0] = line.order[--line.count]!
        if (line.count > 1) sift(line, 0)
      }
      if (line.count === 0) return { done: true, value: undefined }
      const top = heads[line.order[0]!]!
      given = true
      ;(top.input as Stamped).seq = seq++
      // Loops read an answer before they ask again, so that one object serves them all.
      if (!reuse) return { done: false, value: top.input! }
      answer ??= { done: false, value: top.input! }
      answer.value = top.input!
      return answer
    },
    return() {
      for (const head of heads) head.stop()
      line.count = 0
      given = false
      return { done: true, value: undefined }
    },
  }
}

function step(head: Head): boolean {
  const before = head.time
  head.input = head.advance()
  if (head.input === undefined) return false
  head.time = head.input.time
  if (head.time >= before) return true
  throw new BourseError(
    'input/backwards',
    `mergeFacts: a ${head.input.kind} of source ${head.position} (${head.input.source}) is dated ${head.time}, the one before it ${before}`,
    {
      details: {
        where: 'mergeFacts',
        position: head.position,
        source: head.input.source,
        at: String(head.time),
        before: String(before),
      },
      remedy: 'sort each source by when it was known (at, for observations knownAt)',
    },
  )
}

type Line = { readonly heads: readonly Head[]; readonly times: Float64Array; readonly order: Int32Array; count: number }

// To the bottom along the earlier children, then up again: who has just been given out is most often the latest by far.
function sift(line: Line, from: number): void {
  const { order, count } = line
  const position = order[from]!
  let at = from
  for (let child = 2 * at + 1; child < count; child = 2 * at + 1) {
    if (child + 1 < count && isEarlier(line, order[child + 1]!, order[child]!)) child++
    order[at] = order[child]!
    at = child
  }
  while (at > from) {
    const parent = (at - 1) >> 1
    if (!isEarlier(line, position, order[parent]!)) break
    order[at] = order[parent]!
    at = parent
  }
  order[at] = position
}

function isEarlier({ heads, times }: Line, a: number, b: number): boolean {
  const [timeA, timeB] = [times[a]!, times[b]!]
  if (timeA !== timeB) return timeA < timeB
  const [headA, headB] = [heads[a]!, heads[b]!]
  if (headA.isColumns && headB.isColumns) return a < b // one kind, one source
  const order = compareInputs(headA.input!, headB.input!) // their seq is 0 until they are given out
  return order < 0 || (order === 0 && a < b)
}

function headOf(source: Bars | Iterable<Sourced<Fact>>, position: number, reuse: boolean): Head {
  // Heads are read for every fact, so they have one shape: a literal, because spreads with fields after them have one each.
  const head = (isColumns: boolean, advance: Head['advance'], stop: Head['stop']): Head => ({
    position,
    isColumns,
    input: undefined,
    time: Number.NEGATIVE_INFINITY,
    advance,
    stop,
  })
  if (isBars(source)) return head(true, barsHead(source, reuse), () => undefined)
  const iterator = source[Symbol.iterator]()
  const advance = (): Input | undefined => {
    const { done, value } = iterator.next()
    if (done === true) return undefined
    const time = value.kind === 'observation' ? Math.max(value.at, value.knownAt) : value.at
    const input = Object.assign({}, value) as Sourced<Fact> & Stamped
    input.time = time
    input.seq = 0
    return input
  }
  return head(false, advance, () => void iterator.return?.())
}

function isBars(source: Bars | Iterable<Sourced<Fact>>): source is Bars {
  return 'time' in source && source.time instanceof Float64Array
}

type BarInput = { -readonly [K in keyof (Bar & Stamp)]: (Bar & Stamp)[K] }

// A literal, not a spread: this is made or written once per bar of a backtest.
function barInput(bars: Bars): BarInput {
  const input: BarInput = {
    kind: 'bar',
    id: bars.id,
    span: bars.span,
    open: Number.NaN,
    high: Number.NaN,
    low: Number.NaN,
    close: Number.NaN,
    volume: Number.NaN,
    adjusted: Number.NaN,
    at: Number.NaN,
    source: 'bars',
    time: Number.NaN,
    seq: 0,
  }
  if (bars.openInterest !== undefined) input.openInterest = Number.NaN
  if (bars.settlement !== undefined) input.settlement = Number.NaN
  if (bars.trades !== undefined) input.trades = Number.NaN
  return input
}

function barsHead(bars: Bars, reuse: boolean): Head['advance'] {
  const { time, open, high, low, close, volume, adjusted, openInterest, settlement, trades } = bars
  const [even, odd] = [barInput(bars), barInput(bars)]
  let row = 0
  return () => {
    if (row >= time.length) return undefined
    const sameMoment = row > 0 && time[row] === time[row - 1]
    const input = !reuse || sameMoment ? barInput(bars) : (row & 1) === 0 ? even : odd
    input.time = time[row]!
    input.at = time[row]!
    input.seq = 0
    input.open = open[row]!
    input.high = high[row]!
    input.low = low[row]!
    input.close = close[row]!
    input.volume = volume[row]!
    input.adjusted = adjusted[row]!
    if (openInterest !== undefined) input.openInterest = openInterest[row]!
    if (settlement !== undefined) input.settlement = settlement[row]!
    if (trades !== undefined) input.trades = trades[row]!
    row++
    return input
  }
}
