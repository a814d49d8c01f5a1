import { byProduct, createRegistry } from '@bourse/assets'
import type { MarketFact, Sourced } from '@bourse/core'
import { defineStrategy } from '@bourse/engine'
import { covariance, createRng } from '@bourse/math'
import { performanceOf } from '@bourse/risk'
import { perShareFee, syntheticMarket } from '@bourse/sim'
import { describe, expect, test } from 'vitest'
import { walkBars } from '../fixtures/walkBars.js'
import { backtest } from '../run/backtest.js'
import { reportToCsv } from './reportToCsv.js'
import { sparkline } from './sparkline.js'
import { underwaterDays } from './underwaterDays.js'

const hour = 3_600_000
const a = walkBars('A@X', 300)
// The other market closes six hours later, and every third day only.
const b = (() => {
  const whole = walkBars('B@Y', 300, 'b')
  const every = (column: Float64Array): Float64Array => column.filter((_, i) => i % 3 === 0)
  const { open, high, low, close, volume, adjusted } = whole
  const time = every(whole.time).map((at) => at + 6 * hour)
  return {
    ...whole,
    time,
    open: every(open),
    high: every(high),
    low: every(low),
    close: every(close),
    volume: every(volume),
    adjusted: every(adjusted),
  }
})()
const holds = (name: string, id: string, share: number) =>
  defineStrategy({
    name,
    defaults: {},
    init: () => ({ bought: false }),
    on: {
      bar: (ctx, bar) => {
        if (ctx.state.bought || bar.id !== id) return
        ctx.state.bought = true
        ctx.target(bar.id, share)
      },
    },
  })()
const instruments = createRegistry(
  (['A@X', 'B@Y'] as const).map((id, i) => ({
    kind: 'equity' as const,
    id,
    assetClass: i === 0 ? ('equity' as const) : ('commodity' as const),
    currency: 'USD',
    tick: 0.01,
    lot: 1,
    calendar: 'always',
  })),
)
const idle = defineStrategy({ name: 'idle', defaults: {}, on: {} })
const report = backtest([holds('first', 'A@X', 0.9), holds('second', 'B@Y', 0.5), idle()], {
  data: [a, b],
  cash: '300000 USD',
  instruments,
  buckets: byProduct,
  rows: 'day',
  benchmark: 'A@X',
  venue: { fees: perShareFee('0.01 USD', '1 USD') },
})

