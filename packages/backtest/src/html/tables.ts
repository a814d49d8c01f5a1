// The page's tables: they are the page for whoever prints it, reads it aloud, or has no script.
import { toIsoDate } from '@bourse/core'
import { drawdownsOf, type PerformanceFigures } from '@bourse/risk'
import { periodName } from '../report/countedPeriods.js'
import { monthlyReturns } from '../report/monthlyReturns.js'
import { underwaterDays } from '../report/underwaterDays.js'
import { type Cell, escaped, grouped, percent, ratio, table } from './markup.js'
import type { TearSheet, TearSheetPart } from './tearSheet.js'

type Row = readonly [name: string, figure: keyof PerformanceFigures, shown: (value: number) => string]
const share = (value: number): string => percent(value, 2)

function figureRows(period: string): readonly Row[] {
  return [
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
    [`Value at risk, 95 % of ${period}s`, 'valueAtRisk', share],
    ['Expected shortfall beyond it', 'shortfall', share],
    [`Worst ${period}`, 'worstLoss', share],
    [`${period[0]!.toUpperCase()}${period.slice(1)}s won`, 'winRate', share],
    ['Skewness', 'skewness', ratio],
    ['Excess kurtosis', 'excessKurtosis', ratio],
    ['Alpha per year', 'alpha', share],
    ['Beta', 'beta', ratio],
    ['Correlation with the benchmark', 'correlation', ratio],
    ['Information ratio', 'informationRatio', ratio],
  ]
}

export function figuresTable({ figures, benchmark, periodsPerYear, time, equity }: TearSheet): string {
  const columns = [figures, ...(benchmark === undefined ? [] : [benchmark.figures])]
  const heads = ['', 'Portfolio', ...(benchmark === undefined ? [] : [benchmark.name])]
  const rows = figureRows(periodName(periodsPerYear))
    .filter(([, figure]) => columns.some((one) => Number.isFinite(one[figure])))
    .map(([name, figure, shown]) => [name, ...columns.map((one) => shown(one[figure]))])
  const days = [equity, ...(benchmark === undefined ? [] : [benchmark.equity])].map((curve) =>
    grouped(underwaterDays(time, curve)),
  )
  return table('All figures', heads.map(escaped), [...rows, ['Longest under water, days', ...days]])
}

