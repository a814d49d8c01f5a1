// A report of a run as a tear sheet.
import type { Bars, InstrumentId, Money } from '@bourse/core'
import type { RoundTrip } from '@bourse/portfolio'
import type { SyntheticMarket } from '@bourse/sim'
import { groupedNumber } from '../report/groupedNumber.js'
import type { Report, ReportFill } from '../report/report.js'
import type { TearSheet, TearSheetPrices, TearSheetTrip } from './tearSheet.js'
import { tearSheetHtml } from './tearSheetHtml.js'

/**
 * What a report does not know of itself. `data`: the bars of the run, for prices under the trades. `benchmark`: its name.
 * `reproduce`: lines that somebody types to get the run again.
 */
export type ReportPage = {
  readonly title?: string
  readonly data?: Bars | readonly Bars[] | SyntheticMarket
  readonly benchmark?: string
  readonly reproduce?: readonly string[]
}

/**
 * A report as one HTML file, some 300 kB: nothing is fetched, it opens from a disk, light or dark, and prints. Write it
 * where you like; equal reports give equal pages.
 *
 * @throws BourseError `data/missing` as `figures` of a report
 * @example
 * import { backtest } from '@bourse/backtest'
 * import { reportToHtml } from '@bourse/backtest/html'
 * import { parseCsv } from '@bourse/data'
 * import { defineStrategy } from '@bourse/engine'
 * const data = parseCsv('date,open,high,low,close\n2026-01-02,10,11,10,11\n2026-01-05,11,12,11,12\n2026-01-06,12,13,12,13',
 *   { id: 'SPY@ARCX', span: '1d' })
 * const hold = defineStrategy({ name: 'hold', defaults: {}, on: { bar: (ctx, bar) => ctx.target(bar.id, 1) } })
 * const page = reportToHtml(backtest(hold(), { data, cash: '110 USD' }), { title: 'Hold', data })
 * page.startsWith('<!doctype html>') && page.length < 500_000 // => true
 */
export function reportToHtml(report: Report, page: ReportPage = {}): string {
  const { time, equity, base, periodsPerYear, figures, benchmark, digest } = report
  const market = report.toColumns()['benchmark']
  const sheet: TearSheet = {
    title: page.title ?? 'Backtest',
    base,
    periodsPerYear,
    time,
    equity,
    figures,
    benchmark:
      benchmark === undefined || !(market instanceof Float64Array)
        ? undefined
        : { name: page.benchmark ?? 'benchmark', equity: market, figures: benchmark },
    holdings: report.holdings,
    prices: pricesOf(report.fills, page.data),
    trips: report.roundTrips.map(tripOf),
    costs: report.costs.map(({ cost, money }) => ({ cost, amount: written(money) })),
    parts: report.parts,
    contributions: report.contributions,
    diversification: report.diversification,
    honesty: report.honesty,
    assumed: report.assumed,
    ruled: report.ruled.map(
      ({ rule, did, orders, first }) =>
        `${rule} ${did} ${orders} ${orders === 1 ? 'order' : 'orders'}; of the first it said: ${first.replace(`${rule}: `, '')}`,
    ),
    troubles: [
      ...(report.fills.length === 0 ? ['Nothing was traded.'] : []),
      ...report.troubles.map(({ code, message, input }) => `${code} at input ${input}: ${message}`),
    ],
    digest,
    reproduce: page.reproduce ?? [],
  }
  return tearSheetHtml(sheet)
}

/** Most of what was traded first: that is what a reader wants to see. */
function pricesOf(fills: readonly ReportFill[], data: ReportPage['data']): readonly TearSheetPrices[] {
  if (data === undefined) return []
  const traded = new Map<InstrumentId, ReportFill[]>()
  for (const fill of fills) {
    const own = traded.get(fill.instrument)
    if (own === undefined) traded.set(fill.instrument, [fill])
    else own.push(fill)
  }
  const sorted = [...traded].sort(([, a], [, b]) => b.length - a.length).slice(0, mostInstruments)
  return sorted.flatMap(([instrument, own]) => {
    const bars = barsOf(data, instrument)
    if (bars === undefined || bars.time.length === 0) return []
    return [{ instrument, time: bars.time, price: bars.close, fills: own }]
  })
}

const mostInstruments = 8

function barsOf(data: NonNullable<ReportPage['data']>, id: InstrumentId): Bars | undefined {
  if ('history' in data) return data.instruments.some((one) => one.id === id) ? data.bars(id) : undefined
  return (Array.isArray(data) ? (data as readonly Bars[]) : [data as Bars]).find((bars) => bars.id === id)
}

function tripOf({
  account,
  strategy,
  instrument,
  opened,
  closed,
  quantity,
  entry,
  exit,
  pnl,
  costs,
}: RoundTrip): TearSheetTrip {
  const profit = pnl.value.sub(costs.value).toNumber()
  // What a price step of the whole position is worth tells what it was worth at entry, whatever the multiplier.
  const worth = exit === entry ? Number.NaN : Math.abs((pnl.value.toNumber() / (exit - entry)) * entry)
  const share = profit / worth
  const currency = pnl.currency
  return {
    account,
    strategy,
    instrument,
    opened,
    closed,
    quantity,
    entry,
    exit,
    profit,
    costs: costs.value.toNumber(),
    currency,
    share,
  }
}

function written({ value, currency }: Money): string {
  return `${groupedNumber(value.toNumber(), 2)} ${currency}`
}
