// Who had earned what at the end of each day.
import { bucketOf, type Instruments, type Partition } from '@bourse/assets'
import type { Input, InstrumentId } from '@bourse/core'
import { type BookView, bookPnl, type PnlLine } from '@bourse/portfolio'
import type { DayEnds } from './dayEnds.js'

/** By what profit is told apart. `bucket`: of the partition a run was given. */
export type PartKey = 'class' | 'strategy' | 'account' | 'bucket'

/**
 * Profit since the start, after fees, funding and interest, in base currency: one row at the start and one at the last moment of
 * each day (UTC); of a run of more than 4000 days every so many days. The lines of one `by` add up to what the account made.
 */
export type ProfitCurve = {
  readonly time: Float64Array
  readonly lines: readonly { readonly by: PartKey; readonly name: string; readonly profit: Float64Array }[]
}

/** What the ledger says of every part, now. Deposits belong to no strategy, and are no profit. */
export function profitLines(
  book: BookView,
  instruments: Instruments,
  partition: Partition | undefined,
): readonly ({ readonly by: PartKey } & PnlLine)[] {
  const lines: ({ readonly by: PartKey } & PnlLine)[] = []
  for (const by of ['class', 'strategy', 'account'] as const)
    for (const line of bookPnl(book, by)) if (line.key !== '' || line.total !== 0) lines.push({ by, ...line })
  if (partition === undefined) return lines
  const sums = new Map<string, { by: 'bucket' } & { -readonly [K in keyof PnlLine]: PnlLine[K] }>()
  for (const line of bookPnl(book, 'instrument')) {
    if (line.key === '' && line.total === 0) continue
    const instrument = line.key === '' ? undefined : instruments.find(line.key as InstrumentId)
    const key = instrument === undefined ? '' : bucketOf(instrument, partition)
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { by: 'bucket', ...line, key })
    else
      for (const name of ['realized', 'unrealized', 'fees', 'funding', 'carry', 'total'] as const)
        sum[name] += line[name]
  }
  return [...lines, ...sums.values()]
}

type Line = { readonly by: PartKey; readonly name: string; readonly profit: Float64Array }

/** Told of every input after its step; `profits` is asked once a day. */
export function profitMeter(
  profits: () => readonly ({ readonly by: PartKey } & PnlLine)[],
  ends: DayEnds,
  start: number,
): { observe(input: Input): void; curve(end: number): ProfitCurve } {
  const days = ends.time.length
  const time = new Float64Array(days + 2)
  const lines = new Map<string, Line>()
  // The first row is the start, where nobody has earned anything.
  time[0] = start
  let rows = 1
  let day = 0
  let left = ends.facts[0] ?? 0
  const sample = (at: number): void => {
    if (at === start) return
    time[rows] = at
    for (const { by, key, total } of profits()) {
      const id = `${by} ${key}`
      let line = lines.get(id)
      if (line === undefined) {
        line = { by, name: key, profit: new Float64Array(days + 2) }
        lines.set(id, line)
      }
      line.profit[rows] = total
    }
    rows++
  }
  return {
    observe(input) {
      const end = ends.time[day]
      if (end === undefined || input.time < end || !isMarketFact(input, ends.quotes)) return
      if (input.time === end && --left > 0) return
      sample(end)
      day++
      left = ends.facts[day] ?? 0
    },
    curve(end) {
      // What came after the last fact of the last day belongs to that day.
      if (rows > 1 && time[rows - 1]! >= end) rows--
      sample(end)
      return {
        time: time.slice(0, rows),
        lines: [...lines.values()].map((line) => ({ ...line, profit: line.profit.slice(0, rows) })),
      }
    },
  }
}

/** What comes from the data, and not from a venue, a clock or a desk. */
function isMarketFact(input: Input, quotes: boolean): boolean {
  if (input.kind === 'quote') return quotes
  return ('id' in input && !('account' in input)) || input.kind === 'observation'
}
