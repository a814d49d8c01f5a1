import type { Bars } from '@bourse/core'
import { columnsOf } from '../bars/barTable.js'

/**
 * Bars as CSV: `time` is when each bar was complete, as ISO 8601 in UTC, numbers in their shortest exact form, NaN empty.
 * `parseCsv` with `stamp: 'end'` gives the same bars back, bit for bit (times below the millisecond apart).
 *
 * @example
 * import { barsToCsv, parseCsv } from '@bourse/data'
 * const bars = parseCsv('date,close\n2026-01-02,10.5', { id: 'SPY@ARCX', span: '1d' })
 * barsToCsv(bars) // => 'time,open,high,low,close,volume,adjusted\n2026-01-03T00:00:00.000Z,,,,10.5,,10.5\n'
 */
export function barsToCsv(bars: Bars): string {
  const names = columnsOf(bars)
  const lines = [`time,${names.join(',')}`]
  for (const [row, at] of bars.time.entries()) {
    const cells = names.map((name) => (Number.isFinite(bars[name]![row]!) ? String(bars[name]![row]) : ''))
    lines.push(`${new Date(at).toISOString()},${cells.join(',')}`)
  }
  return `${lines.join('\n')}\n`
}
