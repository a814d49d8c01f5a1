import { contractChain, B6, E6, ES, futuresDays, J6 } from '@bourse/futures'
import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookGreeks } from '../exposure/bookGreeks.js'
import { testBook, testMarket } from '../fixtures/testBook.js'
import { testInstruments as instruments } from '../fixtures/testInstruments.js'
import { bookAfter } from '../whatIf/bookAfter.js'
import { crossHedge, dynamicHedge } from './crossHedge.js'
import { currencyForwardHedge, currencyFutureHedge } from './currencyHedge.js'
import { betaExposure, futureHedge } from './futureHedge.js'
import { hedgeGreeks } from './hedgeGreeks.js'
import { wholeHedge } from './wholeHedge.js'

const at = Date.parse('2026-11-18T15:00Z')
const facts = {
  marks: { 'SPX@CBOE': 6010, 'SPY@ARCX': 600, 'ESZ26@CME': 6020, 'SPXC@CBOE': 110, 'SPXP@CBOE': 40, 'SPXL@CBOE': 300 },
  vols: { 'SPX@CBOE': 0.15 },
  rates: { USD: 0.04 },
}
const market = testMarket(facts, at)
const valuation = { instruments, market }
const rows = [
  { id: 'SPXC@CBOE', quantity: -20, average: 100 },
  { id: 'SPY@ARCX', quantity: 300, average: 500 },
] as const
const book = testBook({ ...valuation, rows, cash: ['1000000 USD'], time: at })
const wide = testBook({ ...valuation, rows: [...rows, { id: 'SPXL@CBOE', quantity: -7, average: 300 }], time: at })

