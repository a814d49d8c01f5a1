import { createRng } from '@bourse/math'
import { textDigest } from '@bourse/core'
import { expect, test } from 'vitest'
import { btc, es, goog, perp, spy, yes } from '../fixtures/listings.js'
import { emptyBook, updateBook } from '../venue/bookSides.js'
import { syntheticBook } from './syntheticBook.js'
import { syntheticMarket } from './syntheticMarket.js'

const spec = {
  from: '2016-01-01',
  to: '2026-01-01',
  span: '1d',
  correlation: 0.6,
  regimes: 3,
  members: [
    { instrument: spy, drift: 0.08, vol: 0.2, price: 600 },
    { instrument: goog, drift: 0.1, vol: 0.3, jumps: 4 },
    { instrument: btc, drift: 0.3, vol: 0.7, price: 60_000 },
  ],
} as const

const returnsOf = (close: Float64Array): number[] => [...close.slice(1)].map((price, i) => Math.log(price / close[i]!))
const deviation = (xs: readonly number[]): number => {
  const mean = xs.reduce((a, b) => a + b, 0) / xs.length
  return Math.sqrt(xs.reduce((a, b) => a + (b - mean) ** 2, 0) / xs.length)
}

test('volatility, correlation and tails are as asked; bars are bars', () => {
  const market = syntheticMarket(spec, createRng(1))
  const [a, b] = [market.bars(spy.id), market.bars(goog.id)]
  const [x, y] = [returnsOf(a.close), returnsOf(b.close)]
  expect(deviation(x) * Math.sqrt(252)).toBeGreaterThan(0.17)
  expect(deviation(x) * Math.sqrt(252)).toBeLessThan(0.23)
  const both = x.reduce((sum, r, i) => sum + r * y[i]!, 0) / x.length / (deviation(x) * deviation(y))
  expect(both).toBeGreaterThan(0.45)
  expect(both).toBeLessThan(0.7)
  const kurtosis = x.reduce((sum, r) => sum + r ** 4, 0) / x.length / deviation(x) ** 4
  expect(kurtosis).toBeGreaterThan(4)
  for (const { open, high, low, close } of [a, b, market.bars(btc.id)])
    for (let i = 0; i < open.length; i++) {
      expect(Math.max(open[i]!, close[i]!) <= high[i]! && Math.min(open[i]!, close[i]!) >= low[i]! && low[i]! > 0).toBe(
        true,
      )
    }
  expect(market.bars(btc.id).time.length).toBe(3653)
})

test('equal seeds, equal bits; another member leaves the others alone', () => {
  const digestOf = (market: ReturnType<typeof syntheticMarket>): string => {
    const digest = textDigest()
    for (const input of market.inputs()) digest.add(JSON.stringify(input))
    return digest.digest()
  }
  expect(digestOf(syntheticMarket(spec, createRng(7)))).toBe(digestOf(syntheticMarket(spec, createRng(7))))
  const fewer = syntheticMarket({ ...spec, members: spec.members.slice(0, 2) }, createRng(7))
  expect(fewer.bars(goog.id).time.length).toBe(syntheticMarket(spec, createRng(7)).bars(goog.id).time.length)
})

test('perpetuals fund on their clock, futures meet their member, outcomes resolve', () => {
  const market = syntheticMarket(
    {
      from: '2026-11-01',
      to: '2027-07-01',
      span: '1h',
      members: [
        { instrument: perp, drift: 0.1, vol: 0.6, price: 60_000, funding: 0.0001 },
        { instrument: spy, drift: 0.05, vol: 0.2, price: 600 },
        { instrument: es, of: spy.id, carry: 0.04, drift: 0, vol: 0 },
        { instrument: yes, drift: 0, vol: 0, probability: 0.3 },
      ],
    },
    createRng(4),
  )
  const of = (kind: string) => market.facts().filter((fact) => fact.kind === kind)
  expect(of('funding').every(({ at }) => at % (8 * 3_600_000) === 0)).toBe(true)
  expect(of('funding').length).toBeGreaterThan(700)
  const [future, spot] = [market.bars(es.id), market.bars(spy.id)]
  expect(future.time.at(-1)).toBeLessThan(Date.parse('2026-12-19T00:00Z'))
  expect(Math.abs(future.close[0]! / spot.close[0]! - Math.exp((0.04 * 47) / 365))).toBeLessThan(5e-4)
  expect(of('settlement').filter((fact) => fact.kind === 'settlement' && fact.final).length).toBe(1)
  expect(of('resolution').map(({ at }) => at)).toEqual([yes.closes])
  const times = [...market.inputs()].map(({ time }) => time)
  expect(times.every((at, i) => i === 0 || at >= times[i - 1]!)).toBe(true)
})