describe('parts', () => {
  test('every part has its line, and the lines of one kind add up to the account', () => {
    const made = report.equity.at(-1)! - report.equity[0]!
    expect(report.parts.map(({ by, name }) => `${by} ${name}`)).toEqual([
      'strategy first',
      'strategy second',
      'strategy idle',
      'class equity',
      'class commodity',
      'bucket other',
      'account paper',
    ])
    for (const by of ['strategy', 'class', 'bucket', 'account']) {
      const own = report.parts.filter((part) => part.by === by)
      expect(own.reduce((sum, { profit }) => sum + profit, 0)).toBeCloseTo(made, 6)
      expect(own.reduce((sum, { riskShare }) => sum + riskShare, 0)).toBeCloseTo(1, 12)
    }
    // A strategy on a third of the money, a class on all of it: the same profit, a third of the return.
    const [first, , still, equity] = report.parts
    expect(first!.figures.totalReturn).toBeCloseTo(3 * equity!.figures.totalReturn, 12)
    expect([still!.profit, still!.riskShare, still!.figures.totalReturn]).toEqual([0, 0, 0])
  })

  test('a day is told when it has said everything: the account of each day is its equity', () => {
    const { time, lines } = report.contributions!
    const account = lines.find(({ by }) => by === 'account')!
    expect(time[0]).toBe(a.time[0])
    const equity = new Map(Array.from(report.time, (at, i) => [at, report.equity[i]!]))
    let compared = 0
    for (let i = 1; i < time.length; i++) {
      const value = equity.get(time[i]!)
      if (value === undefined) continue
      compared++
      expect(account.profit[i]! + 300_000).toBeCloseTo(value, 6)
    }
    expect(compared).toBeGreaterThan(290)
    const figures = report.parts.find(({ by }) => by === 'account')!.figures
    expect(figures.totalReturn).toBeCloseTo(report.figures.totalReturn, 12)
  })

  test('also where all markets close at one moment', () => {
    const together = backtest([holds('first', 'A@X', 0.9), holds('second', 'B@Y', 0.9)], {
      data: [a, walkBars('B@Y', 300, 'b')],
      cash: '300000 USD',
      instruments,
    })
    const { time, lines } = together.contributions!
    const { profit } = lines.find(({ by }) => by === 'account')!
    expect(time).toEqual(together.time)
    for (let i = 0; i < time.length; i++) expect(profit[i]! + 300_000).toBeCloseTo(together.equity[i]!, 6)
  })

  test('shares of risk are those of the covariance of daily profit', () => {
    const [one, two] = ['first', 'second'].map(
      (name) => report.contributions!.lines.find((line) => line.by === 'strategy' && line.name === name)!.profit,
    )
    const rows = one!.length - 1
    const data = new Float64Array(2 * rows)
    for (let i = 0; i < rows; i++) {
      data[2 * i] = one![i + 1]! - one![i]!
      data[2 * i + 1] = two![i + 1]! - two![i]!
    }
    const [xx, xy, , yy] = covariance({ rows, cols: 2, data }).data
    const whole = xx! + 2 * xy! + yy!
    expect(report.parts[0]!.riskShare).toBeCloseTo((xx! + xy!) / whole, 12)
    const [strategies] = report.diversification
    const correlation = xy! / Math.sqrt(xx! * yy!)
    expect(strategies).toMatchObject({ by: 'strategy', parts: 2 })
    expect(strategies!.correlation).toBeCloseTo(correlation, 12)
    expect(strategies!.ratio).toBeCloseTo((Math.sqrt(xx!) + Math.sqrt(yy!)) / Math.sqrt(whole), 12)
    // Eigenvalues of two correlated series are 1 + r and 1 - r.
    const shares = [(1 + correlation) / 2, (1 - correlation) / 2]
    expect(strategies!.bets).toBeCloseTo(Math.exp(-shares.reduce((sum, p) => sum + p * Math.log(p), 0)), 10)
  })
})

test('a synthetic market is read once, and its days are told too', () => {
  const market = syntheticMarket(
    { from: '2026-01-01', to: '2026-03-01', members: [{ instrument: 'A@X', options: { days: 40, strikes: 2 } }] },
    createRng('days'),
  )
  const told = backtest(holds('one', 'A@X', 0.9), { data: market, cash: '300000 USD' })
  expect(told.fills).toHaveLength(1)
  const { time, lines } = told.contributions!
  expect(Array.from(time)).toEqual(Array.from(market.bars('A@X').time))
  const { profit } = lines.find(({ by }) => by === 'account')!
  for (let i = 0; i < time.length; i++) expect(profit[i]! + 300_000).toBeCloseTo(told.equity[i]!, 6)
})

test('rows of days: the opening, then the last row of each day', () => {
  const all = backtest(holds('one', 'A@X', 0.5), { data: [a, b], cash: '300000 USD', instruments })
  const days = backtest(holds('one', 'A@X', 0.5), { data: [a, b], cash: '300000 USD', instruments, rows: 'day' })
  const dayOf = (at: number): number => Math.ceil(at / 86_400_000)
  const last = new Map(Array.from(all.time, (at, i) => [dayOf(at), [at, all.equity[i]!] as const]))
  expect(days.time[0]).toBe(all.time[0])
  expect(Array.from(days.time, (at, i) => [at, days.equity[i]!]).slice(1)).toEqual(
    [...last.values()].slice(days.time.length === last.size ? 1 : 0),
  )
  expect(days.time.length).toBeLessThan(all.time.length)
  expect(days.figures).toEqual(performanceOf(days.equity, { periodsPerYear: days.periodsPerYear }))
})

