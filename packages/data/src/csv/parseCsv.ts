// Bars out of a file. Bytes are read once, numbers straight from them; whatever is unusual leaves the fast path.
import type { Calendar } from '@bourse/assets'
import { type Bars, BourseError, type InstrumentId, type IsoDate, type Span, dayMs, dayNumber } from '@bourse/core'
import { type BarNumber, barNumbers, barsFrom, type BarTable, barTable } from '../bars/barTable.js'
import { completeAt } from './completeAt.js'
import { csvClock, type DateOrder, millisOfDay } from './csvClock.js'
import { csvError } from './csvError.js'
import type { CsvColumn } from './csvHeader.js'
import { type CsvLayout, csvLayout } from './csvLayout.js'
import { dateOrderOf } from './dateOrder.js'
import { type CsvRows, readRows } from './readRows.js'
import { zoneClock } from './zoneClock.js'

/** How to read a file of bars; only `id` and `span` are needed where the header is one that vendors use. */
export type CsvOptions = {
  readonly id: InstrumentId
  readonly span: Span
  /** IANA zone of dates and wall times. Default: the calendar's, else UTC for dates; wall times need one. */
  readonly zone?: string
  /** Our name -> header, where guessing fails: `{ close: 'Settle' }`. */
  readonly columns?: { readonly [K in CsvColumn]?: string }
  /** What a time in the file means: the bar's first moment (most vendors) or its last. Default `'start'`. */
  readonly stamp?: 'start' | 'end'
  /** With span `'session'`: a date is complete at that session's close instead of at midnight. */
  readonly calendar?: Calendar
  /** Order of `3/4/2026`. Default: told by a day above 12 somewhere in the file; none is refused. */
  readonly dates?: DateOrder
  /** The date of a file whose rows hold times of day alone. */
  readonly date?: IsoDate
  /** Rows to keep, header -> cell: one instrument out of many. Default all. */
  readonly only?: { readonly [header: string]: string }
  /** Keep rows that go backwards or repeat a time, for `inspectBars` to list. Default false. */
  readonly unchecked?: boolean
  /** Named in errors. */
  readonly file?: string
}

/**
 * Bars from CSV text or bytes (UTF-8). Finds out the delimiter (`,` `;` tab `|`), where the header is, which column is
 * what, and how time is written: ISO, `20260102 093000`, `1/2/2026`, epoch s, ms, µs, ns. Files without a header are read
 * as time, open, high, low, close, volume; files that run newest first are turned. Empty cells, `null`, `N/A` are NaN.
 *
 * `time` becomes the moment each bar was **complete**. A date ends at its midnight in `zone`; a time is the start of its bar
 * unless `stamp` is `'end'`. Read SPY with `zone: 'America/New_York'`, coins with the default UTC.
 *
 * Throws `input/parse` with line and column: a number or time that is none, a line cut short, a wall time without a zone;
 * `input/backwards` with the line, where times do not ascend; `data/missing` where there is no row or no time or close.
 *
 * @example
 * import { parseCsv } from '@bourse/data'
 * const bars = parseCsv('Date,Open,High,Low,Close,Adj Close,Volume\n2026-01-02,10,12,9,11,10.5,300', {
 *   id: 'SPY@ARCX',
 *   span: '1d',
 *   zone: 'America/New_York',
 * })
 * bars.adjusted // => Float64Array [10.5]
 * new Date(bars.time[0]).toISOString() // => '2026-01-03T05:00:00.000Z'
 */
export function parseCsv(text: string | Uint8Array, options: CsvOptions): Bars {
  const bytes = endingInNewline(text)
  const layout = csvLayout(bytes, options)
  const wanted = barNumbers.filter((name) => layout.places[name] !== undefined)
  const estimate = Math.ceil((bytes.length - layout.start) / Math.max(8, layout.sample)) + 16
  const rows: CsvRows = { table: barTable(estimate, wanted), count: 0, ascending: true }
  readRows(bytes, layout, stampOf(bytes, layout, options), rows, options)
  if (rows.count === 0)
    throw new BourseError('data/missing', `${options.file ?? 'parseCsv'}: no rows after line ${layout.line}`, {
      details: { where: 'parseCsv', file: options.file ?? null, line: layout.line },
      remedy: 'check that the file is whole, and `only` if you passed it',
    })
  // Exchanges that print a settlement instead of a last price: it is the close too.
  if (rows.table.close === undefined && rows.table.settlement !== undefined) rows.table.close = rows.table.settlement
  if (!rows.ascending) turn(rows.table, wanted, rows.count)
  return barsFrom(rows.table, rows.count, options.id, options.span)
}

/** Whether to trust that bytes ends a line lets every loop run without looking for the end. */
function endingInNewline(text: string | Uint8Array): Uint8Array {
  if (typeof text === 'string') return new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`)
  if (text.at(-1) === 10) return text
  const bytes = new Uint8Array(text.length + 1)
  bytes.set(text)
  bytes[text.length] = 10
  return bytes
}

/** Reads the cells of time (and clock) of a row: when its bar was complete. NaN: cannot be read. */
export type RowStamp = (from: number, to: number, clockFrom: number, clockTo: number) => number

function stampOf(bytes: Uint8Array, layout: CsvLayout, options: CsvOptions): RowStamp {
  const zone = options.zone ?? options.calendar?.zone
  const toEpoch = zoneClock(zone ?? 'UTC')
  const { stamp, read, timeOfDay } = csvClock(options.dates ?? dateOrderOf(bytes, layout, options.file))
  const complete = completeAt(options.span, options.stamp ?? 'start', toEpoch, options.calendar)
  const day = options.date === undefined ? undefined : dayNumber(options.date) * dayMs
  const clockOf = layout.millis ? millisOfDay : timeOfDay
  const whole = (): number => {
    if (stamp.kind === 'wall' && zone === undefined)
      throw csvError(
        { file: options.file, line: layout.line + 1 },
        'times of day without a zone name another moment in every place',
        "pass the zone of the file, such as zone: 'America/New_York' or 'UTC'",
      )
    return complete(stamp)
  }
  if (layout.places.clock === undefined && day === undefined)
    return (from, to) => (read(bytes, from, to) ? whole() : Number.NaN)
  return (from, to, clockFrom, clockTo) => {
    if (day === undefined && !(read(bytes, from, to) && stamp.kind === 'date')) return Number.NaN
    if (day !== undefined) stamp.value = day
    stamp.value += day === undefined ? clockOf(bytes, clockFrom, clockTo) : clockOf(bytes, from, to)
    stamp.kind = 'wall'
    return Number.isNaN(stamp.value) ? Number.NaN : whole()
  }
}

function turn(table: BarTable, wanted: readonly BarNumber[], count: number): void {
  table.time = table.time.subarray(0, count).reverse()
  for (const name of wanted) table[name] = table[name]!.subarray(0, count).reverse()
}
