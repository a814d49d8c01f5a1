// A report for the eye: at most 80 columns.
import { toIsoDate } from '@bourse/core'
import type { PerformanceFigures } from '@bourse/risk'
import { periodName } from './countedPeriods.js'
import { groupedNumber } from './groupedNumber.js'
import { monthlyReturns } from './monthlyReturns.js'
import type { Report } from './report.js'
import { sparkline } from './sparkline.js'
import { underwaterDays } from './underwaterDays.js'

const width = 80

export function reportTable(report: Report): string {
  const blocks = [headLines(report), figureLines(report), monthLines(report), partLines(report), noteLines(report)]
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function headLines({ time, equity, base, digest, periodsPerYear }: Report): readonly string[] {
  const span = `${toIsoDate(time[0]!)} to ${toIsoDate(time.at(-1)!)}`
  const name = periodName(periodsPerYear)
  const money = `${groupedNumber(equity[0]!, 2)} -> ${groupedNumber(equity.at(-1)!, 2)} ${base}`
  const line = sparkline(equity, Math.min(40, width - 9 - money.length))
  return [
    `${span}, ${counted(time.length, name)}, digest ${digest}`,
    `equity ${money}${line === '' ? '' : `  ${line}`}`,
  ]
}

type Column = { readonly name: string; readonly figures: PerformanceFigures; readonly underwater: number }
type Row = readonly [name: string, value: (column: Column) => number, shown: (value: number) => string]

function figureLines(report: Report): readonly string[] {
  const { time, equity, figures, benchmark, periodsPerYear } = report
  const market = report.toColumns()['benchmark']
  const columns: Column[] = [{ name: 'portfolio', figures, underwater: underwaterDays(time, equity) }]
  if (benchmark !== undefined)
    columns.push({
      name: 'benchmark',
      figures: benchmark,
      underwater: market instanceof Float64Array ? underwaterDays(time, market) : Number.NaN,
    })
  const rows: readonly Row[] = [
    ['total return', ({ figures: f }) => f.totalReturn, percent],
    ['return per year', ({ figures: f }) => f.cagr, percent],
    ['volatility per year', ({ figures: f }) => f.volatility, percent],
    ['Sharpe ratio', ({ figures: f }) => f.sharpe, ratio],
    ['  give or take', ({ figures: f }) => f.sharpeError, ratio],
    ['Sortino ratio', ({ figures: f }) => f.sortino, ratio],
    ['Calmar ratio', ({ figures: f }) => f.calmar, ratio],
    ['deepest drawdown', ({ figures: f }) => f.maxDrawdown, percent],
    ['longest under water', ({ underwater }) => underwater, (days) => `${Math.round(days)} days`],
    [`value at risk, 95 % of ${periodName(periodsPerYear)}s`, ({ figures: f }) => f.valueAtRisk, percent],
    ['alpha per year', ({ figures: f }) => f.alpha, percent],
    ['beta', ({ figures: f }) => f.beta, ratio],
  ]
  const known = rows.filter(([, value]) => columns.some((column) => Number.isFinite(value(column))))
  return [
    ''.padEnd(30) + columns.map(({ name }) => name.padStart(14)).join(''),
    ...known.map(
      ([name, value, shown]) =>
        name.padEnd(30) +
        columns.map((column) => (Number.isFinite(value(column)) ? shown(value(column)) : '-').padStart(14)).join(''),
    ),
  ]
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function monthLines({ time, equity }: Report): readonly string[] {
  const years = monthlyReturns(time, equity)
  if (years.length === 0) return []
  // Four characters and a gap: from ten percent on whole ones, and what multiplies the money says so.
  const cell = (value: number): string => {
    if (!Number.isFinite(value)) return ''
    const tenths = groupedNumber(100 * value, 1)
    const short = Math.abs(value) < 0.0995 ? tenths : (100 * value).toFixed(0)
    return short.length > 4 ? '>999' : short
  }
  return [
    `%   ${monthNames.map((name) => name.padStart(5)).join('')}    year`,
    ...years.map(
      ({ year, months: cells, total }) =>
        `${year}${cells.map((value) => cell(value).padStart(5)).join('')}${groupedNumber(100 * total, 1).padStart(8)}`,
    ),
  ]
}

const kinds = ['strategy', 'class', 'bucket', 'account'] as const

/** Strategies, classes, buckets and accounts, each where there are several: one alone is the portfolio. */
function partLines(report: Report): readonly string[] {
  const { parts, base } = report
  const made = report.equity.at(-1)! - report.equity[0]!
  const lines = kinds.flatMap((by) => {
    const own = parts.filter((part) => part.by === by)
    if (own.length < 2) return []
    return [
      `by ${by}`.padEnd(22) +
        [`${base} earned`, 'of all', 'a year', 'Sharpe', 'drawdown', 'of risk']
          .map((head, i) => head.padStart(widths[i]!))
          .join(''),
      ...own.flatMap(({ name, profit, figures, riskShare }) => {
        const row = [
          groupedNumber(profit).padStart(widths[0]),
          percent(made > 0 ? profit / made : Number.NaN, 0).padStart(widths[1]),
          percent(figures.cagr, 1).padStart(widths[2]),
          ratio(figures.sharpe).padStart(widths[3]),
          percent(figures.maxDrawdown, 1).padStart(widths[4]),
          percent(riskShare, 0).padStart(widths[5]),
        ].join('')
        // A long name has a line of its own: cut, it may be anybody's.
        return name.length < 22 ? [name.padEnd(22) + row] : [name.slice(0, width), ' '.repeat(22) + row]
      }),
      '',
    ]
  })
  return lines.slice(0, -1)
}

const widths = [16, 8, 9, 8, 9, 8] as const

function noteLines(report: Report): readonly string[] {
  const { fills, roundTrips, costs, base, holdings } = report
  const lines: string[] = []
  const note = (head: string, text: string): void => {
    lines.push(...wrapped(`${head.padEnd(9)}${text}`))
  }
  for (const { by, parts, correlation, ratio: spread, bets } of report.diversification)
    note(
      lines.length === 0 ? 'diverse' : '',
      `${parts} ${by === 'class' ? 'classes' : 'strategies'}: correlation ${ratio(correlation)} on average, diversification ratio ${ratio(spread)}, ${bets.toFixed(1)} independent bets`,
    )
  if (holdings?.gross.some((value) => value !== 0)) {
    const margin =
      holdings.margin === undefined
        ? ''
        : `; margin ${percent(meanOf(holdings.margin), 0)} and ${percent(mostOf(holdings.margin), 0)}`
    note(
      'leverage',
      `gross ${percent(meanOf(holdings.gross), 0)} of equity on average, ${percent(mostOf(holdings.gross), 0)} at most${margin}`,
    )
  }
  const won = roundTrips.filter(({ pnl, costs: paid }) => pnl.value.greaterThan(paid.value)).length
  const share = roundTrips.length === 0 ? '' : `, ${((100 * won) / roundTrips.length).toFixed(1)} % won after costs`
  note('trades', `${counted(fills.length, 'fill')}, ${counted(roundTrips.length, 'round trip')}${share}`)
  const paid = costs.map(({ cost, money: { value, currency } }) => {
    const amount = value.toNumber()
    return `${cost} ${groupedNumber(Math.abs(amount), 2)} ${currency}${amount < 0 ? ' earned' : ''}`
  })
  if (paid.length > 0) note('costs', paid.join(', '))
  for (const { key, by, total } of report.profits)
    if (by === 'class' && key === '')
      note('other', `interest, and fees of no position: ${groupedNumber(total, 2)} ${base}`)
  if (report.ruled.length > 0)
    note('rules', report.ruled.map(({ rule, did, orders }) => `${rule} ${did} ${counted(orders, 'order')}`).join(', '))
  if (report.dependentFills !== undefined && report.dependentFills > 0)
    note('fills', `${report.dependentFills} depended on the way through their bar`)
  for (const check of report.honesty) note(check.passed ? 'passed' : 'FAILED', `${check.check}: ${check.meaning}`)
  for (const line of report.assumed) note('assumed', line)
  for (const { code, message, input } of report.troubles.slice(0, 10))
    note('trouble', `${code} at input ${input}: ${message}`)
  if (report.troubles.length > 10) note('trouble', `${report.troubles.length - 10} more`)
  return lines
}

function percent(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return '-'
  return `${groupedNumber(100 * value, digits)} %`
}

function ratio(value: number): string {
  return groupedNumber(value, 2)
}

function meanOf(values: Float64Array): number {
  const known = values.filter(Number.isFinite)
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

function mostOf(values: Float64Array): number {
  return values.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, value)), Number.NEGATIVE_INFINITY)
}

function counted(count: number, what: string): string {
  return `${groupedNumber(count)} ${what}${count === 1 ? '' : 's'}`
}

/** Words in lines that fit, later ones indented; a word longer than a line is cut. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  const room = width - 9
  for (const word of text
    .split(/(?<=\S) (?=\S)/)
    .flatMap((one) => one.match(new RegExp(`.{1,${room}}`, 'g')) ?? [''])) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `${' '.repeat(9)}${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines
}
