// The page's tables: they are the page for whoever prints it, reads it aloud, or has no script.
import { toIsoDate } from '@bourse/core'
import type { PerformanceFigures } from '@bourse/risk'
import { type Cell, escaped, grouped, percent, ratio, table } from './markup.js'
import { monthlyReturns } from '../report/monthlyReturns.js'
import type { TearSheet } from './tearSheet.js'

type Row = readonly [name: string, figure: keyof PerformanceFigures, shown: (value: number) => string]
const count = (value: number): string => grouped(value)
const share = (value: number): string => percent(value, 2)

const figureRows: readonly Row[] = [
  ['Total return', 'totalReturn', share],
  ['Return per year', 'cagr', share],
  ['Volatility per year', 'volatility', share],
  ['Sharpe ratio', 'sharpe', ratio],
  ['Its standard error', 'sharpeError', ratio],
  ['Probability that it is above 0', 'probabilisticSharpe', share],
  ['Sortino ratio', 'sortino', ratio],
  ['Calmar ratio', 'calmar', ratio],
  ['Omega ratio', 'omega', ratio],
  ['Deepest drawdown', 'maxDrawdown', share],
  ['Ulcer index', 'ulcer', share],
  ['Longest under water, rows', 'longestUnderwater', count],
  ['Value at risk 95 %, a period', 'valueAtRisk', share],
  ['Expected shortfall 95 %, a period', 'shortfall', share],
  ['Worst period', 'worstLoss', share],
  ['Skewness', 'skewness', ratio],
  ['Excess kurtosis', 'excessKurtosis', ratio],
  ['Alpha per year', 'alpha', share],
  ['Beta', 'beta', ratio],
  ['Correlation with the benchmark', 'correlation', ratio],
  ['Information ratio', 'informationRatio', ratio],
]

export function figuresTable({ figures, benchmark, parts }: TearSheet): string {
  const curves = parts.filter((part) => part.figures !== undefined)
  const columns = [
    figures,
    ...(benchmark === undefined ? [] : [benchmark.figures]),
    ...curves.map((part) => part.figures!),
  ]
  const heads = [
    'Figure',
    'Portfolio',
    ...(benchmark === undefined ? [] : [benchmark.name]),
    ...curves.map(({ name }) => name),
  ]
  const rows = figureRows
    .filter(([, figure]) => columns.some((one) => Number.isFinite(one[figure])))
    .map(([name, figure, shown]) => [name, ...columns.map((one) => shown(one[figure]))])
  return table('Figures', heads.map(escaped), rows)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A heat map whose cells say their number: colour only repeats it. */
export function monthlyTable({ time, equity }: TearSheet): string {
  const years = monthlyReturns(time, equity)
  const most = Math.max(1e-9, ...years.flatMap((year) => year.months.filter(Number.isFinite).map(Math.abs)))
  const rows = years.map((year): readonly Cell[] => [
    String(year.year),
    ...year.months.map((value) => heated(value, most)),
    { text: percent(year.total), attributes: ' class="total"' },
  ])
  return table('Return by month', ['Year', ...months, 'Year'], rows)
}

function heated(value: number, most: number): Cell {
  if (!Number.isFinite(value)) return { text: '', attributes: '' }
  const heat = Math.round((60 * Math.abs(value)) / most)
  return { text: percent(value), attributes: ` class="${value < 0 ? 'loss' : 'gain'}" style="--heat:${heat}%"` }
}

export function honestyTable({ honesty }: TearSheet): string {
  if (honesty.length === 0) return ''
  const rows = honesty.map(({ check, passed, meaning }): readonly Cell[] => [
    escaped(check.replaceAll('-', ' ')),
    { text: passed ? '✓ passed' : '✗ failed', attributes: ` class="words ${passed ? 'passed' : 'failed'}"` },
    { text: escaped(meaning), attributes: ' class="words"' },
  ])
  return table('Doubts, asked and answered', ['Doubt', 'Answer', 'What it means'], rows)
}

export function costsTable({ costs }: TearSheet): string {
  if (costs.length === 0) return ''
  return table(
    'Costs: above zero is paid',
    ['Cost', 'Amount'],
    costs.map(({ cost, amount }) => [escaped(cost), escaped(amount)]),
  )
}

export function partsTable({ parts, base, equity }: TearSheet): string {
  if (parts.length === 0) return ''
  const start = equity[0]!
  const rows = parts.map(({ by, name, profit }): readonly Cell[] => [
    escaped(name),
    { text: by, attributes: ' class="words"' },
    grouped(profit),
    percent(profit / start),
  ])
  return table(`Who earned it, ${escaped(base)}`, ['Part', 'Of', 'Profit', 'Of starting equity'], rows)
}

const listed = 250

export function tripsTable({ trips }: TearSheet): string {
  if (trips.length === 0) return ''
  const rows = trips.slice(-listed).map((trip): readonly Cell[] => [
    escaped(trip.instrument),
    { text: escaped(trip.strategy), attributes: ' class="words"' },
    toIsoDate(trip.opened),
    toIsoDate(trip.closed),
    shortest(trip.quantity),
    shortest(trip.entry),
    shortest(trip.exit),
    grouped(trip.costs, 2),
    {
      text: `${grouped(trip.profit, 2)} ${escaped(trip.currency)}`,
      attributes: ` class="${trip.profit < 0 ? 'down' : 'up'}"`,
    },
  ])
  const which = trips.length > listed ? `the last ${listed} of ${grouped(trips.length)}` : `all ${trips.length}`
  const heads = [
    'Instrument',
    'Strategy',
    'Opened',
    'Closed',
    'Quantity',
    'Entry',
    'Exit',
    'Costs',
    'Profit after costs',
  ]
  return table(`Round trips, ${which}`, heads, rows)
}

function shortest(value: number): string {
  const text = String(Number(value.toPrecision(8)))
  return text.startsWith('-') ? `−${text.slice(1)}` : text
}