describe('Greeks', () => {
  test('delta alone: the future that is nearest', () => {
    const hedge = hedgeGreeks(book, { delta: 0 }, ['ESZ26@CME'], valuation)
    if (!hedge.ok) throw new Error(hedge.failure.message)
    const { orders, before, after } = hedge.value
    expect(before.delta).toBe(bookGreeks(book, valuation).delta.value)
    expect(orders).toMatchObject([{ instrument: 'ESZ26@CME', side: 'buy', quantity: Math.round(-before.delta / 3010) }])
    expect(Math.abs(after.delta)).toBeLessThanOrEqual(3010 / 2)
    // What it says is what a book with its orders has.
    const real = bookGreeks(bookAfter(book, orders, valuation, { account: 'paper' }), valuation)
    expect(relativeError(after.delta, real.delta.value)).toBeLessThan(1e-9)
  })

  test('three Greeks with two options and a future; no more than whole lots are left', () => {
    const hedge = hedgeGreeks(wide, { delta: 0, gamma: 0, vega: 0 }, ['SPXP@CBOE', 'SPXL@CBOE', 'ESZ26@CME'], valuation)
    if (!hedge.ok) throw new Error(hedge.failure.message)
    const { orders, before, after } = hedge.value
    expect(orders).toHaveLength(3)
    const real = bookGreeks(bookAfter(wide, orders, valuation, { account: 'paper' }), valuation)
    for (const greek of ['delta', 'gamma', 'vega'] as const) {
      expect(relativeError(after[greek], real[greek].value)).toBeLessThan(1e-9)
      expect(Math.abs(after[greek])).toBeLessThan(0.05 * Math.abs(before[greek]))
    }
  })

  test('the cheaper of two that do the same', () => {
    const chosen = (spy: readonly [number, number], es: readonly [number, number]): string => {
      const quoted = { instruments, market: testMarket({ ...facts, quotes: { 'SPY@ARCX': spy, 'ESZ26@CME': es } }, at) }
      const hedge = hedgeGreeks(book, { delta: 0 }, ['SPY@ARCX', 'ESZ26@CME'], quoted)
      return hedge.ok ? hedge.value.orders.map(({ instrument }) => instrument).join() : hedge.failure.message
    }
    // 300,000 dollars of ES cost a tick of 12.50; of SPY, 500 shares at a cent or at ten.
    expect(chosen([599.995, 600.005], [6019.75, 6020.25])).toBe('SPY@ARCX')
    expect(chosen([599.95, 600.05], [6019.75, 6020.25])).toBe('ESZ26@CME')
  })

  test('what cannot be done is said', () => {
    const message = (...args: Parameters<typeof hedgeGreeks>): string => {
      const hedge = hedgeGreeks(...args)
      return hedge.ok ? 'done' : `${hedge.failure.code}: ${hedge.failure.message}`
    }
    expect(message(book, { vega: 0 }, ['ESZ26@CME'], valuation)).toBe(
      'infeasible: no candidate moves vega: add an option',
    )
    expect(message(wide, { vega: 0, gamma: 0 }, ['SPXP@CBOE', 'ESZ26@CME'], valuation)).toMatch(
      /infeasible: the candidates cannot/,
    )
    const blind = { instruments, market: testMarket({ marks: facts.marks, rates: facts.rates }, at) }
    expect(message(book, { delta: 0 }, ['ESZ26@CME'], blind)).toBe('unknown: delta of the book: no vol of SPXC@CBOE')
    const plain = testBook({ ...blind, rows: [rows[1]], time: at })
    const left = hedgeGreeks(plain, { delta: 0 }, ['SPXP@CBOE', 'ESZ26@CME'], blind)
    expect(left.ok && left.value.skipped).toEqual([{ instrument: 'SPXP@CBOE', why: 'no vol of SPXP@CBOE' }])
    expect(() => hedgeGreeks(book, {}, ['ESZ26@CME'], valuation)).toThrow(/target is empty/)
    expect(() => hedgeGreeks(book, { delta: Number.NaN }, ['ESZ26@CME'], valuation)).toThrow(/delta is NaN/)
    expect(() => hedgeGreeks(book, { delta: 0 }, [], valuation)).toThrow(/candidates is empty/)
    expect(() => hedgeGreeks(book, { delta: 0 }, ['NO@X'], valuation)).toThrow(/NO@X/)
  })

  test('lots: no neighbour of the exact hedge leaves less', () => {
    const figure = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 100)
    fc.assert(
      fc.property(fc.array(figure, { minLength: 6, maxLength: 6 }), figure, figure, (m, a, b) => {
        const moves = [
          [m[0]!, m[1]!, m[2]!],
          [m[3]!, m[4]!, m[5]!],
        ]
        const need = [0, 1, 2].map((k) => a * moves[0]![k]! + b * moves[1]![k]!)
        const whole = wholeHedge(Float64Array.of(a, b), moves, need, [1, 1])
        const weight = need.map((_, k) => 1 / (Math.abs(moves[0]![k]!) + Math.abs(moves[1]![k]!) || 1))
        const off = (x: number, y: number): number =>
          need.reduce((s, n, k) => s + (weight[k]! * (n - x * moves[0]![k]! - y * moves[1]![k]!)) ** 2, 0)
        const tiny = (i: number, x: number): boolean =>
          Math.max(...moves[i]!.map((v, k) => Math.abs((v * x) / (Math.abs(need[k]!) || 1)))) < 1e-6
        fc.pre(!tiny(0, a) && !tiny(1, b))
        for (const x of [Math.floor(a), Math.ceil(a)])
          for (const y of [Math.floor(b), Math.ceil(b)])
            expect(off(whole[0]!, whole[1]!)).toBeLessThanOrEqual(off(x, y) * (1 + 1e-9) + 1e-12)
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})

describe('futures', () => {
  const es = contractChain(ES, '2026-12-01', 1, futuresDays)[0]!

  test('beta: a book in units of the index', () => {
    const plain = testBook({
      ...valuation,
      rows: [...rows.slice(1), { id: 'ESZ26@CME', quantity: -1, average: 6000 }],
      time: at,
    })
    const exposed = betaExposure(
      plain,
      ({ of }) => (of === 'SPY@ARCX' ? 1.2 : of === 'ESZ26@CME' ? 0 : undefined),
      valuation,
    )
    expect(exposed).toEqual({ currency: 'USD', value: 216_000, holes: [], unknown: [] })
    const hedge = futureHedge({ exposure: exposed, hedge: es, price: 6020, held: -1 })
    // 216,000 / 301,000 = 0.72 contracts, and one is short already
    expect([hedge.whole, hedge.order]).toEqual([-1, undefined])
    expect(hedge.residual.value).toBe(216_000 - 301_000)
    const unknown = betaExposure(plain, () => undefined, valuation)
    expect([unknown.value, unknown.unknown]).toEqual([Number.NaN, ['SPY@ARCX', 'ESZ26@CME']])
  })

  test('no number of contracts leaves less', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e8, max: 1e8 }), fc.integer({ min: -300, max: 300 }), (value, ratio) => {
        const { whole, residual } = futureHedge({
          exposure: { currency: 'USD', value },
          ratio: ratio / 100,
          hedge: es,
          price: 6000,
        })
        expect(Math.abs(residual.value)).toBeLessThanOrEqual(150_000 * (1 + 1e-9))
        expect(Math.abs(whole * 300_000 + (ratio / 100) * value - residual.value)).toBeLessThan(1e-6)
      }),
      { seed: 9, numRuns: 200 },
    )
    expect(() => futureHedge({ exposure: { currency: 'USD', value: Number.NaN }, hedge: es, price: 6000 })).toThrow(
      /exposure is NaN/,
    )
    expect(() => futureHedge({ exposure: { currency: 'USD', value: 1 }, hedge: es, price: 0 })).toThrow(
      /value of ESZ26@CME is 0/,
    )
  })
})

