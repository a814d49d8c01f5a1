import { BourseError, type Bars, type InstrumentId } from '@bourse/core'
import { createEngine, defineStrategy, type Engine, type EngineConfig } from '@bourse/engine'
import { maxOrderNotional } from '@bourse/risk'
import { createRng } from '@bourse/math'
import { perShareFee, proportionalSlippage, syntheticMarket } from '@bourse/sim'
import { expect, test } from 'vitest'
import { walkBars } from '../fixtures/walkBars.js'
import { cross } from '../fixtures/cross.js'
import { backtest } from './backtest.js'

const bars = walkBars('A@X', 400)

test('equal runs have equal digests, another seed of data another', () => {
  const run = (data: Bars): string => backtest(cross(), { data, cash: '100000 USD' }).digest
  expect(run(bars)).toBe(run(bars))
  expect(run(walkBars('A@X', 400, 'other'))).not.toBe(run(bars))
})

test('money is conserved: what the trips made, less costs, is what the account gained when all is closed', () => {
  const sells = defineStrategy({
    name: 'in-and-out',
    defaults: {},
    init: () => ({ n: 0 }),
    on: {
      bar: (ctx, bar) => {
        ctx.state.n++
        if (ctx.state.n % 10 === 2) ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: 7 })
        if (ctx.state.n % 10 === 6) ctx.submit({ type: 'market', instrument: bar.id, side: 'sell', quantity: 12 })
        if (ctx.state.n % 10 === 8) ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: 5 })
      },
    },
  })
  const report = backtest(sells(), {
    data: bars,
    cash: '10000 USD',
    venue: {
      fees: perShareFee('0.005 USD', '1 USD'),
      fill: { fills: 'next-open' },
      grid: 'accept',
      slippage: proportionalSlippage(0.001),
    },
  })
  expect(report.roundTrips).toHaveLength(80)
  const made = report.roundTrips.reduce((sum, { pnl, costs }) => sum + pnl.value.toNumber() - costs.value.toNumber(), 0)
  expect(report.equity.at(-1)! - 10_000).toBeCloseTo(made, 6)
  const fee = report.costs.find(({ cost }) => cost === 'fee')!.money.value.toNumber()
  expect(fee).toBe(120)
  const slippage = report.costs.find(({ cost }) => cost === 'slippage')!.money.value.toNumber()
  expect(slippage).toBeGreaterThan(0)
  expect(report.fills.reduce((sum, fill) => sum + fill.slippage!, 0)).toBeCloseTo(slippage, 6)
  expect(report.toColumns('fills')['slippage']).toHaveLength(report.fills.length)
  expect(report.roundTrips.map(({ quantity }) => quantity).slice(0, 2)).toEqual([7, -5])
})

