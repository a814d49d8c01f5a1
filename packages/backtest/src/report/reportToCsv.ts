// A report as text for a spreadsheet.
import { toIsoDate } from '@bourse/core'
import type { Report } from './report.js'
import { type ReportSheet, reportSheet, type SheetColumn } from './reportSheets.js'

/**
 * One sheet of a report as CSV (RFC 4180, lines end in `\n`), a head line first. Times are ISO text in UTC, shares are
 * shares (0.01 = 1 %), prices and equity have their shortest exact digits; what is not known is an empty cell.
 *
 * @example
 * import { backtest, reportToCsv } from '@bourse/backtest'
 * import { parseCsv } from '@bourse/data'
 * import { defineStrategy } from '@bourse/engine'
 * const data = parseCsv('date,open,high,low,close\n2026-01-02,10,11,10,11\n2026-01-05,11,12,11,12\n2026-01-06,12,13,12,13',
 *   { id: 'SPY@ARCX', span: '1d' })
 * const hold = defineStrategy({ name: 'hold', defaults: {}, on: { bar: (ctx, bar) => ctx.target(bar.id, 1) } })
 * const report = backtest(hold(), { data, cash: '110 USD' })
 * reportToCsv(report, 'fills').split('\n')[0] // => 'time,account,strategy,instrument,side,quantity,price,fee,currency'
 */
export function reportToCsv(report: Report, sheet: ReportSheet): string {
  const columns = reportSheet(report, sheet)
  const count = columns[0]?.values.length ?? 0
  const lines = [columns.map(({ name }) => quoted(name)).join(',')]
  for (let row = 0; row < count; row++) lines.push(columns.map((column) => cellText(column, row)).join(','))
  return `${lines.join('\n')}\n`
}

function cellText({ holds, values }: SheetColumn, row: number): string {
  const value = values[row]!
  if (typeof value === 'string') return holds === 'text' ? quoted(value) : value
  if (!Number.isFinite(value)) return ''
  return holds === 'time' ? stampText(value) : String(value)
}

function stampText(time: number): string {
  return time % 86_400_000 === 0 ? toIsoDate(time) : new Date(time).toISOString()
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
