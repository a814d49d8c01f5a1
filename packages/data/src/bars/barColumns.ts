import { type Bars, BourseError, type Columns, type InstrumentId, type Span } from '@bourse/core'
import { type BarTable, barNumbers, barsFrom, columnsOf } from './barTable.js'

/**
 * Bars as a table takes them: `time` in epoch ms and one column per figure, in the order a reader expects. The arrays are
 * the bars' own; `vectorFromArray` of Apache Arrow, a Perspective table or a chart take them as they are.
 *
 * @example
 * import { barColumns, parseCsv } from '@bourse/data'
 * const bars = parseCsv('date,close\n1970-01-02,10', { id: 'SPY@ARCX', span: '1d' })
 * Object.keys(barColumns(bars)) // => ['time', 'open', 'high', 'low', 'close', 'volume', 'adjusted']
 */
export function barColumns(bars: Bars): Columns {
  return { time: bars.time, ...Object.fromEntries(columnsOf(bars).map((name) => [name, bars[name]!])) }
}

/**
 * The way back: `time` (when each bar was complete, ascending) and `close` are needed, other prices are NaN where they are
 * missing. Columns of text or of another length throw `input/out-of-range`.
 *
 * @example
 * import { columnBars } from '@bourse/data'
 * const columns = { time: Float64Array.of(60_000), close: Float64Array.of(10) }
 * columnBars(columns, { id: 'SPY@ARCX', span: '1m' }).adjusted // => Float64Array [10]
 */
export function columnBars(columns: Columns, of: { readonly id: InstrumentId; readonly span: Span }): Bars {
  const time = numbersOf(columns, 'time')
  if (time === undefined || columns['close'] === undefined)
    throw new BourseError('data/missing', `columnBars: no column ${time === undefined ? 'time' : 'close'}`, {
      details: { where: 'columnBars', columns: Object.keys(columns) },
      remedy: 'name the columns as barColumns does',
    })
  const table: BarTable = { time }
  for (const name of barNumbers) {
    const column = numbersOf(columns, name)
    if (column !== undefined && column.length !== time.length)
      throw new BourseError(
        'input/out-of-range',
        `columnBars: ${name} has ${column.length} rows, time ${time.length}`,
        {
          details: { where: 'columnBars', column: name, rows: column.length, allowed: time.length },
          remedy: 'pass columns of equal length',
        },
      )
    if (column !== undefined) table[name] = column
  }
  const backwards = time.findIndex((at, row) => row > 0 && !(at > time[row - 1]!))
  if (backwards > 0)
    throw new BourseError('input/backwards', `columnBars: row ${backwards} is not later than the one before it`, {
      details: { where: 'columnBars', row: backwards },
      remedy: 'sort by time and drop duplicates',
    })
  return barsFrom(table, time.length, of.id, of.span)
}

function numbersOf(columns: Columns, name: string): Float64Array | undefined {
  const column = columns[name]
  if (column === undefined || column instanceof Float64Array) return column
  if (column instanceof Int32Array || column instanceof Uint8Array) return Float64Array.from(column)
  throw new BourseError('input/out-of-range', `columnBars: column ${name} holds text`, {
    details: { where: 'columnBars', column: name },
    remedy: 'pass numbers; text is read by parseCsv',
  })
}