test('several strategies share an account, each with its part; rules act', () => {
  const two = [
    cross(),
    defineStrategy({ name: 'hold', defaults: {}, on: { bar: (ctx, bar) => ctx.target(bar.id, 0.5) } })(),
  ]
  const data = [bars, walkBars('B@X', 300, 'b')]
  const free = backtest(two, { data, cash: '100000 USD', benchmark: 'A@X' })
  expect(free.parts.map(({ by, name }) => `${by} ${name}`)).toEqual([
    'strategy cross',
    'strategy hold',
    'class equity',
    'account paper',
  ])
  const gains = free.parts.map(({ figures }) => figures.totalReturn * 50_000)
  expect(gains[0]! + gains[1]!).toBeCloseTo(free.equity.at(-1)! - 100_000, 4)
  expect(free.benchmark?.totalReturn).toBeCloseTo(bars.close.at(-1)! / bars.close[0]! - 1, 12)
  const rules = [maxOrderNotional('1000 USD')]
  const small = backtest(two, { data, cash: '100000 USD', rules })
  for (const { quantity, price } of small.fills) expect(quantity * price).toBeLessThan(1200)
  // Rules remember, runs do not.
  expect(backtest(two, { data, cash: '100000 USD', rules }).digest).toBe(small.digest)
  // B ends a hundred days early and is still held.
  expect(free.troubles.map(({ code }) => code)).toContain('data/ended-early')
  for (const line of free.table().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect(JSON.stringify(free.toJson())).toContain(free.digest)
  expect(Object.keys(free.toColumns())).toEqual(['time', 'equity', 'drawdown', 'benchmark'])
  expect(free.assumed[0]).toContain('A@X, B@X: equities in USD')
})

test('bad input has an answer with its number', () => {
  const thrower = defineStrategy({
    name: 'thrower',
    defaults: {},
    init: () => ({ n: 0 }),
    on: {
      bar: (ctx) => {
        if (++ctx.state.n === 5) throw new Error('out of ideas')
      },
    },
  })
  const [trouble] = backtest(thrower(), { data: bars, cash: '1000 USD' }).troubles
  // The deposit is input 0.
  expect(trouble).toEqual({
    code: 'strategy/halted',
    message: 'thrower was halted: out of ideas',
    input: 5,
    time: bars.time[4],
  })
  const sizer = (quantity: number) =>
    defineStrategy({
      name: 'sizer',
      defaults: {},
      on: {
        bar: (ctx, bar) => {
          ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity })
        },
      },
    })()
  for (const quantity of [Number.NaN, -1, 0, Number.POSITIVE_INFINITY]) {
    const { troubles, fills } = backtest(sizer(quantity), { data: bars, cash: '1000 USD' })
    expect(fills).toEqual([])
    expect(troubles[0]?.code).toBe('strategy/halted')
    expect(troubles[0]?.input).toBe(1)
  }
  const backwards = { ...bars, time: bars.time.map((time, i) => (i === 7 ? 0 : time)) }
  expect(() => backtest(cross(), { data: backwards, cash: '1000 USD' })).toThrow(/record 7/)
  const nothing = { ...bars, time: new Float64Array(0) }
  for (const [data, cash] of [
    [nothing, '1 USD'],
    [[], '1 USD'],
    [bars, '0 USD'],
    [bars, [] as never],
  ] as const)
    expect(() => backtest(cross(), { data, cash })).toThrow(BourseError)
  const alien = backtest(cross(), {
    data: bars,
    cash: '1000 USD',
    instruments: { find: () => undefined, all: () => [] } as never,
  })
  expect(alien.troubles[0]?.code).toBe('strategy/halted')
})

test('a venue of your own', () => {
  const id: InstrumentId = 'A@X'
  let made = 0
  const report = backtest(cross(), {
    data: bars,
    cash: '1000 USD',
    venue: () => {
      made++
      return {
        account: 'paper',
        groups: [],
        submit: () => {},
        replace: () => {},
        cancel: () => {},
        listen: () => () => {},
        react: () => [],
        state: () => Promise.reject(new Error(id)),
      }
    },
  })
  expect(made).toBe(1)
  expect(report.fills).toEqual([])
  expect(report.equity.every((value) => value === 1000)).toBe(true)
})

test('a synthetic market is run to its end: bars, and quotes of the options listed on the way', () => {
  const market = syntheticMarket(
    { from: '2025-01-01', to: '2025-07-01', members: [{ instrument: 'SPY@ARCX', price: 600, options: true }] },
    createRng('listed'),
  )
  let quotes = 0
  const reader = defineStrategy({ name: 'reader', on: { quote: () => void quotes++ } })
  const report = backtest(reader(), { data: market, cash: '1000 USD' })
  expect(report.equity.length).toBe(market.bars('SPY@ARCX').time.length)
  expect(quotes).toBe([...market.inputs()].filter(({ kind }) => kind === 'quote').length)
})

test('an engine made as for live gives the digest of its strategies, and a used one is refused', () => {
  const options = { data: bars, cash: '100000 USD' } as const
  const made = backtest((terms) => createEngine({ ...terms, strategies: [cross()] }), options)
  expect(made.digest).toBe(backtest(cross(), options).digest)
  expect(made.fills.length).toBeGreaterThan(0)
  let kept: Engine | undefined
  const used = (terms: Omit<EngineConfig, 'strategies'>): Engine => {
    kept ??= createEngine({ ...terms, strategies: [cross()] })
    return kept
  }
  backtest(used, options)
  expect(() => backtest(used, options)).toThrow(/fresh engine/)
})