/** The five deepest, with their days; nothing where a curve never fell, or has reached 0. */
export function drawdownsTable({ time, equity }: TearSheet): string {
  if (equity.some((value) => !(value > 0))) return ''
  const stays = drawdownsOf(equity).slice(0, 5)
  if (stays.length === 0) return ''
  const rows = stays.map(({ depth, peak, trough, recovered }) => [
    percent(depth, 2),
    toIsoDate(time[peak]!),
    toIsoDate(time[trough]!),
    recovered === undefined ? 'not yet' : toIsoDate(time[recovered]!),
    grouped(((recovered === undefined ? time.at(-1)! : time[recovered]!) - time[peak]!) / 86_400_000),
  ])
  return table('Deepest drawdowns', ['Depth', 'Peak', 'Lowest', 'Recovered', 'Days'], rows)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A heat map whose cells say their number: colour only repeats it. */
export function monthlyTable({ time, equity }: TearSheet): string {
  const years = monthlyReturns(time, equity)
  if (years.length === 0) return ''
  const most = Math.max(1e-9, ...years.flatMap((year) => year.months.filter(Number.isFinite).map(Math.abs)))
  const rows = years.map((year): readonly Cell[] => [
    String(year.year),
    ...year.months.map((value) => heated(value, most)),
    { text: percent(year.total), attributes: ' class="total"' },
  ])
  return table('Return by month', ['', ...months, 'Year'], rows)
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
  const rows = costs.map(({ cost, amount }): readonly Cell[] => {
    const earned = amount.startsWith('-')
    return [
      escaped(cost),
      { text: earned ? 'earned' : 'paid', attributes: ' class="words"' },
      { text: escaped(earned ? amount.slice(1) : amount), attributes: ` class="${earned ? 'up' : 'down'}"` },
    ]
  })
  return table('What it cost', ['', '', 'Amount'], rows)
}

const partNames: { readonly [by in TearSheetPart['by']]: string } = {
  strategy: 'strategy',
  class: 'asset class',
  bucket: 'bucket',
  account: 'account',
}

/** A table for strategies, classes, buckets and accounts; accounts only where there are several. */
export function partsTables({ parts, base, equity }: TearSheet): string {
  const made = equity.at(-1)! - equity[0]!
  return (['strategy', 'class', 'bucket', 'account'] as const)
    .map((by) => {
      const own = parts.filter((part) => part.by === by)
      if (own.length === 0 || (by === 'account' && own.length < 2)) return ''
      const heads = [
        by === 'class' ? 'Class' : `${by[0]!.toUpperCase()}${by.slice(1)}`,
        `Profit, ${escaped(base)}`,
        'Of all profit',
        'Return a year',
        'Volatility',
        'Sharpe',
        'Drawdown',
        'Of all risk',
      ]
      const rows = own.map(({ name, profit, figures, riskShare = Number.NaN }): readonly Cell[] => [
        escaped(name),
        { text: grouped(profit), attributes: ` class="${profit < 0 ? 'down' : 'up'}"` },
        percent(made > 0 ? profit / made : Number.NaN),
        percent(figures?.cagr ?? Number.NaN),
        percent(figures?.volatility ?? Number.NaN),
        ratio(figures?.sharpe ?? Number.NaN),
        percent(figures?.maxDrawdown ?? Number.NaN),
        percent(riskShare),
      ])
      return table(`By ${partNames[by]}`, heads, rows)
    })
    .join('')
}

/** One sentence each for strategies and classes. */
export function diversificationNote({ diversification = [] }: TearSheet): string {
  const told = diversification.map(
    ({ by, parts, correlation, ratio: spread, bets }) =>
      `${grouped(parts)} ${by === 'class' ? 'asset classes' : 'strategies'} have moved with a correlation of ${ratio(correlation)} on average, a diversification ratio of ${ratio(spread)}, and ${bets.toFixed(1)} independent bets among them.`,
  )
  return told.length === 0
    ? ''
    : `<p class="note">${told.join(' ')} Returns of classes are on the whole account, of strategies on their capital; shares of risk are of the variance of daily profit.</p>`
}

const listed = 120

export function tripsTable({ trips, periodsPerYear }: TearSheet): string {
  if (trips.length === 0) return ''
  // Where a day has many rows the hour matters.
  const stamp = (time: number): string =>
    periodsPerYear > 400 ? new Date(time).toISOString().slice(0, 16).replace('T', ' ') : toIsoDate(time)
  const rows = trips
    .slice(-listed)
    .toReversed()
    .map((trip): readonly Cell[] => [
      escaped(trip.instrument),
      { text: escaped(trip.strategy), attributes: ' class="words"' },
      stamp(trip.opened),
      stamp(trip.closed),
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

/** Its digits, at most eight, whole thousands grouped. */
function shortest(value: number): string {
  const [whole = '', part] = String(Number(value.toPrecision(8))).split('.')
  if (whole.includes('e') || part?.includes('e')) return String(value)
  const head = whole.replace('-', '−').replace(/\B(?=(\d{3})+$)/g, ',')
  return part === undefined ? head : `${head}.${part}`
}

/** The trips of each strategy in a row. */
export function tripsSummary({ trips }: TearSheet): string {
  const strategies = [...new Set(trips.map(({ strategy }) => strategy))]
  const rows = strategies.map((strategy) => {
    const own = trips.filter((trip) => trip.strategy === strategy)
    const won = own.filter(({ profit }) => profit > 0).length
    const days = own.reduce((sum, { opened, closed }) => sum + closed - opened, 0) / own.length / 86_400_000
    return [escaped(strategy), grouped(own.length), percent(won / own.length), ratio(days, 1)]
  })
  return table('Round trips by strategy', ['Strategy', 'Trips', 'Won', 'Days held'], rows)
}
