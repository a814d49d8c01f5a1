// A report as JSON: money as text with its exact digits, what is not known as null.
import { type Json, type Money, toIsoDate } from '@bourse/core'
import type { PerformanceFigures } from '@bourse/risk'
import { monthlyReturns } from './monthlyReturns.js'
import type { Report } from './report.js'

export function reportJson(report: Report): Json {
  const { holdings, contributions } = report
  return {
    digest: report.digest,
    base: report.base,
    from: toIsoDate(report.time[0]!),
    to: toIsoDate(report.time.at(-1)!),
    periodsPerYear: numberJson(report.periodsPerYear),
    figures: figuresJson(report.figures),
    benchmark: report.benchmark === undefined ? null : figuresJson(report.benchmark),
    months: monthlyReturns(report.time, report.equity).map(({ year, months, total }) => ({
      year,
      months: months.map(numberJson),
      total: numberJson(total),
    })),
    parts: report.parts.map((part) => ({ ...numbersJson(part), figures: figuresJson(part.figures) })),
    profits: report.profits.map(numbersJson),
    diversification: report.diversification.map(numbersJson),
    fills: report.fills.map(({ time, account, strategy, instrument, side, quantity, price, fee, slippage = 0 }) => ({
      ...{ time, account, strategy, instrument, side, quantity, price, slippage },
      fee: moneyJson(fee),
    })),
    roundTrips: report.roundTrips.map((trip) => ({ ...trip, pnl: moneyJson(trip.pnl), costs: moneyJson(trip.costs) })),
    costs: report.costs.map(({ cost, money }) => ({ cost, money: moneyJson(money) })),
    ruled: report.ruled.map((one) => ({ ...one })),
    honesty: report.honesty.map((check) => ({ ...check, value: numberJson(check.value) })),
    assumed: report.assumed,
    troubles: report.troubles.map((trouble) => ({ ...trouble })),
    dependentFills: report.dependentFills ?? null,
    holdings:
      holdings === undefined
        ? null
        : {
            time: columnJson(holdings.time),
            gross: columnJson(holdings.gross),
            net: columnJson(holdings.net),
            margin: holdings.margin === undefined ? null : columnJson(holdings.margin),
            buckets: holdings.buckets.map(({ name, long, short }) => ({
              name,
              long: columnJson(long),
              short: columnJson(short),
            })),
          },
    contributions:
      contributions === undefined
        ? null
        : {
            time: columnJson(contributions.time),
            lines: contributions.lines.map(({ by, name, profit }) => ({ by, name, profit: columnJson(profit) })),
          },
    time: columnJson(report.time),
    equity: columnJson(report.equity),
  }
}

function numberJson(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function columnJson(column: Float64Array): readonly (number | null)[] {
  return Array.from(column, numberJson)
}

function moneyJson({ currency, value }: Money): string {
  return `${value.toFixed()} ${currency}`
}

function figuresJson(figures: PerformanceFigures): Json {
  return numbersJson(figures)
}

/** The numbers and names of a row; what is neither is left to the caller. */
function numbersJson(row: object): { readonly [name: string]: Json } {
  const out: { [name: string]: Json } = {}
  for (const [name, value] of Object.entries(row) as readonly [string, unknown][])
    if (typeof value === 'number') out[name] = numberJson(value)
    else if (typeof value === 'string') out[name] = value
  return out
}
