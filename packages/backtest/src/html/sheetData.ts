// What the page's script draws, as JSON: thinned, rounded, times in whole seconds.
import type { Json } from '@bourse/core'
import { drawdown } from '@bourse/risk'
import { countedPeriods } from '../report/countedPeriods.js'
import { rollingFigures } from './rollingFigures.js'
import type { TearSheet, TearSheetContributions, TearSheetPart, TearSheetPrices } from './tearSheet.js'
import { thinRows } from './thinRows.js'

/** Rows a chart is drawn with. */
export const mostRows = 1100
/** Rows of the smaller charts. */
const fewerRows = 400
/** Fills marked in all charts together; each chart has its part, of the last ones. */
const allMarks = 1000

/** How many fills are marked in the chart of one of so many instruments. */
export function mostMarks(instruments: number): number {
  return Math.floor(allMarks / Math.max(2, instruments))
}
/** Lines in one chart of who earned it: the largest, because there are no more colours. */
export const mostLines = 8

/** The rows that are drawn, and how many of them a year has. */
export function drawnRows({ time, periodsPerYear }: TearSheet): {
  readonly rows: readonly number[]
  readonly periodsPerYear: number
} {
  const rows = thinRows(time, mostRows)
  if (rows.length === time.length) return { rows, periodsPerYear }
  return { rows, periodsPerYear: countedPeriods(Float64Array.from(rows, (row) => time[row]!)) }
}

/** Periods the rolling figures look back: half a year of drawn rows, and no more than a third of them. */
export function rollingWindow(sheet: TearSheet): number {
  const { rows, periodsPerYear } = drawnRows(sheet)
  return Math.max(2, Math.min(Math.round(periodsPerYear / 2), Math.floor((rows.length - 1) / 3)))
}

export function sheetData(sheet: TearSheet): Json {
  const { time, equity, benchmark, holdings, contributions } = sheet
  const { rows, periodsPerYear } = drawnRows(sheet)
  const column = (values: Float64Array, digits = 6): Json => rows.map((row) => rounded(values[row]!, digits))
  // A benchmark starts with our money.
  const scale = benchmark === undefined ? 1 : equity[0]! / benchmark.equity[0]!
  const below = drawdown()
  const drawn = Float64Array.from(rows, (row) => equity[row]!)
  const { sharpe, volatility } = rollingFigures(drawn, rollingWindow(sheet), periodsPerYear)
  return {
    base: sheet.base,
    time: secondsOf(time, rows),
    equity: column(equity, 9),
    drawdown: column(equity.map((value) => -below.next(value))),
    benchmarkName: benchmark?.name ?? '',
    benchmark:
      benchmark === undefined
        ? null
        : column(
            benchmark.equity.map((value) => value * scale),
            7,
          ),
    sharpe: Array.from(sharpe, (value) => rounded(value, 3)),
    volatility: Array.from(volatility, (value) => rounded(value, 3)),
    holdings: holdings === undefined ? null : holdingsData(holdings),
    contributions: contributions === undefined ? null : contributionsData(contributions),
    prices: sheet.prices.map((prices) => pricesData(prices, mostMarks(sheet.prices.length))),
  }
}

function holdingsData(holdings: NonNullable<TearSheet['holdings']>): Json {
  const rows = thinRows(holdings.time, fewerRows)
  const column = (values: Float64Array): Json =>
    values.some((value) => value !== 0) ? rows.map((row) => rounded(values[row]!, 3)) : null
  return {
    time: secondsOf(holdings.time, rows),
    gross: column(holdings.gross),
    net: column(holdings.net),
    margin: holdings.margin === undefined ? null : column(holdings.margin),
    buckets: holdings.buckets.map(({ name, long, short }) => ({ name, long: column(long), short: column(short) })),
  }
}

/** The lines a chart has room for: the largest at the end, in their own order. */
export function shownLines(
  { lines }: TearSheetContributions,
  by: TearSheetPart['by'],
): TearSheetContributions['lines'] {
  const own = lines.filter((line) => line.by === by && line.name !== '')
  const size = (profit: Float64Array): number => Math.abs(profit.at(-1) ?? 0) || 0
  const kept = new Set(own.toSorted((a, b) => size(b.profit) - size(a.profit)).slice(0, mostLines))
  return own.filter((line) => kept.has(line))
}

function contributionsData(contributions: TearSheetContributions): Json {
  const rows = thinRows(contributions.time, fewerRows)
  const linesOf = (by: TearSheetPart['by']): Json =>
    shownLines(contributions, by).map(({ name, profit }) => ({
      name,
      profit: rows.map((row) => rounded(profit[row]!, 4)),
    }))
  return {
    time: secondsOf(contributions.time, rows),
    strategy: linesOf('strategy'),
    class: linesOf('class'),
  }
}

function pricesData({ instrument, time, price, fills }: TearSheetPrices, most: number): Json {
  const rows = thinRows(time, fewerRows)
  const seconds = secondsOf(time, rows)
  const marked = fills.slice(-most)
  return {
    instrument,
    time: seconds,
    price: rows.map((row) => rounded(price[row]!, 7)),
    // Columns, because a busy run has many: a mark sits on a row that is drawn, the first one that is not before it.
    fills: {
      time: marked.map((fill) => seconds[rowAtOrAfter(seconds, fill.time / 1000)]!),
      side: marked.map(({ side }) => (side === 'buy' ? 'b' : 's')).join(''),
      quantity: marked.map(({ quantity }) => rounded(quantity, 6)),
      price: marked.map((fill) => rounded(fill.price, 7)),
    },
  }
}

/** Whole seconds that only go up: rows within one second are moved to the next. */
function secondsOf(time: Float64Array, rows: readonly number[]): readonly number[] {
  let last = Number.NEGATIVE_INFINITY
  return rows.map((row) => {
    last = Math.max(last + 1, Math.floor(time[row]! / 1000))
    return last
  })
}

function rowAtOrAfter(seconds: readonly number[], time: number): number {
  let [low, high] = [0, seconds.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (seconds[middle]! < Math.floor(time)) low = middle + 1
    else high = middle
  }
  return low
}

function rounded(value: number, digits: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : null
}
