// A run's record as its report: everything that takes time is computed when it is first asked for.
import type { Instruments } from '@bourse/assets'
import {
  BourseError,
  type Columns,
  type Currency,
  type Json,
  type Money,
  money,
  textDigest,
  toIsoDate,
} from '@bourse/core'
import type { RoundTrip } from '@bourse/portfolio'
import { drawdown, type PerformanceFigures, performanceOf } from '@bourse/risk'
import type { HonestyCheck } from '../honesty/honestyCheck.js'
import type { HoldingsCurve } from '../run/holdingsCurve.js'
import type { RuleCount } from '../run/ruleCounts.js'
import type { Trouble } from '../run/trouble.js'
import { lotTripsOf } from './lotTripsOf.js'
import type { Report, ReportCost, ReportFill, ReportProfit } from './report.js'
import { reportTable } from './reportTable.js'
import { roundTripsOf, type TripLeg } from './roundTripsOf.js'

/** What a report is made from; `fills` and `legs` are asked once. */
export type ReportSource = {
  readonly base: string
  readonly instruments: Instruments
  readonly time: Float64Array
  readonly equity: Float64Array
  readonly parts: readonly { readonly name: string; readonly equity: Float64Array }[]
  readonly benchmark: Float64Array | undefined
  readonly fills: () => readonly ReportFill[]
  readonly legs: () => Iterable<TripLeg>
  readonly otherCosts: readonly ReportCost[]
  readonly troubles: readonly Trouble[]
  readonly dependentFills: number | undefined
  readonly assumed: readonly string[]
  readonly profits?: readonly ReportProfit[]
  readonly holdings?: HoldingsCurve
  readonly ruled?: readonly RuleCount[]
  readonly honesty: readonly HonestyCheck[]
  readonly periodsPerYear: number | undefined
  readonly trips?: 'position' | 'lot' | undefined
}

export function createReport(source: ReportSource): Report {
  const { base, instruments, time, equity } = source
  const periodsPerYear = source.periodsPerYear ?? countedPeriods(time)
  const assumed =
    source.periodsPerYear === undefined
      ? [...source.assumed, `${periodsPerYear.toFixed(1)} periods per year (counted from the data)`]
      : source.assumed
  const market = once(() => (source.benchmark === undefined ? undefined : knownFrom(source.benchmark)))
  const fills = once(source.fills)
  const figuresOf = (curve: Float64Array, beside?: Float64Array): PerformanceFigures =>
    performanceOf(checkedCurve(curve, time), {
      periodsPerYear,
      ...(beside === undefined ? {} : { benchmark: changesOf(beside) }),
    })
  const figures = once(() => figuresOf(equity, market()))
  const benchmark = once(() => (market() === undefined ? undefined : figuresOf(market()!)))
  const parts = once(() =>
    source.parts.map((part) => ({ by: 'strategy' as const, name: part.name, figures: figuresOf(part.equity) })),
  )
  const roundTrips = once((): readonly RoundTrip[] =>
    (source.trips === 'lot' ? lotTripsOf : roundTripsOf)(source.legs(), instruments),
  )
  const costs = once(() => [...feesOf(fills()), ...source.otherCosts])
  const digest = once(() => digestOf(fills(), equity))
  const report: Report = {
    base,
    periodsPerYear,
    time,
    equity,
    assumed,
    profits: source.profits ?? [],
    holdings: source.holdings,
    ruled: source.ruled ?? [],
    honesty: source.honesty,
    troubles: source.troubles,
    dependentFills: source.dependentFills,
    get digest() {
      return digest()
    },
    get figures() {
      return figures()
    },
    get benchmark() {
      return benchmark()
    },
    get parts() {
      return parts()
    },
    get fills() {
      return fills()
    },
    get roundTrips() {
      return roundTrips()
    },
    get costs() {
      return costs()
    },
    table: () => reportTable(report),
    toJson: () => reportJson(report),
    toColumns: (): Columns => {
      const below = drawdown()
      const depths = equity.map((value) => below.next(value))
      return { time, equity, drawdown: depths, ...(market() === undefined ? {} : { benchmark: market()! }) }
    },
  }
  return report
}

