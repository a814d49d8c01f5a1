import type { Bars } from '@bourse/core'
import { type BarTable, barsFrom, columnsOf } from './barTable.js'

/**
 * The bars whose row passes a test, as new columns.
 *
 * @example
 * import { filterBars, parseCsv } from '@bourse/data'
 * const bars = parseCsv('date,close,volume\n2026-01-02,10,5\n2026-01-05,11,0', { id: 'SPY@ARCX', span: '1d' })
 * filterBars(bars, (row) => bars.volume[row] > 0).close // => Float64Array [10]
 */
export function filterBars(bars: Bars, keep: (row: number) => boolean): Bars {
  const rows = Int32Array.from(bars.time.keys()).filter((row) => keep(row))
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!)
  const table: BarTable = { time: pick(bars.time) }
  for (const name of columnsOf(bars)) table[name] = pick(bars[name]!)
  return barsFrom(table, rows.length, bars.id, bars.span)
}
