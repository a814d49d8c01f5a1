// Every part of a run with figures of its own: what it earned on what it had.
import { covariance, type Matrix } from '@bourse/math'
import { type PerformanceFigures, performanceOf, riskContributions } from '@bourse/risk'
import type { PartKey, ProfitCurve } from '../run/profitCurve.js'
import { countedPeriods } from './countedPeriods.js'

/**
 * `profit` in base currency, after fees, funding and interest. `figures` are of `capital` plus profit, day by day: a strategy's capital
 * is what it began with, of the others it is the account's opening equity, so that their returns add up to its own. `riskShare`: the part of
 * the variance of daily profit that this part carries, beside the others of the same `by`; below zero where it hedges them.
 */
export type ReportPart = {
  readonly by: PartKey
  readonly name: string
  readonly capital: number
  readonly profit: number
  readonly figures: PerformanceFigures
  readonly riskShare: number
}

type Terms = {
  readonly capital: ReadonlyMap<string, number>
  readonly opening: number
  readonly periodsPerYear: number | undefined
}

/** Strategies as they were given, also one that never traded; the others as they came. */
export function partsOf({ time, lines }: ProfitCurve, terms: Terms): readonly ReportPart[] {
  const counted = countedPeriods(time)
  // A number of one's own is of the run's rows: it holds here where those are days too.
  const own = terms.periodsPerYear
  const periodsPerYear = own !== undefined && own < 400 ? own : counted
  const strategies = [...terms.capital].map(([name, capital]) => ({
    by: 'strategy' as const,
    name,
    capital,
    profit: lines.find((line) => line.by === 'strategy' && line.name === name)?.profit ?? new Float64Array(time.length),
  }))
  const others = (['class', 'bucket', 'account'] as const).flatMap((by) =>
    lines.filter((line) => line.by === by && line.name !== '').map((line) => ({ ...line, capital: terms.opening })),
  )
  const shares = new Map(
    (['strategy', 'class', 'bucket', 'account'] as const).flatMap((by) => {
      const columns = [...strategies, ...others].filter((part) => part.by === by)
      const risk = riskShares(columns.map(({ profit }) => profit))
      return columns.map((part, i) => [part.profit, risk[i]!] as const)
    }),
  )
  return [...strategies, ...others].map(({ by, name, capital, profit }) => ({
    by,
    name,
    capital,
    profit: profit.at(-1) ?? 0,
    figures: figuresOf(profit, capital, periodsPerYear),
    riskShare: shares.get(profit)!,
  }))
}

/** Changes of columns, a row per day; undefined where they are not known, or too few. */
export function dailyChanges(columns: readonly Float64Array[]): Matrix | undefined {
  const rows = (columns[0]?.length ?? 0) - 1
  const cols = columns.length
  if (rows < 3 || !columns.every((column) => column.every(Number.isFinite))) return undefined
  const data = new Float64Array(rows * cols)
  for (const [i, column] of columns.entries())
    for (let row = 0; row < rows; row++) data[row * cols + i] = column[row + 1]! - column[row]!
  return { rows, cols, data }
}

function riskShares(columns: readonly Float64Array[]): Float64Array {
  const changes = dailyChanges(columns)
  if (changes === undefined) return new Float64Array(columns.length).fill(Number.NaN)
  const carried = riskContributions(new Float64Array(columns.length).fill(1), covariance(changes))
  const whole = carried.reduce((sum, one) => sum + one, 0)
  return carried.map((one) => (whole > 0 ? one / whole : Number.NaN))
}

/** NaN throughout where a price or rate was not known, or there was no capital. */
function figuresOf(profit: Float64Array, capital: number, periodsPerYear: number): PerformanceFigures {
  const known = capital > 0 && profit.every(Number.isFinite)
  if (known)
    return performanceOf(
      profit.map((value) => capital + value),
      { periodsPerYear },
    )
  return { ...performanceOf([1], { periodsPerYear }), totalReturn: Number.NaN, maxDrawdown: Number.NaN }
}
