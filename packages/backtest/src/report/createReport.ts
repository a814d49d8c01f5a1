// A run's record as its report: everything that takes time is computed when it is first asked for.
import type { Instruments } from '@bourse/assets'
import { BourseError, type Columns, type Currency, type Money, money, textDigest } from '@bourse/core'
import type { RoundTrip } from '@bourse/portfolio'
import { drawdown, type PerformanceFigures, performanceOf } from '@bourse/risk'
import type { HonestyCheck } from '../honesty/honestyCheck.js'
import type { HoldingsCurve } from '../run/holdingsCurve.js'
import type { ProfitCurve } from '../run/profitCurve.js'
import type { RuleCount } from '../run/ruleCounts.js'
import type { Trouble } from '../run/trouble.js'
import { countedPeriods } from './countedPeriods.js'
import { diversificationOf } from './diversification.js'
import { lotTripsOf } from './lotTripsOf.js'
import { partsOf } from './partsOf.js'
import type { Report, ReportCost, ReportFill, ReportProfit } from './report.js'
import { reportJson } from './reportJson.js'
import { type ReportSheet, sheetColumns } from './reportSheets.js'
import { reportTable } from './reportTable.js'
import { roundTripsOf, type TripLeg } from './roundTripsOf.js'

/** What a report is made from; `fills` and `legs` are asked once. */
export type ReportSource = {
  readonly base: string
  readonly instruments: Instruments
  readonly time: Float64Array
  readonly equity: Float64Array
  readonly benchmark: Float64Array | undefined
  readonly fills: () => readonly ReportFill[]
  readonly legs: () => Iterable<TripLeg>
  readonly otherCosts: readonly ReportCost[]
  readonly troubles: readonly Trouble[]
  readonly dependentFills: number | undefined
  readonly assumed: readonly string[]
  readonly profits?: readonly ReportProfit[]
  /** Who had earned what, and what each strategy began with. */
  readonly earned?: ProfitCurve | undefined
  readonly capital?: ReadonlyMap<string, number>
  readonly holdings?: HoldingsCurve | undefined
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
  const { earned, capital = new Map<string, number>() } = source
  const parts = once(() =>
    earned === undefined
      ? []
      : partsOf(earned, { capital, opening: equity[0]!, periodsPerYear: source.periodsPerYear }),
  )
  const diversification = once(() => (earned === undefined ? [] : diversificationOf(earned)))
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
    contributions: earned,
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
    get diversification() {
      return diversification()
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
    toColumns: (sheet: ReportSheet = 'equity'): Columns => {
      if (sheet !== 'equity') return sheetColumns(report, sheet)
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

/** What a currency paid, as a cost. */
export function costOf(cost: ReportCost['cost'], currency: string, value: number): ReportCost {
  return { cost, money: money(Number(value.toFixed(8)), currency) }
}
