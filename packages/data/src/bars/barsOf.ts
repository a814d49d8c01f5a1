import { type Bar, BourseError, type Bars, type Sourced } from '@bourse/core'
import { barNumbers, barsFrom, barTable, growTable } from './barTable.js'

/** `unchecked`: keep rows that go backwards or repeat a time, for `inspectBars` to list. Default false. */
export type BarsOptions = { readonly unchecked?: boolean }

/**
 * Rows as columns. All rows are of one instrument and one span, each later than the one before; otherwise
 * `input/out-of-range` or `input/backwards` names the row (from 0). Without rows there is no instrument: `data/missing`.
 *
 * @example
 * import { barsOf } from '@bourse/data'
 * const bar = { kind: 'bar', id: 'SPY@ARCX', span: '1d', open: 1, high: 3, low: 1, close: 2, volume: 9, adjusted: 2 } as const
 * barsOf([{ ...bar, at: 86_400_000, source: 'mine' }]).close // => Float64Array [2]
 */
export function barsOf(rows: Iterable<Sourced<Bar>>, options: BarsOptions = {}): Bars {
  let [count, first] = [0, undefined as Sourced<Bar> | undefined]
  const table = barTable(64, [...barNumbers])
  let seen = 0
  for (const row of rows) {
    first ??= row
    checkRow(row, first, count, count === 0 ? Number.NEGATIVE_INFINITY : table.time[count - 1]!, options)
    if (count === table.time.length) growTable(table)
    table.time[count] = row.at
    for (const [i, name] of barNumbers.entries()) {
      const value = row[name]
      if (value !== undefined) seen |= 1 << i
      table[name]![count] = value ?? Number.NaN
    }
    count++
  }
  if (first === undefined)
    throw new BourseError('data/missing', 'barsOf: there are no rows', {
      details: { where: 'barsOf' },
      remedy: 'pass at least one bar, which says of what instrument and span',
    })
  for (const [i, name] of barNumbers.entries()) if ((seen & (1 << i)) === 0) delete table[name]
  return barsFrom(table, count, first.id, first.span)
}

function checkRow(
  row: Sourced<Bar>,
  first: Sourced<Bar>,
  count: number,
  before: number,
  { unchecked = false }: BarsOptions,
): void {
  if (row.id !== first.id || row.span !== first.span)
    throw new BourseError(
      'input/out-of-range',
      `barsOf: row ${count} is of ${row.id} ${row.span}, the first of ${first.id} ${first.span}`,
      {
        details: { where: 'barsOf', row: count, id: row.id, span: row.span },
        remedy: 'make one series per instrument and span',
      },
    )
  if (!unchecked && !(row.at > before))
    throw new BourseError('input/backwards', `barsOf: row ${count} is dated ${row.at}, the one before it ${before}`, {
      details: { where: 'barsOf', row: count, at: String(row.at), before },
      remedy: 'sort by time and drop duplicates, or pass unchecked and look with inspectBars',
    })
}

/**
 * Columns as rows, each a new object; `at` is when the bar was complete.
 *
 * @param source the name the rows carry, by default `'bars'`
 *
 * @example
 * import { barRows, parseCsv } from '@bourse/data'
 * const bars = parseCsv('date,close\n1970-01-02,10', { id: 'SPY@ARCX', span: '1d' })
 * const [row] = [...barRows(bars)]
 * row.at // => 172800000
 * row.close // => 10
 */
export function* barRows(bars: Bars, source = 'bars'): Generator<Sourced<Bar>, void, undefined> {
  for (let row = 0; row < bars.time.length; row++) yield barAt(bars, row, source)
}

/** One row as a fact. */
export function barAt(bars: Bars, row: number, source: string): Sourced<Bar> {
  const { openInterest, settlement, trades } = bars
  const bar: { -readonly [K in keyof Sourced<Bar>]: Sourced<Bar>[K] } = {
    kind: 'bar',
    id: bars.id,
    span: bars.span,
    open: bars.open[row]!,
    high: bars.high[row]!,
    low: bars.low[row]!,
    close: bars.close[row]!,
    volume: bars.volume[row]!,
    adjusted: bars.adjusted[row]!,
    at: bars.time[row]!,
    source,
  }
  if (openInterest !== undefined) bar.openInterest = openInterest[row]!
  if (settlement !== undefined) bar.settlement = settlement[row]!
  if (trades !== undefined) bar.trades = trades[row]!
  return bar
}