test('every sheet is columns of one length, and the same in CSV', () => {
  for (const sheet of [
    'equity',
    'fills',
    'roundTrips',
    'months',
    'costs',
    'parts',
    'holdings',
    'contributions',
  ] as const) {
    const columns = report.toColumns(sheet)
    const lines = reportToCsv(report, sheet).trimEnd().split('\n')
    expect(lines[0]!.split(',')).toEqual(Object.keys(columns))
    for (const column of Object.values(columns)) expect(column.length, sheet).toBe(lines.length - 1)
  }
  expect(reportToCsv(report, 'costs').split('\n')[1]).toMatch(/^fee,\d+(\.\d+)?,USD$/)
  const json = JSON.parse(JSON.stringify(report.toJson())) as { fills: unknown[]; parts: unknown[]; holdings: object }
  expect([json.fills.length, json.parts.length]).toEqual([report.fills.length, 7])
})

test('a question that is answered ends its trip, for whoever holds it', () => {
  const yes = {
    kind: 'outcome',
    id: 'q:yes@m',
    assetClass: 'event',
    currency: 'USD',
    tick: 0.01,
    lot: 1,
    calendar: 'always',
    market: 'q',
    outcome: 'yes',
    closes: 10 * 86_400_000,
  } as const
  const facts: Sourced<MarketFact>[] = Array.from({ length: 9 }, (_, i) => ({
    kind: 'bar',
    id: yes.id,
    span: '1d',
    open: 0.4,
    high: 0.4,
    low: 0.4,
    close: 0.4,
    volume: 1e6,
    adjusted: 0.4,
    at: (i + 1) * 86_400_000,
    source: 's',
  }))
  facts.push({ kind: 'resolution', id: yes.id, pays: 1, disputed: false, at: yes.closes, source: 's' })
  const better = (name: string, side: 'buy' | 'sell', quantity: number) =>
    defineStrategy({
      name,
      defaults: {},
      init: () => ({ n: 0 }),
      on: {
        bar: (ctx, bar) => {
          if (ctx.state.n++ === 1) ctx.submit({ type: 'market', instrument: bar.id, side, quantity })
        },
      },
    })()
  const { roundTrips, equity } = backtest([better('for', 'buy', 100), better('more', 'buy', 50)], {
    data: facts,
    cash: '1000 USD',
    instruments: createRegistry([yes]),
  })
  expect(roundTrips.map(({ strategy, quantity, exit }) => [strategy, quantity, exit])).toEqual([
    ['for', 100, 1],
    ['more', 50, 1],
  ])
  const made = roundTrips.reduce((sum, { pnl }) => sum + pnl.value.toNumber(), 0)
  expect(made).toBeCloseTo(equity.at(-1)! - equity[0]!, 8)
})

test('what is never traded is told once, and in what is not known', () => {
  const { troubles, fills } = backtest(holds('abroad', 'A@X', 0.5), { data: a, cash: '1000 EUR', instruments })
  expect(fills).toEqual([])
  expect(troubles.map(({ code }) => code)).toEqual(['strategy/skipped'])
  expect(troubles[0]!.message).toContain('its value in the base currency is not known')
})

test('under water: from the peak to its return, to the end where there is none, and for good after ruin', () => {
  const days = (...values: number[]): number =>
    underwaterDays(
      Float64Array.from(values, (_, i) => i * 86_400_000),
      Float64Array.from(values),
    )
  expect([days(1, 2, 3), days(3, 2, 3, 4), days(3, 2, 2), days(1, 3, 2, 4, 3, 3, 3), days(2, 1, 0, 5)]).toEqual([
    0, 2, 2, 3, 3,
  ])
  expect(sparkline(Float64Array.of(1, 2, 3), 10)).toBe('▁▅█')
  expect(sparkline(Float64Array.of(2, 2), 10)).toBe('')
})
