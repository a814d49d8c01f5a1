// What a report's files are made of: named columns, the same for a spreadsheet and for Arrow.
import type { Columns, Money } from '@bourse/core'
import { monthlyReturns } from './monthlyReturns.js'
import type { Report } from './report.js'

/**
 * `equity`: a row per moment; `fills`, `roundTrips`, `costs`, `parts`: a row for each; `months`: a row per year; `holdings` (exposure,
 * leverage, margin as shares of equity) and `contributions` (profit of every part since the start): a row per day.
 */
export type ReportSheet =
  | 'equity'
  | 'fills'
  | 'roundTrips'
  | 'months'
  | 'costs'
  | 'parts'
  | 'holdings'
  | 'contributions'

/** `time`: epoch milliseconds; `exact`: decimal text, a double in columns. */
export type SheetColumn =
  | { readonly name: string; readonly holds: 'time' | 'number'; readonly values: Float64Array }
  | { readonly name: string; readonly holds: 'text' | 'exact'; readonly values: readonly string[] }

export function sheetColumns(report: Report, sheet: ReportSheet): Columns {
  return Object.fromEntries(
    reportSheet(report, sheet).map(({ name, holds, values }) => [
      name,
      holds === 'exact' ? Float64Array.from(values, Number) : values,
    ]),
  )
}

export function reportSheet(report: Report, sheet: ReportSheet): readonly SheetColumn[] {
  return sheets[sheet](report)
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const sheets: { readonly [S in ReportSheet]: (report: Report) => readonly SheetColumn[] } = {
  equity: (report) =>
    Object.entries(report.toColumns()).map(([name, values]) => ({
      name,
      holds: name === 'time' ? 'time' : 'number',
      values: values as Float64Array,
    })),
  fills: ({ fills }) => [
    times('time', fills, ({ time }) => time),
    texts('account', fills, ({ account }) => account),
    texts('strategy', fills, ({ strategy }) => strategy),
    texts('instrument', fills, ({ instrument }) => instrument),
    texts('side', fills, ({ side }) => side),
    numbers('quantity', fills, ({ quantity }) => quantity),
    numbers('price', fills, ({ price }) => price),
    exact('fee', fills, ({ fee }) => fee),
    texts('currency', fills, ({ fee }) => fee.currency),
    ...(fills.some(({ slippage }) => slippage !== undefined)
      ? [numbers('slippage', fills, ({ slippage }) => slippage ?? Number.NaN)]
      : []),
  ],
  roundTrips: ({ roundTrips: trips }) => [
    texts('account', trips, ({ account }) => account),
    texts('strategy', trips, ({ strategy }) => strategy),
    texts('instrument', trips, ({ instrument }) => instrument),
    times('opened', trips, ({ opened }) => opened),
    times('closed', trips, ({ closed }) => closed),
    numbers('quantity', trips, ({ quantity }) => quantity),
    numbers('entry', trips, ({ entry }) => entry),
    numbers('exit', trips, ({ exit }) => exit),
    exact('pnl', trips, ({ pnl }) => pnl),
    exact('costs', trips, ({ costs }) => costs),
    exact('profit', trips, ({ pnl, costs }) => ({ ...pnl, value: pnl.value.sub(costs.value) })),
    texts('currency', trips, ({ pnl }) => pnl.currency),
  ],
  months: ({ time, equity }) => {
    const years = monthlyReturns(time, equity)
    return [
      numbers('year', years, ({ year }) => year),
      // Names that are whole numbers would come first, whatever their place.
      ...monthNames.map((name, i) => numbers(name, years, ({ months }) => months[i]!)),
      numbers('total', years, ({ total }) => total),
    ]
  },
  costs: ({ costs }) => [
    texts('cost', costs, ({ cost }) => cost),
    exact('amount', costs, ({ money }) => money),
    texts('currency', costs, ({ money }) => money.currency),
  ],
  parts: ({ parts }) => [
    texts('by', parts, ({ by }) => by),
    texts('name', parts, ({ name }) => name),
    numbers('capital', parts, ({ capital }) => capital),
    numbers('profit', parts, ({ profit }) => profit),
    numbers('riskShare', parts, ({ riskShare }) => riskShare),
    ...(['totalReturn', 'cagr', 'volatility', 'sharpe', 'sortino', 'calmar', 'maxDrawdown'] as const).map((figure) =>
      numbers(figure, parts, ({ figures }) => figures[figure]),
    ),
  ],
  holdings: ({ holdings }) => {
    if (holdings === undefined) return []
    const { time, gross, net, margin, buckets } = holdings
    return [
      { name: 'time', holds: 'time', values: time },
      { name: 'gross', holds: 'number', values: gross },
      { name: 'net', holds: 'number', values: net },
      ...(margin === undefined ? [] : [{ name: 'margin', holds: 'number', values: margin } as const]),
      ...buckets.flatMap(({ name, long, short }) => [
        { name: `${name} long`, holds: 'number', values: long } as const,
        { name: `${name} short`, holds: 'number', values: short } as const,
      ]),
    ]
  },
  contributions: ({ contributions }) =>
    contributions === undefined
      ? []
      : [
          { name: 'time', holds: 'time', values: contributions.time },
          ...contributions.lines.map(
            ({ by, name, profit }) =>
              ({ name: `${by} ${name === '' ? 'other' : name}`, holds: 'number', values: profit }) as const,
          ),
        ],
}

function times<T>(name: string, rows: readonly T[], of: (row: T) => number): SheetColumn {
  return { name, holds: 'time', values: Float64Array.from(rows, of) }
}

function numbers<T>(name: string, rows: readonly T[], of: (row: T) => number): SheetColumn {
  return { name, holds: 'number', values: Float64Array.from(rows, of) }
}

function texts<T>(name: string, rows: readonly T[], of: (row: T) => string): SheetColumn {
  return { name, holds: 'text', values: rows.map(of) }
}

function exact<T>(name: string, rows: readonly T[], of: (row: T) => Money): SheetColumn {
  return { name, holds: 'exact', values: rows.map((row) => of(row).value.toFixed()) }
}
