import { createReport, costOf } from '../report/createReport.js'
import type { Report, ReportCost } from '../report/report.js'
import { honestyOf } from '../honesty/honestyOf.js'
import type { HonestyCheck } from '../honesty/honestyCheck.js'
import type { BacktestOptions, BacktestStrategy } from './backtestOptions.js'
import { legsOf } from './legsOf.js'
import { type RunOptions, type RunRecord, runWorld } from './runWorld.js'

/**
 * Runs strategies over recorded data against the simulated venue, and reports. Every run starts fresh: a fresh engine, a
 * fresh venue, strategies in their first state. Equal strategies, data and options give equal digests.
 *
 * A strategy that throws is halted with its orders canceled, and `troubles` names the input; data out of order throw
 * `input/backwards` with the record's number; data without a row throw `input/out-of-range`.
 *
 * @example
 * import { backtest } from '@bourse/backtest'
 * import { parseCsv } from '@bourse/data'
 * import { defineStrategy } from '@bourse/engine'
 * const bars = parseCsv('date,open,high,low,close\n2026-01-02,10,11,10,11\n2026-01-05,11,12,11,12\n2026-01-06,12,13,12,13',
 *   { id: 'SPY@ARCX', span: '1d' })
 * const hold = defineStrategy({ name: 'hold', defaults: {}, on: { bar: (ctx, bar) => ctx.target(bar.id, 1) } })
 * const report = backtest(hold(), { data: bars, cash: '110 USD' })
 * Array.from(report.equity) // => [110, 120, 130]
 */
export function backtest(strategy: BacktestStrategy, options: BacktestOptions): Report {
  const { progress } = options
  const record = runWorld(strategy, options, undefined, progress && ((share) => progress(share, 'run')))
  const honesty = options.honesty === true ? honestyOf(() => strategy, options) : []
  return reportOf(record, options, honesty)
}

export function reportOf(record: RunRecord, options: RunOptions, honesty: readonly HonestyCheck[] = []): Report {
  return createReport({
    ...record,
    fills: () =>
      record.slippage.size === 0
        ? record.fills
        : record.fills.map((fill, i) => ({ ...fill, slippage: record.slips[i]! })),
    legs: () => legsOf(record),
    otherCosts: costsOf(record),
    honesty,
    periodsPerYear: options.periodsPerYear,
    trips: options.trips,
  })
}

function costsOf({ base, slippage, profits, moves }: RunRecord): readonly ReportCost[] {
  const sums = new Map<string, number>()
  const add = (cost: ReportCost['cost'], currency: string, paid: number): void => {
    const key = `${cost} ${currency}`
    sums.set(key, (sums.get(key) ?? 0) + paid)
  }
  for (const [currency, paid] of slippage) add('slippage', currency, paid)
  // The ledger's word, in base currency: funding arrives as facts and as cash, and is counted once.
  for (const { by, funding } of profits) if (by === 'account') add('funding', base, -funding)
  for (const { reason, amount } of moves)
    if (reason === 'borrow' || reason === 'interest') add(reason, amount.currency, -amount.value.toNumber())
  return [...sums]
    .filter(([, paid]) => paid !== 0)
    .map(([key, paid]) => {
      const [cost, currency] = key.split(' ') as [ReportCost['cost'], string]
      return costOf(cost, currency, paid)
    })
}
