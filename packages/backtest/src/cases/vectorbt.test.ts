// vectorbt's sweep of a moving-average cross: orders, equity, figures.
import { createRegistry, type Spot } from '@bourse/assets'
import { performanceOf } from '@bourse/risk'
import { defineStrategy } from '@bourse/engine'
import { relativeError } from '@bourse/proof'
import { percentFee, proportionalSlippage, simPresets } from '@bourse/sim'
import { describe, expect, test } from 'vitest'
import { caseBars, caseFiles, caseRows, haveCases } from '../fixtures/caseFiles.js'
import type { Report } from '../report/report.js'
import { backtest } from '../run/backtest.js'

const id = 'BTC/USD@coinbase'
const listing: Spot = {
  kind: 'spot',
  id,
  assetClass: 'crypto',
  currency: 'USD',
  tick: 0.01,
  lot: 1e-18,
  calendar: 'always',
  base: 'BTC',
  quote: 'USD',
}
const venue = { ...simPresets.vectorbt, fees: percentFee(0.001), slippage: proportionalSlippage(0.0005) }

const longOnly = defineStrategy({
  name: 'long-only',
  defaults: { fast: 10, slow: 30 },
  init: (): { closes: number[] } => ({ closes: [] }),
  on: {
    bar(ctx, bar) {
      const { closes } = ctx.state
      closes.push(bar.close)
      if (closes.length > ctx.params.slow) closes.shift()
      if (closes.length < ctx.params.slow) return
      const mean = (length: number): number => closes.slice(-length).reduce((sum, close) => sum + close, 0) / length
      const up = mean(ctx.params.fast) > mean(ctx.params.slow)
      const held = ctx.book.quantity(id)
      if (up && held === 0) ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 1 - 2 ** -53 })
      if (!up && held > 0)
        ctx.submit({ type: 'market', instrument: id, side: 'sell', quantity: held, reduceOnly: true })
    },
  },
})

describe.skipIf(!haveCases)('vectorbt: skipped where its runs are not beside this checkout', () => {
  const run = (fast: number, slow: number): Report =>
    backtest(longOnly({ fast, slow }), {
      data: caseBars('vectorbt/BTCUSD_coinbase_daily.csv.gz', id, '1d'),
      cash: '10000 USD',
      instruments: createRegistry([listing]),
      venue,
      periodsPerYear: 365,
    })
  const near = (ours: number, theirs: string | undefined, limit: number): void => {
    expect(relativeError(ours, Number(theirs)), `${ours} ${theirs}`).toBeLessThan(limit)
  }

  // Every run of the folder: its name says the averages.
  const pairs = caseFiles('vectorbt', '.csv').flatMap((file) => {
    const [, fast, slow] = /orders_(\d+)_(\d+)\.csv$/.exec(file) ?? []
    return fast === undefined ? [] : [[Number(fast), Number(slow)] as const]
  })
  test.each(pairs)('%i and %i: every order and every row', (fast, slow) => {
    const report = run(fast, slow)
    const orders = caseRows(`vectorbt/orders_${fast}_${slow}.csv`)
    expect(report.fills).toHaveLength(orders.length)
    report.fills.forEach((fill, i) => {
      const order = orders[i]!
      expect([report.time.indexOf(fill.time), fill.side === 'buy' ? 0 : 1]).toEqual([
        Number(order['idx']),
        Number(order['side']),
      ])
      near(fill.quantity, order['size'], 1e-9)
      near(fill.price, order['price'], 1e-9)
      near(fill.fee.value.toNumber(), order['fees'], 1e-9)
    })
    caseRows(`vectorbt/equity_${fast}_${slow}.csv`).forEach(({ value }, i) => {
      near(report.equity[i]!, value, 1e-9)
    })
  })

  test('the whole sweep', () => {
    for (const row of caseRows('vectorbt/sweep_long_only.csv')) {
      const report = run(Number(row['fast']), Number(row['slow']))
      const open = report.fills.length % 2
      expect([report.fills.length, report.roundTrips.length + open]).toEqual([
        Number(row['orders']),
        Number(row['trades']),
      ])
      near(report.equity.at(-1)!, row['final_value'], 1e-9)
      // It counts a first return of zero.
      const figures = performanceOf(Float64Array.of(report.equity[0]!, ...report.equity), {
        periodsPerYear: 365,
        convention: 'empyrical',
      })
      near(figures.sharpe, row['sharpe'], 1e-8)
      near(figures.sortino, row['sortino'], 1e-8)
      near(figures.maxDrawdown, row['max_drawdown'], 1e-8)
      near(figures.calmar, row['calmar'], 1e-8)
    }
  })
})
