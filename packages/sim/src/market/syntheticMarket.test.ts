import { CL, ES } from '@bourse/futures'
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

test('options are listed as time goes on: strikes around the price, none before its day, quotes until the end', () => {
  const market = syntheticMarket(
    {
      from: '2020-01-01',
      to: '2021-01-01',
      regimes: 2,
      members: [{ instrument: 'SPY@ARCX', price: 300, options: true }],
    },
    createRng(3),
  )
  const options = market.instruments.filter((one) => one.kind === 'option')
  const bars = market.bars('SPY@ARCX')
  const seen = new Map<string, { first: number; last: number; count: number }>()
  let spot = Number.NaN
  let quoted = 0
  for (const input of market.inputs()) {
    if (input.kind === 'bar') {
      // Quotes of a moment come before its bar.
      if (quoted > 0) expect(quoted).toBe(input.time)
      spot = input.close
    }
    if (input.kind !== 'quote') continue
    quoted = input.time
    expect(input.ask).toBeGreaterThan(input.bid)
    const known = seen.get(input.id)
    if (known === undefined) seen.set(input.id, { first: input.time, last: input.time, count: 1 })
    else Object.assign(known, { last: input.time, count: known.count + 1 })
  }
  expect(spot).toBe(bars.close.at(-1))
  expect(seen.size).toBe(options.length)
  for (const option of options) {
    const { first, last, count } = seen.get(option.id)!
    expect(new Date(first).toISOString().slice(0, 10)).toBe(option.validFrom)
    expect(last).toBeLessThanOrEqual(Date.parse(`${option.expiry}T21:00Z`))
    expect(count).toBe(bars.time.filter((at) => at >= first && at <= last).length)
    const price = bars.close[bars.time.indexOf(first)]!
    expect(Math.abs(option.strike / price - 1)).toBeLessThan(0.32)
  }
  // Any day there is an expiry near 45 days, with strikes on both sides.
  for (const at of bars.time) {
    const chain = market.chain('SPY@ARCX', at)
    const days = chain.map(({ expiry }) => (Date.parse(expiry) - at) / 86_400_000)
    expect(days.some((one) => Math.abs(one - 45) < 19)).toBe(true)
  }
})

test('a root is a curve of contracts, each with bars of its last days, settled every day', () => {
  const market = syntheticMarket(
    {
      from: '2022-01-03',
      to: '2024-01-01',
      members: [
        { futures: ES, price: 4500, vol: 0.16, carry: 0.04 },
        { futures: CL, price: 75, vol: 0.3, carry: -0.05, carryVol: 0.1 },
      ],
    },
    createRng(8),
  )
  const contracts = market.instruments.filter((one) => one.kind === 'future')
  expect(contracts.filter(({ root }) => root === 'ES').map(({ month }) => month)).toEqual(
    ['2022', '2023']
      .flatMap((year) => ['03', '06', '09', '12'].map((month) => `${year}-${month}`))
      .concat(['2024-03', '2024-06']),
  )
  for (const { id, expiry } of contracts) {
    const { time } = market.bars(id)
    expect(time.at(-1)!).toBeLessThan(Date.parse(expiry) + 86_400_000)
    expect(time[0]!).toBeGreaterThan(Date.parse(expiry) - 200 * 86_400_000)
  }
  const [march, june] = [market.bars('ESH23@CME'), market.bars('ESM23@CME')]
  const at = Date.parse('2023-01-10T21:00Z')
  const of = (bars: typeof march) => bars.close[bars.time.indexOf(at)]!
  expect(Math.log(of(june) / of(march)) / (91 / 365)).toBeCloseTo(0.04, 3)
  const finals = market.facts().filter((fact) => fact.kind === 'settlement' && fact.final)
  expect(finals.length).toBe(contracts.filter(({ expiry }) => expiry < '2024-01-01').length)
  expect(() =>
    syntheticMarket({ from: '2022-01-03', to: '2024-01-01', members: [{ futures: ES, days: 0 }] }, createRng(8)),
  ).toThrow('days of ES')
})

test('a perpetual beside its spot: a basis that comes back, and funding that follows it', () => {
  const market = syntheticMarket(
    {
      from: '2024-01-01',
      to: '2025-01-01',
      span: '1h',
      members: [
        { instrument: btc, price: 60_000, vol: 0.6 },
        { instrument: perp, of: btc.id, funding: 0.0001 },
      ],
    },
    createRng(8),
  )
  const [spot, swap] = [market.bars(btc.id), market.bars(perp.id)]
  const basis = [...swap.close].map((price, row) => price / spot.close[row]! - 1)
  expect(Math.abs(basis.reduce((sum, one) => sum + one, 0) / basis.length)).toBeLessThan(2e-4)
  expect(deviation(basis)).toBeGreaterThan(4e-4)
  expect(deviation(basis)).toBeLessThan(8e-4)
  let follows = 0
  for (const fact of market.facts()) {
    if (fact.kind !== 'funding') continue
    const above = basis[spot.time.findLastIndex((time) => time <= fact.at)]!
    if (above > 1e-5 === fact.rate > 0.0001) follows++
  }
  expect(follows).toBeGreaterThan(1000)
})
