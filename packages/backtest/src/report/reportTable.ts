// A report for the eye: at most 80 columns.
import { formatMoney, roundMoney, toIsoDate } from '@bourse/core'
import type { PerformanceFigures } from '@bourse/risk'
import { monthlyReturns } from './monthlyReturns.js'
import type { Report } from './report.js'

const width = 80

type Row = readonly [name: string, figure: keyof PerformanceFigures, kind: 'share' | 'ratio' | 'count']
const rows: readonly Row[] = [
  ['total return', 'totalReturn', 'share'],
  ['return per year', 'cagr', 'share'],
  ['volatility per year', 'volatility', 'share'],
  ['Sharpe ratio', 'sharpe', 'ratio'],
  ['  its standard error', 'sharpeError', 'ratio'],
  ['Sortino ratio', 'sortino', 'ratio'],
  ['Calmar ratio', 'calmar', 'ratio'],
  ['deepest drawdown', 'maxDrawdown', 'share'],
  ['longest under water', 'longestUnderwater', 'count'],
  ['value at risk 95 %', 'valueAtRisk', 'share'],
  ['alpha', 'alpha', 'share'],
  ['beta', 'beta', 'ratio'],
]

export function reportTable(report: Report): string {
  const { time, equity, base, figures, benchmark, roundTrips, costs } = report
  const lines: string[] = []
  const columns = [
    figures,
    ...(benchmark === undefined ? [] : [benchmark]),
    ...report.parts.map((part) => part.figures),
  ].slice(0, 4)
  const heads = [
    'portfolio',
    ...(benchmark === undefined ? [] : ['benchmark']),
    ...report.parts.map((part) => part.name),
  ].slice(0, 4)
  lines.push(`${toIsoDate(time[0]!)} to ${toIsoDate(time.at(-1)!)}, ${time.length} rows, digest ${report.digest}`)
  lines.push(`equity ${amount(equity[0]!)} -> ${amount(equity.at(-1)!)} ${base}`)
  lines.push('')
  lines.push(`${''.padEnd(24)}${heads.map((head) => head.slice(0, 13).padStart(14)).join('')}`)
  for (const [name, figure, kind] of rows)
    if (columns.some((one) => Number.isFinite(one[figure])))
      lines.push(`${name.padEnd(24)}${columns.map((one) => shown(one[figure], kind).padStart(14)).join('')}`)
  lines.push('', ...monthLines(report), '')
  const won = roundTrips.filter(({ pnl, costs: paid }) => pnl.value.greaterThan(paid.value)).length
  const share = roundTrips.length === 0 ? '' : `, ${((100 * won) / roundTrips.length).toFixed(1)} % won after costs`
  lines.push(`${report.fills.length} fills, ${roundTrips.length} round trips${share}`)
  for (const { by, key, total } of report.profits)
    lines.push(
      `${(key === '' ? 'interest and other' : key).slice(0, 40).padEnd(24)}${amount(total).padStart(14)} ${base}  ${by}`,
    )
  for (const { cost, money } of costs)
    lines.push(
      `${cost.padEnd(24)}${formatMoney(roundMoney(money, { decimals: 2, rounding: 'half-even' }), 2).padStart(18)}`,
    )
  for (const { did, orders, first } of report.ruled) lines.push(...wrapped(`rules   ${did} ${orders} orders, ${first}`))
  if (report.dependentFills !== undefined && report.dependentFills > 0)
    lines.push(`${report.dependentFills} fills depended on the way through their bar`)
  for (const check of report.honesty)
    lines.push(...wrapped(`${check.passed ? 'passed' : 'FAILED'}  ${check.check}: ${check.meaning}`))
  for (const line of report.assumed) lines.push(...wrapped(`assumed ${line}`))
  for (const { code, message, input } of report.troubles.slice(0, 10))
    lines.push(...wrapped(`trouble ${code} at input ${input}: ${message}`))
  if (report.troubles.length > 10) lines.push(`trouble ${report.troubles.length - 10} more`)
  return lines.join('\n')
}

function monthLines({ time, equity }: Report): readonly string[] {
  const cell = (value: number): string => (Number.isFinite(value) ? (100 * value).toFixed(1) : '').padStart(6)
  const head = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  const years = monthlyReturns(time, equity).map(
    ({ year, months, total }) =>
      `${year}${months
        .map((value) => cell(value).slice(-5))
        .join('')
        .padEnd(60)}${cell(total).padStart(8)}`,
  )
  return [`%   ${head.map((name) => name.padStart(5)).join('')}    year`, ...years]
}

function shown(value: number, kind: Row[2]): string {
  if (!Number.isFinite(value)) return '-'
  if (kind === 'share') return `${(100 * value).toFixed(2)} %`
  return kind === 'count' ? String(value) : value.toFixed(3)
}

function amount(value: number): string {
  return value.toFixed(2)
}

/** Words in lines that fit, later ones indented. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `        ${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines
}
