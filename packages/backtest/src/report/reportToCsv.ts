// A report as text for a spreadsheet.
import { toIsoDate } from '@bourse/core'
import { monthlyReturns } from './monthlyReturns.js'
import type { Report } from './report.js'

/** What a file is made of: a row per moment, per fill, per round trip, or per year with its months. */
export type ReportSheet = 'equity' | 'fills' | 'roundTrips' | 'months'

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
  const rows = sheets[sheet](report)
  return rows.map((cells) => `${cells.map(cellText).join(',')}\n`).join('')
}

type Cell = string | number

const sheets: { readonly [S in ReportSheet]: (report: Report) => readonly (readonly Cell[])[] } = {
  equity: (report) => {
    const columns = report.toColumns()
    const names = Object.keys(columns).filter((name) => name !== 'time')
    const values = names.map((name) => columns[name] as Float64Array)
    return [
      ['time', ...names],
      ...Array.from(report.time, (time, i) => [stampText(time), ...values.map((one) => one[i]!)]),
    ]
  },
  fills: ({ fills }) => [
    ['time', 'account', 'strategy', 'instrument', 'side', 'quantity', 'price', 'fee', 'currency'],
    ...fills.map(({ time, account, strategy, instrument, side, quantity, price, fee }) => [
      stampText(time),
      account,
      strategy,
      instrument,
      side,
      quantity,
      price,
      fee.value.toFixed(),
      fee.currency,
    ]),
  ],
  roundTrips: ({ roundTrips }) => [
    [
      'account',
      'strategy',
      'instrument',
      'opened',
      'closed',
      'quantity',
      'entry',
      'exit',
      'pnl',
      'costs',
      'profit',
      'currency',
    ],
    ...roundTrips.map(({ account, strategy, instrument, opened, closed, quantity, entry, exit, pnl, costs }) => [
      account,
      strategy,
      instrument,
      stampText(opened),
      stampText(closed),
      quantity,
      entry,
      exit,
      pnl.value.toFixed(),
      costs.value.toFixed(),
      pnl.value.sub(costs.value).toFixed(),
      pnl.currency,
    ]),
  ],
  months: ({ time, equity }) => [
    ['year', ...Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0')), 'total'],
    ...monthlyReturns(time, equity).map(({ year, months, total }) => [year, ...months, total]),
  ],
}

function stampText(time: number): string {
  return time % 86_400_000 === 0 ? toIsoDate(time) : new Date(time).toISOString()
}

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