describe('minimum variance', () => {
  const noise = (n: number, seed: number): Float64Array =>
    Float64Array.from({ length: n }, (_, t) => Math.sin(t * seed + seed) * 0.01)

  test('several hedges: no other ratios leave less', () => {
    const [a, b] = [noise(200, 1.7), noise(200, 2.9)]
    const exposure = noise(200, 5.3).map((e, t) => 0.7 * a[t]! - 0.4 * b[t]! + 0.2 * e)
    const { ratios, effectiveness } = crossHedge(exposure, [a, b])
    const variance = (x: number, y: number): number => {
      const left = exposure.map((e, t) => e - x * a[t]! - y * b[t]!)
      const mean = left.reduce((s, v) => s + v, 0) / 200
      return left.reduce((s, v) => s + (v - mean) ** 2, 0)
    }
    const least = variance(ratios[0]!, ratios[1]!)
    for (const [x, y] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.01],
      [0, -0.01],
    ] as const)
      expect(variance(ratios[0]! + x, ratios[1]! + y)).toBeGreaterThan(least)
    expect(effectiveness).toBeGreaterThan(0.9)
    // One hedge is fx's ratio, two equal ones have no answer.
    expect(crossHedge(exposure, [a, a]).ratios).toEqual(Float64Array.of(Number.NaN, Number.NaN))
    expect(() => crossHedge(exposure, [a.slice(1)])).toThrow(/rows of hedges\[0\]/)
  })

  test('the stepper follows, waits within its band, and comes back from JSON', () => {
    const options = { halfLife: 10, band: 0.2, warmUp: 5 }
    const one = dynamicHedge(options)
    const moves = noise(80, 1.3)
    const seen = moves.slice(0, 40).map((hedge) => one.next({ exposure: 1.5 * hedge, hedge }).ratio)
    expect(seen[3]).toBeNaN()
    expect(relativeError(seen[39]!, 1.5)).toBeLessThan(1e-12)
    const two = dynamicHedge(options)
    two.load(JSON.parse(JSON.stringify(one.save())))
    let changes = 0
    let last = 1.5
    for (const hedge of moves.slice(40)) {
      const [left, right] = [one.next({ exposure: 2.5 * hedge, hedge }), two.next({ exposure: 2.5 * hedge, hedge })]
      expect(left).toEqual(right)
      if (left.ratio !== last) changes++
      last = left.ratio
    }
    expect(changes).toBeGreaterThan(1)
    expect(changes).toBeLessThan(8)
    expect(one.next({ exposure: Number.NaN, hedge: 1 }).ratio).toBe(last)
    expect(() => dynamicHedge({ halfLife: 0 })).toThrow(/halfLife is 0/)
  })
})

describe('currencies', () => {
  const front = (spec: typeof E6) => contractChain(spec, '2026-12-01', 1, futuresDays)[0]!

  test('6E, 6J, 6B: contracts, and what whole ones leave', () => {
    const hedge = (currency: string, value: number, spec: typeof E6) =>
      currencyFutureHedge({ currency, value }, front(spec))
    expect(hedge('EUR', 1_000_000, E6)).toMatchObject({ contracts: -8, whole: -8, residual: { value: 0 } })
    expect(hedge('JPY', 100_000_000, J6)).toMatchObject({ whole: -8, hedged: { value: 100_000_000 } })
    expect(hedge('GBP', -100_000, B6)).toMatchObject({
      contracts: 1.6,
      whole: 2,
      residual: { currency: 'GBP', value: 25_000 },
    })
    expect(() => hedge('JPY', 1, E6)).toThrow(/6EZ26@CME delivers EUR/)
  })

  test('a forward leaves what was not to be hedged, and costs carry and spread', () => {
    const terms = { spot: 1.1, days: 90, base: { rate: 0.03, yearDays: 360 }, quote: { rate: 0.05, yearDays: 360 } }
    const sold = currencyForwardHedge({ currency: 'EUR', value: 1e6 }, terms, {
      quote: 'USD',
      ratio: 0.75,
      spread: 0.0002,
    })
    // 1.1 (1 + 0.05 / 4) / (1 + 0.03 / 4)
    const mid = (1.1 * 1.0125) / 1.0075
    expect(relativeError(sold.outright, mid - 0.0001)).toBeLessThan(1e-15)
    expect([sold.sold.value, sold.residual]).toEqual([750_000, { currency: 'EUR', value: 250_000 }])
    expect(relativeError(sold.cost.spread, (0.75 * 0.0001) / 1.1)).toBeLessThan(1e-9)
    const bought = currencyForwardHedge({ currency: 'EUR', value: -1e6 }, terms, { quote: 'USD', spread: 0.0002 })
    expect(relativeError(bought.outright, mid + 0.0001)).toBeLessThan(1e-15)
    expect(() => currencyForwardHedge({ currency: 'EUR', value: 1 }, terms, { quote: 'USD', spread: -1 })).toThrow(
      /spread/,
    )
  })
})