test('an outcome is a fair game: it pays as often as it says', () => {
  let paid = 0
  for (let seed = 0; seed < 600; seed++) {
    const market = syntheticMarket(
      {
        from: '2027-04-01',
        to: '2027-07-01',
        span: '1d',
        members: [{ instrument: yes, drift: 0, vol: 0, probability: 0.3 }],
      },
      createRng(seed),
    )
    const [fact] = market.facts()
    if (fact?.kind === 'resolution') paid += fact.pays
  }
  expect(Math.abs(paid / 600 - 0.3)).toBeLessThan(0.06)
})

test('a chain holds no arbitrage: convex in the strike, dearer with time, parity', () => {
  const market = syntheticMarket(spec, createRng(2))
  const at = '2020-06-10T21:00Z'
  const chain = market.chain(spy.id, at)
  const mid = (right: string, expiry: string, strike: number): number => {
    const { bid, ask } = market.optionQuote(
      chain.find((one) => one.right === right && one.expiry === expiry && one.strike === strike)!,
      at,
    )
    return (bid + ask) / 2
  }
  const expiries = [...new Set(chain.map(({ expiry }) => expiry))]
  expect(expiries.length).toBeGreaterThanOrEqual(6)
  const strikes = [...new Set(chain.map(({ strike }) => strike))]
  const spot = market.bars(spy.id).close[market.bars(spy.id).time.findLastIndex((time) => time <= Date.parse(at))]!
  for (const expiry of expiries)
    for (let i = 1; i + 1 < strikes.length; i++) {
      const [a, b, c] = [
        mid('call', expiry, strikes[i - 1]!),
        mid('call', expiry, strikes[i]!),
        mid('call', expiry, strikes[i + 1]!),
      ]
      expect(a + c - 2 * b).toBeGreaterThan(-0.021)
      expect(a).toBeGreaterThanOrEqual(b - 0.01)
      expect(Math.abs(b - mid('put', expiry, strikes[i]!) - (spot - strikes[i]!))).toBeLessThan(0.02)
    }
  for (const strike of strikes)
    for (let k = 1; k < expiries.length; k++)
      expect(mid('call', expiries[k]!, strike)).toBeGreaterThan(mid('call', expiries[k - 1]!, strike) - 0.011)
})

test('a synthetic book never crosses, and its prints are at its best', () => {
  const sides = emptyBook()
  for (const fact of syntheticBook(
    { instrument: btc, price: 60_000, from: '2026-01-01', events: 5000 },
    createRng(9),
  )) {
    if (fact.kind === 'book') updateBook(sides, fact)
    else expect([sides.bid, sides.ask]).toContain(fact.price)
    expect(sides.bid).toBeLessThan(sides.ask)
  }
})

test('what no market can be is refused', () => {
  const member = { instrument: spy, drift: 0, vol: 0.2 }
  const base = { from: '2026-01-01', to: '2026-02-01', span: '1d', members: [member] } as const
  for (const [more, code] of [
    [{ to: '2025-01-01' }, 'input/out-of-range'],
    [{ correlation: 1.1 }, 'input/out-of-range'],
    [{ regimes: 0 }, 'input/out-of-range'],
    [{ span: '7h' }, 'input/out-of-range'],
    [{ members: [{ ...member, vol: -1 }] }, 'input/out-of-range'],
    [{ members: [{ ...member, vol: Number.NaN }] }, 'input/not-finite'],
    [{ members: [member, member] }, 'input/out-of-range'],
    [{ members: [{ ...member, instrument: es, of: 'X@Y' }] }, 'input/out-of-range'],
  ] as const)
    expect(() => syntheticMarket({ ...base, ...more } as never, createRng(1))).toThrowError(
      expect.objectContaining({ code }) as never,
    )
  expect(() => syntheticMarket(base, createRng(1)).bars('X@Y')).toThrowError(
    expect.objectContaining({ code: 'input/unknown-instrument' }) as never,
  )
})
