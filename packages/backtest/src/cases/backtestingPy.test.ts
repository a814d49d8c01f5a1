// Runs of Backtesting.py on the preset of its rules: every trade, every row of equity.
import type { Equity } from '@bourse/assets'
import { createRegistry } from '@bourse/assets'
import { type Bars, bracket, type MoneyText, type OrderDraft } from '@bourse/core'
import { defineStrategy } from '@bourse/engine'
import { percentFee, proportionalSlippage, shareSizing, type SimOptions, simPresets } from '@bourse/sim'
import { relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { caseBars, caseFiles, caseJson, caseRows, haveCases, withRows } from '../fixtures/caseFiles.js'
import { pyStats, pyTime } from '../fixtures/pyStats.js'
import type { Report } from '../report/report.js'
import { backtest } from '../run/backtest.js'

/** All in: the largest part below everything. */
const allIn = 1 - 2 ** -52

// It trades the bar after the last once more on the last bar itself (on the close before it, where it trades on closes).
export const pyCross = defineStrategy({
  name: 'py-cross',
  defaults: { fast: 10, slow: 30, size: allIn, last: 0, onClose: false, stopLoss: 0, takeProfit: 0 },
  init: (): { closes: number[]; row: number; up: number } => ({ closes: [], row: -1, up: 0 }),
  on: {
    bar(ctx, bar) {
      const { state, params } = ctx
      const { closes } = state
      state.row++
      const held = ctx.book.quantity(bar.id)
      const leave = (): void => {
        const side = held > 0 ? 'sell' : 'buy'
        if (held !== 0)
          ctx.submit({ type: 'market', instrument: bar.id, side, quantity: Math.abs(held), reduceOnly: true })
      }
      const enter = (up: number): void => {
        const { size: quantity, stopLoss, takeProfit } = params
        const side = up > 0 ? 'buy' : 'sell'
        const draft: OrderDraft = { type: 'market', instrument: bar.id, side, quantity }
        if (stopLoss === 0) {
          leave()
          ctx.submit(draft)
        } else {
          const exits = { stopLoss: (1 - up * stopLoss) * bar.close, takeProfit: (1 + up * takeProfit) * bar.close }
          ctx.submit(bracket<OrderDraft>(draft, exits))
        }
      }
      if (state.row <= params.last) {
        closes.push(bar.close)
        const difference = meanOf(closes, params.fast) - meanOf(closes, params.slow)
        const before = meanOf(closes, params.fast, 1) - meanOf(closes, params.slow, 1)
        if (closes.length > params.slow + 1) closes.shift()
        state.up = before < 0 && difference > 0 ? 1 : before > 0 && difference < 0 ? -1 : 0
      }
      if (state.row < params.last || (state.row === params.last && !params.onClose)) {
        if (state.up !== 0) enter(state.up)
        if (state.row === params.last && (state.up === 0 || params.stopLoss !== 0)) leave()
      } else if (params.onClose && state.row === params.last + 1) leave()
    },
  },
})

function meanOf(values: readonly number[], length: number, back = 0): number {
  const end = values.length - back
  if (end < length) return Number.NaN
  let sum = 0
  for (let i = end - length; i < end; i++) sum += values[i]!
  return sum / length
}

type Run = {
  readonly name: string
  readonly data: string
  readonly params: { [P in 'fast' | 'slow' | 'size' | 'stopLoss' | 'takeProfit']?: number }
  readonly venue: SimOptions
  readonly cash: number
  readonly onClose: boolean
  readonly stats: { readonly [name: string]: number | string }
}
type Stated = {
  readonly name: string
  readonly stats: Run['stats']
  readonly params: {
    readonly data: string
    readonly strategy: string
    readonly cash?: number
    readonly margin?: number | string
    readonly spread?: number
    readonly commission?: number | readonly [number, number]
    readonly trade_on_close?: boolean
  }
}
const preset = simPresets['backtesting.py']

// The whole folder: what a run was, its file says.
const runs: readonly Run[] = caseFiles('backtesting-py', '.stats.json').map((file) => {
  const { name, params, stats } = caseJson(file) as Stated
  const { data, cash = 10_000, margin = 1, spread, commission, trade_on_close: onClose = false } = params
  const fees = commission === undefined ? undefined : [commission].flat()
  const over = typeof margin === 'number' ? 1 / margin : Number(margin.split('/')[1])
  const venue: SimOptions = {
    ...preset,
    ...(onClose ? { fill: { fills: 'close' } } : {}),
    ...(spread === undefined ? {} : { slippage: proportionalSlippage(spread) }),
    ...(fees === undefined
      ? {}
      : { fees: percentFee(fees.at(-1)!, fees.length > 1 ? (`${fees[0]!} USD` as MoneyText) : undefined) }),
    size: shareSizing({ nets: true, feePerUnit: true, leverage: over }),
  }
  return { name, data, params: strategyOf(params.strategy), venue, cash, onClose, stats }
})

function strategyOf(text: string): Run['params'] {
  const [, what, inside = '', units] = /^(\w+)\((.*)\)(?: (\d+) units)?$/.exec(text) ?? []
  const [fast, slow, stop, target, size] = inside
    .split(',')
    .map((part) => (part.endsWith('%') ? Number.parseFloat(part) / 100 : Number(part)))
  if (what === 'Cross') return { fast: fast!, slow: slow! }
  if (what === 'Abs') return { fast: fast!, slow: slow!, size: Number(units) }
  if (what === 'Bracket') return { fast: fast!, slow: slow!, stopLoss: stop!, takeProfit: target!, size: size! }
  throw new Error(`${text}: no such strategy here`)
}

function runCase({ data, params, venue, cash, onClose }: Omit<Run, 'name' | 'stats'>): {
  readonly report: Report
  readonly bars: Bars
  readonly length: number
} {
  const id = `${data}@DESK` as const
  const rough = caseBars(`backtesting-py/${data}.csv.gz`, id, '1d')
  // A bar is complete when the shortest of them would be over.
  const length = rough.time.reduce(
    (least, time, i) => (i === 0 ? least : Math.min(least, time - rough.time[i - 1]!)),
    Number.POSITIVE_INFINITY,
  )
  const bars = caseBars(`backtesting-py/${data}.csv.gz`, id, length, length)
  const last = bars.time.length - 1
  const longer = withRows(bars, onClose ? [last - 1, last] : [last])
  const listing: Equity = {
    kind: 'equity',
    id: bars.id,
    assetClass: 'equity',
    currency: 'USD',
    tick: 0.01,
    lot: 1,
    calendar: 'always',
  }
  const report = backtest(pyCross({ ...params, last, onClose }), {
    data: longer,
    cash: `${cash} USD` as MoneyText,
    venue,
    rows: 'before',
    trips: 'lot',
    instruments: createRegistry([listing]),
  })
  return { report, bars, length }
}

describe.skipIf(!haveCases)('Backtesting.py: skipped where its runs are not beside this checkout', () => {
  test.each(runs)('$name', (run) => {
    const { report, bars, length } = runCase(run)
    const want = caseRows(`backtesting-py/${run.name}.trades.csv`)
    const last = bars.time.length - 1
    // What is traded after the last bar is booked on the last, or on the close before it.
    const barOf = (time: number): number => {
      const row = bars.time.findIndex((one) => one >= time)
      return row < 0 ? (run.onClose ? last - 1 : last) : row
    }
    expect(report.troubles).toEqual([])
    const ours = report.roundTrips.map((trip) => [trip.quantity, barOf(trip.opened), barOf(trip.closed)])
    expect(ours).toEqual(want.map((row) => [Number(row['size']), Number(row['entrybar']), Number(row['exitbar'])]))
    report.roundTrips.forEach((trip, i) => {
      const row = want[i]!
      expect(relativeError(trip.entry, Number(row['entryprice']))).toBeLessThan(1e-9)
      expect(relativeError(trip.exit, Number(row['exitprice']))).toBeLessThan(1e-9)
      expect(relativeError(trip.costs.value.toNumber(), Number(row['commission']))).toBeLessThan(1e-9)
      expect(Math.abs(trip.pnl.value.toNumber() - trip.costs.value.toNumber() - Number(row['pnl']))).toBeLessThan(
        1e-9 * 10_000,
      )
    })
    const equity = caseRows(`backtesting-py/${run.name}.equity.csv.gz`).map((row) => Number(row['equity']))
    const rows = Float64Array.of(...report.equity.subarray(0, last), report.equity.at(-1)!)
    let worst = 0
    equity.forEach((value, i) => {
      worst = Math.max(worst, relativeError(rows[i]!, value))
    })
    expect(worst).toBeLessThan(1e-9)
    // What counts from when the slower average is known.
    const first = (run.params.slow ?? 0) - 1
    const stats = pyStats(report, bars, { equity: rows, first, barOf, length })
    const told = Object.entries(run.stats)
    expect(told.length).toBeGreaterThanOrEqual(30)
    for (const [name, value] of told)
      expect(relativeError(stats[name]!, typeof value === 'string' ? pyTime(value) : value), name).toBeLessThan(1e-8)
  })

  test('the sweep of Cross on GOOG', () => {
    for (const row of caseRows('backtesting-py/goog_sweep_comm0.002.csv')) {
      const params = { fast: Number(row['fast']), slow: Number(row['slow']) }
      const venue = { ...preset, fees: percentFee(0.002) }
      const { report } = runCase({ data: 'GOOG', params, venue, cash: 10_000, onClose: false })
      expect(report.roundTrips).toHaveLength(Number(row['trades']))
      expect(relativeError(report.equity.at(-1)!, Number(row['equity_final']))).toBeLessThan(1e-9)
    }
  })
})
