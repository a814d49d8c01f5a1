import type { Instrument } from '@bourse/assets'
import { createRegistry } from '@bourse/assets'
import type { Frame, InstrumentId } from '@bourse/core'
import { createRng, matrixOf } from '@bourse/math'
import { loadTailOptimizer } from '@bourse/optimizer/lp'
import { relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { testBook, testMarket } from '../fixtures/testBook.js'
import { type Allocation, allocate, type OptimalAllocation } from './allocate.js'
import type { AllocationRequest } from './allocationRequest.js'
import { deepestFall } from './drawdownCuts.js'

const fund = { kind: 'etf', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const list: readonly Instrument[] = [
  { ...fund, id: 'SPY@ARCX', assetClass: 'equity' },
  { ...fund, id: 'EFA@ARCX', assetClass: 'equity' },
  { ...fund, id: 'TLT@XNAS', assetClass: 'rates' },
  { ...fund, id: 'GLD@ARCX', assetClass: 'commodity' },
  {
    kind: 'spot',
    id: 'BTC/USD@coinbase',
    assetClass: 'crypto',
    currency: 'USD',
    tick: 0.01,
    lot: 0.0001,
    calendar: 'always',
    base: 'BTC',
    quote: 'USD',
  },
  {
    kind: 'future',
    id: 'CLF27@NYMEX',
    assetClass: 'commodity',
    currency: 'USD',
    tick: 0.01,
    lot: 1,
    calendar: 'CME_ENERGY',
    root: 'CL',
    month: '2027-01',
    expiry: '2026-12-21',
    multiplier: 1000,
    settlement: 'physical',
  },
]
const instruments = createRegistry(list)
const day = 86_400_000

/** Daily returns of one factor and noise, seeded; means and volatilities per year. */
function frameOf(ids: readonly InstrumentId[], rows: number, seed: number): Frame {
  const rng = createRng(seed)
  const columns = ids.map(() => new Float64Array(rows))
  for (let t = 0; t < rows; t++) {
    const common = rng.normal()
    for (const [i, column] of columns.entries()) {
      const vol = 0.1 + 0.12 * (i % 6)
      column[t] =
        (0.03 + 0.03 * (i % 6)) / 252 + (vol / Math.sqrt(252)) * (0.5 * common + Math.sqrt(0.75) * rng.normal())
    }
  }
  return {
    ids,
    time: Float64Array.from({ length: rows }, (_, t) => Date.parse('2024-01-02') + t * day * (365.25 / 252)),
    columns,
  }
}

const returns = frameOf(
  list.map(({ id }) => id),
  504,
  3,
)
const base: AllocationRequest = {
  returns,
  instruments,
  objective: { maximize: 'sharpe', rate: 0.01 },
  groups: { crypto: { max: 0.15 }, equity: { min: 0.3 } },
  margined: { max: 0.5 },
}
const optimum = (answer: Allocation): OptimalAllocation => {
  if (answer.status !== 'optimal') throw new Error(answer.explain())
  return answer
}
const at = (answer: OptimalAllocation, id: InstrumentId): number => answer.weights.get(id)!

describe('allocation', () => {
  test('keeps classes, budget and margin; no random mix that does has a better ratio', () => {
    const best = optimum(allocate(base))
    const paid = list.filter(({ kind }) => kind !== 'future').reduce((s, { id }) => s + at(best, id), 0)
    expect(Math.abs(paid - 1)).toBeLessThan(1e-12)
    expect(at(best, 'BTC/USD@coinbase')).toBeLessThanOrEqual(0.15 + 1e-10)
    expect(at(best, 'SPY@ARCX') + at(best, 'EFA@ARCX')).toBeGreaterThanOrEqual(0.3 - 1e-10)
    expect(at(best, 'CLF27@NYMEX')).toBeLessThanOrEqual(0.5 + 1e-10)
    expect(relativeError(best.objective, (best.expected - 0.01) / best.volatility)).toBeLessThan(1e-9)
    const rng = createRng(8)
    for (let k = 0; k < 300; k++) {
      const raw = list.map(() => -Math.log(1 - rng.next()))
      const [spy, efa, tlt, gld, btc] = raw as [number, number, number, number, number]
      const [coin, shares] = [0.15 * rng.next(), 0.3 + 0.5 * rng.next()]
      const rest = Math.max(0, 1 - coin - shares)
      const mix = [
        (shares * spy) / (spy + efa),
        (shares * efa) / (spy + efa),
        (rest * tlt) / (tlt + gld),
        (rest * gld) / (tlt + gld),
        coin,
        0.5 * rng.next(),
      ]
      expect(mix.slice(0, 5).reduce((s, w) => s + w, 0)).toBeCloseTo(1, 9)
      expect(btc).toBeGreaterThan(0)
      const ratio = ratioOf(mix)
      expect(ratio).toBeLessThanOrEqual(best.objective + 1e-9)
    }
  })

  // The figures of any weights are those of an allocation that may hold nothing else.
  function ratioOf(mix: readonly number[]): number {
    const constraints = mix.map((weight, i) => ({ each: true, of: [list[i]!.id], min: weight, max: weight }) as const)
    const paid = mix.slice(0, 5).reduce((s, w) => s + w, 0)
    const one = allocate({ ...base, objective: { minimize: 'variance' }, groups: {}, budget: paid, constraints })
    if (one.status !== 'optimal') return Number.NEGATIVE_INFINITY
    return (one.expected - 0.01) / one.volatility
  }

  test('a view moves its asset, with more confidence further', () => {
    const gold = (confidence: number): number =>
      at(optimum(allocate({ ...base, views: [{ asset: 'GLD@ARCX', expected: 0.25, confidence }] })), 'GLD@ARCX')
    expect(gold(0.9)).toBeGreaterThan(gold(0.2))
    const certain = optimum(
      allocate({
        ...base,
        objective: { minimize: 'variance' },
        views: [{ asset: 'GLD@ARCX', expected: 0.25, confidence: 1 }],
      }),
    )
    const only = optimum(
      allocate({
        ...base,
        groups: {},
        constraints: [
          { each: true, of: ['GLD@ARCX'], min: 1 },
          { each: true, of: ['CLF27@NYMEX'], max: 0 },
        ],
        views: [{ asset: 'GLD@ARCX', expected: 0.25, confidence: 1 }],
      }),
    )
    expect(relativeError(only.expected, 0.25)).toBeLessThan(1e-9)
    expect(certain.volatility).toBeGreaterThan(0)
  })

  test('turnover counts from what is held', () => {
    const from = new Map<InstrumentId, number>([
      ['SPY@ARCX', 0.6],
      ['TLT@XNAS', 0.4],
    ])
    const near = optimum(allocate({ ...base, groups: {}, turnover: { max: 0.2, from } }))
    const traded = list.reduce((s, { id }) => s + Math.abs(at(near, id) - (from.get(id) ?? 0)), 0)
    expect(traded).toBeLessThanOrEqual(0.2 + 1e-10)
    expect(near.binding.map(({ label }) => label)).toContain('turnover')
    expect(() => allocate({ ...base, turnover: { max: 1, from: new Map([['AAPL@XNAS', 0.1]]) } })).toThrow(
      /AAPL@XNAS is 0.1/,
    )
  })

  test('a fall of the history is kept, as the linear solver finds it', async () => {
    const free = optimum(allocate({ ...base, objective: { maximize: 'return' } }))
    const max = 0.6 * free.drawdown
    const kept = optimum(allocate({ ...base, objective: { maximize: 'return' }, drawdown: { max } }))
    expect(kept.drawdown).toBeLessThanOrEqual(max + 1e-8)
    expect(kept.explain()).toMatch(/the fall until \d{4}-\d\d-\d\d is at most/)
    const { optimizeTail } = await loadTailOptimizer()
    const paid = list.slice(0, 5).map(({ id }) => id)
    const tail = optimizeTail({
      assets: returns.ids,
      scenarios: matrixOf(returns.columns),
      expected: Float64Array.from(returns.ids, (id) => expectedAlone(id)),
      objective: { maximize: 'return' },
      groups: { crypto: ['BTC/USD@coinbase'], equity: ['SPY@ARCX', 'EFA@ARCX'] },
      constraints: [
        { budget: 1, of: paid },
        { group: 'crypto', max: 0.15 },
        { group: 'equity', min: 0.3 },
        { gross: 0.5, of: ['CLF27@NYMEX'] },
        { maxDrawdown: max },
      ],
    })
    if (tail.status !== 'optimal') throw new Error(tail.status)
    expect(relativeError(kept.objective, tail.objective)).toBeLessThan(1e-6)
    // Less than is possible: the conflict names the limit.
    const never = allocate({ ...base, objective: { maximize: 'return' }, drawdown: { max: 0.001 } })
    expect(never.status).toBe('infeasible')
    expect(never.explain()).toMatch(/cannot be/)
  })

  function expectedAlone(id: InstrumentId): number {
    const budget = id === 'CLF27@NYMEX' ? 0 : 1
    const constraints = list.map(
      (one) => ({ each: true, of: [one.id], min: one.id === id ? 1 : 0, max: one.id === id ? 1 : 0 }) as const,
    )
    const one = optimum(
      allocate({ ...base, margined: { max: 1 }, objective: { minimize: 'variance' }, groups: {}, budget, constraints }),
    )
    return one.expected
  }

  test('the deepest fall, against every pair of days', () => {
    const rng = createRng(5)
    for (let k = 0; k < 50; k++) {
      const column = Float64Array.from({ length: 40 }, () => rng.normal())
      const { depth } = deepestFall(matrixOf([column]), Float64Array.of(1))
      const sums = [0]
      for (const r of column) sums.push(sums[sums.length - 1]! + r)
      let worst = 0
      for (let i = 0; i < sums.length; i++)
        for (let j = i; j < sums.length; j++) worst = Math.max(worst, sums[i]! - sums[j]!)
      expect(Math.abs(depth - worst)).toBeLessThan(1e-12)
    }
  })

  test('limits that clash are named, with the way out', () => {
    const clash = allocate({ ...base, groups: { equity: { min: 0.6 }, rates: { min: 0.6 } } })
    if (clash.status !== 'infeasible') throw new Error(clash.status)
    expect([...clash.conflict].sort()).toEqual(['budget', 'equity', 'long only', 'rates'])
    expect(clash.explain()).toBe(
      'these cannot be met together: 100 % are invested; equity is at least 60 %; rates is at least 60 %; nothing is held short. allow 10 % short.',
    )
    const beaten = allocate({ ...base, objective: { maximize: 'sharpe', rate: 9 } })
    expect([beaten.status, beaten.explain()]).toMatchObject(['noAnswer', expect.stringMatching(/earns more than cash/)])
  })

  test('every binding limit has a sentence', () => {
    const best = optimum(
      allocate({ ...base, groups: { rates: { min: 0.45 } }, each: { max: 0.5 }, objective: { minimize: 'variance' } }),
    )
    const text = best.explain()
    for (const { label } of best.binding)
      expect(text).toMatch(
        label === 'rates'
          ? /rates is at least 45 %: binds; one point of it takes/
          : label === 'each'
            ? /each is at most 50 %: binds/
            : /: binds/,
      )
    expect(best.binding.map(({ label }) => label)).toContain('rates')
    expect(text.split('\n').length).toBe(2 + best.binding.length)
  })

  test('to orders', () => {
    const market = testMarket({
      marks: {
        'SPY@ARCX': 600,
        'EFA@ARCX': 80,
        'TLT@XNAS': 90,
        'GLD@ARCX': 250,
        'BTC/USD@coinbase': 60_000,
        'CLF27@NYMEX': 70,
      },
    })
    const book = testBook({ instruments, market, cash: ['1000000 USD'] })
    const best = optimum(allocate(base))
    const plan = best.orders(book, { market }, { minTrade: '50 USD' })
    for (const { instrument, quantity } of plan.orders) {
      const unit = market.mark(instrument)!.value * (instrument === 'CLF27@NYMEX' ? 1000 : 1)
      const lot = instrument === 'BTC/USD@coinbase' ? 0.0001 : 1
      expect(Math.abs(quantity * unit - at(best, instrument) * 1e6)).toBeLessThanOrEqual(1.5 * lot * unit + 1)
    }
    expect(plan.residualCash.value).toBeGreaterThanOrEqual(0)
  })

  test('something listed later, and one asset alone', () => {
    const late = returns.columns.map((column, i) =>
      i === 2 ? column.map((r, t) => (t < 100 ? Number.NaN : r)) : column,
    )
    expect(allocate({ ...base, returns: { ...returns, columns: late }, drawdown: { max: 0.5 } }).status).toBe('optimal')
    const one = { ids: ['SPY@ARCX' as const], time: returns.time, columns: [returns.columns[0]!] }
    expect(at(optimum(allocate({ returns: one, instruments, objective: { minimize: 'variance' } })), 'SPY@ARCX')).toBe(
      1,
    )
  })

  test('bad input is refused by name', () => {
    const bad = (more: Partial<AllocationRequest>) => () => allocate({ ...base, ...more })
    expect(bad({ groups: { shares: { min: 0.3 } } })).toThrow(/group is shares/)
    expect(bad({ groups: { equity: {} } })).toThrow(/limits of equity is empty/)
    expect(bad({ groups: { equity: { min: Number.NaN } } })).toThrow(/min of equity is NaN/)
    const { margined: _, ...without } = base
    expect(() => allocate(without)).toThrow(/margined is absent/)
    expect(bad({ budget: Number.NaN })).toThrow(/budget is NaN/)
    expect(bad({ drawdown: { max: -1 } })).toThrow(/drawdown.max is -1/)
    expect(bad({ instruments: createRegistry([]) })).toThrow(/SPY@ARCX/)
    expect(bad({ returns: { ...returns, columns: returns.columns.slice(1) } })).toThrow(/columns of returns is 5/)
    const gap = returns.columns.map((column, i) =>
      i === 1 ? column.map((r, t) => (t === 7 ? Number.NaN : r)) : column,
    )
    expect(bad({ returns: { ...returns, columns: gap } })).toThrow(/EFA@ARCX, row 7/)
    expect(bad({ views: [{ asset: 'NO@X', expected: 1 }] })).toThrow(/NO@X/)
    expect(bad({ periodsPerYear: 0 })).toThrow(/periodsPerYear is 0/)
    expect(bad({ margined: { max: Number.NaN } })).toThrow(/margined.max is NaN/)
    expect(() => allocate({ ...base, objective: undefined as never })).toThrow(/objective is undefined.*maximize/)
    const closes = returns.columns.map((column) => column.map((r, t) => 100 + t + r))
    expect(bad({ returns: { ...returns, columns: closes } })).toThrow(/SPY@ARCX is "?prices.*returnsOf/)
    const cash = returns.columns.map((column, i) => (i === 2 ? column.map(() => 0.0001) : column))
    expect(bad({ returns: { ...returns, columns: cash } })).not.toThrow(/returnsOf/)
  })

  test('a price that is rounding is no price', () => {
    const two = { ids: returns.ids.slice(0, 2), time: returns.time, columns: returns.columns.slice(0, 2) }
    const best = optimum(allocate({ returns: two, instruments, objective: { maximize: 'sharpe', rate: 0 } }))
    expect(best.explain()).toMatch(/100 % are invested: binds, at no cost/)
  })
})
