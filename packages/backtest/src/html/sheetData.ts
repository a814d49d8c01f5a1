// What the page's script draws, as JSON: thinned, rounded, times in whole seconds.
import type { Json } from '@bourse/core'
import { drawdown } from '@bourse/risk'
import { rollingSharpe } from './rollingSharpe.js'
import type { TearSheet, TearSheetPrices } from './tearSheet.js'
import { thinRows } from './thinRows.js'

/** Rows a chart is drawn with. */
export const mostRows = 1500
/** Fills marked in one chart; the last ones where there were more. */
export const mostMarks = 600

/** Periods the rolling Sharpe ratio looks back: half a year, and no more than a third of the curve. */
export function sharpeWindow({ periodsPerYear, time }: TearSheet): number {
  return Math.max(2, Math.min(Math.round(periodsPerYear / 2), Math.floor((time.length - 1) / 3)))
}

export function sheetData(sheet: TearSheet): Json {
  const { time, equity, benchmark, holdings } = sheet
  const rows = thinRows(time, mostRows)
  const column = (values: Float64Array, digits = 6): Json => rows.map((row) => rounded(values[row]!, digits))
  // A benchmark starts with our money.
  const scale = benchmark === undefined ? 1 : equity[0]! / benchmark.equity[0]!
  const below = drawdown()
  const sharpe = rollingSharpe(equity, sharpeWindow(sheet), sheet.periodsPerYear)
  return {
    base: sheet.base,
    time: secondsOf(time, rows),
    equity: column(equity, 9),
    drawdown: column(equity.map((value) => -below.next(value))),
    benchmarkName: benchmark?.name ?? '',
    benchmark: benchmark === undefined ? null : column(benchmark.equity.map((value) => value * scale)),
    sharpe: column(sharpe, 4),
    holdings: holdings === undefined ? null : holdingsData(holdings),
    prices: sheet.prices.map(pricesData),
  }
}

function holdingsData(holdings: NonNullable<TearSheet['holdings']>): Json {
  const rows = thinRows(holdings.time, mostRows / 2)
  const column = (values: Float64Array): Json => rows.map((row) => rounded(values[row]!, 4))
  return {
    time: secondsOf(holdings.time, rows),
    gross: column(holdings.gross),
    net: column(holdings.net),
    margin: holdings.margin === undefined ? null : column(holdings.margin),
    buckets: holdings.buckets.map(({ name, long, short }) => ({ name, long: column(long), short: column(short) })),
  }
}

function pricesData({ instrument, time, price, fills }: TearSheetPrices): Json {
  const rows = thinRows(time, mostRows / 2)
  const seconds = secondsOf(time, rows)
  return {
    instrument,
    time: seconds,
    price: rows.map((row) => rounded(price[row]!, 8)),
    fills: fills.slice(-mostMarks).map((fill) => ({
      // A mark sits on a row that is drawn: the first one that is not before it.
      time: seconds[rowAtOrAfter(seconds, fill.time / 1000)]!,
      side: fill.side,
      quantity: rounded(fill.quantity, 8),
      price: rounded(fill.price, 8),
    })),
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