/**
 * Over fills (time, instrument, signed size, price, fee) and equity (time and value) as their shortest text: the same digits
 * are the same run.
 */
function digestOf(fills: readonly ReportFill[], equity: Float64Array): string {
  const digest = textDigest()
  for (const { time, instrument, side, quantity, price, fee } of fills)
    digest.add(`${time} ${instrument} ${side} ${quantity} ${price} ${fee.value.toFixed()}`)
  for (let i = 0; i < equity.length; i++) digest.add(String(equity[i]))
  return digest.digest()
}

function feesOf(fills: readonly ReportFill[]): readonly ReportCost[] {
  const sums = new Map<Currency, Money>()
  for (const { fee } of fills) {
    if (fee.value.isZero()) continue
    const sum = sums.get(fee.currency)
    sums.set(fee.currency, sum === undefined ? fee : { currency: fee.currency, value: sum.value.add(fee.value) })
  }
  return [...sums.values()].map((sum) => ({ cost: 'fee', money: sum }))
}

/** Rows less one, over the years they span; 1 where there is no span to count in. */
function countedPeriods(time: Float64Array): number {
  const years = (time.at(-1)! - time[0]!) / (365.25 * 86_400_000)
  return years > 0 ? (time.length - 1) / years : 1
}

function checkedCurve(curve: Float64Array, time: Float64Array): Float64Array {
  const row = curve.findIndex((value) => !Number.isFinite(value))
  if (row < 0) return curve
  throw new BourseError(
    'data/missing',
    `the curve is ${curve[row]} at ${new Date(time[row]!).toISOString()} (row ${row})`,
    {
      details: { where: 'report.figures', row, value: String(curve[row]) },
      remedy: 'give prices for everything that is held, and rates for every currency',
    },
  )
}

/** A benchmark begins with its first price: before it nothing has changed. */
function knownFrom(column: Float64Array): Float64Array {
  const first = column.find((value) => Number.isFinite(value)) ?? Number.NaN
  return column.map((value) => (Number.isFinite(value) ? value : first))
}

function changesOf(column: Float64Array): Float64Array {
  return Float64Array.from({ length: column.length - 1 }, (_, i) => column[i + 1]! / column[i]! - 1)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function reportJson(report: Report): Json {
  const number = (value: number): number | null => (Number.isFinite(value) ? value : null)
  const figures = (of: PerformanceFigures): Json =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, number(value)]))
  const text = ({ currency, value }: Money): string => `${value.toFixed()} ${currency}`
  return {
    digest: report.digest,
    base: report.base,
    from: toIsoDate(report.time[0]!),
    to: toIsoDate(report.time.at(-1)!),
    figures: figures(report.figures),
    benchmark: report.benchmark === undefined ? null : figures(report.benchmark),
    fills: report.fills.length,
    roundTrips: report.roundTrips.map((trip) => ({ ...trip, pnl: text(trip.pnl), costs: text(trip.costs) })),
    costs: report.costs.map(({ cost, money: sum }) => ({ cost, money: text(sum) })),
    parts: report.parts.map((part) => ({ ...part, figures: figures(part.figures) })),
    honesty: report.honesty.map((check) => ({ ...check, value: number(check.value) })),
    assumed: report.assumed,
    troubles: report.troubles.map((trouble) => ({ ...trouble })),
    equity: Array.from(report.equity, number),
    time: Array.from(report.time),
  }
}

/** What a currency paid, as a cost. */
export function costOf(cost: ReportCost['cost'], currency: string, value: number): ReportCost {
  return { cost, money: money(Number(value.toFixed(8)), currency) }
}
