import { byClass } from '@bourse/assets'
import { fxRatesOf } from '@bourse/fx'
import { optionGreeks } from '@bourse/pricing'
import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testBook, testMarket } from '../fixtures/testBook.js'
import { testInstruments as instruments } from '../fixtures/testInstruments.js'
import { bookGreeks } from './bookGreeks.js'
import { bookLeverage } from './bookLeverage.js'
import { currencyExposures } from './currencyExposures.js'
import { exitDays } from './exitDays.js'
import { exposureLines } from './exposureLines.js'
import { exposuresBy, exposuresOf } from './exposuresOf.js'

const at = Date.parse('2026-11-18T15:00Z')
const quote = { kind: 'quote', bidSize: 1, askSize: 1, source: 'test', at: 0 } as const
const rates = fxRatesOf([
  { ...quote, id: 'EUR/USD@oanda', bid: 1.1, ask: 1.1 },
  { ...quote, id: 'USDT/USD@x', bid: 1, ask: 1 },
  { ...quote, id: 'BTC/USD@coinbase', bid: 60_000, ask: 60_000 },
])
const market = testMarket(
  {
    marks: {
      'SPY@ARCX': 600,
      'AAPL@XNAS': 200,
      'SAP@XETR': 150,
      'SPX@CBOE': 6010,
      'SPXC@CBOE': 110,
      'SPXP@CBOE': 40,
      'SPXL@CBOE': 300,
      'ESZ26@CME': 6020,
      '6EZ26@CME': 1.11,
      'BTC/USD@coinbase': 60_000,
      'ETH/USDT:USDT@binance': 3000,
      'BTC-PERPETUAL@deribit': 60_000,
      'EUR/USD@oanda': 1.1,
      'FED-YES@kalshi': 0.6,
    },
    vols: { 'SPX@CBOE': 0.15 },
    rates: { USD: 0.04 },
  },
  at,
)
const valuation = { instruments, market, rates }
const rows = [
  { id: 'SPY@ARCX', quantity: 100, average: 550 },
  { id: 'SAP@XETR', quantity: -20, average: 140, account: 'ibkr/U1' },
  { id: 'SPXC@CBOE', quantity: -2, average: 100 },
  { id: 'ESZ26@CME', quantity: 1, average: 6000 },
  { id: '6EZ26@CME', quantity: -2, average: 1.12 },
  { id: 'ETH/USDT:USDT@binance', quantity: 2, average: 2900, account: 'binance/a' },
  { id: 'BTC-PERPETUAL@deribit', quantity: -300, average: 50_000, account: 'deribit/a' },
  { id: 'FED-YES@kalshi', quantity: 1000, average: 0.5, account: 'kalshi/a' },
] as const
const parts = { rows, cash: ['50000 USD', '10000 EUR', '0.5 BTC'] as const, time: at, ...valuation }
const book = testBook(parts)

describe('exposures', () => {
  test('by class, each by hand', () => {
    const call = instruments.get('SPXC@CBOE')
    const years = (Date.parse('2026-12-18T21:00Z') - at) / (365 * 86_400_000)
    const terms = { right: 'call', strike: 6000, exercise: 'european' } as const
    const { delta } = optionGreeks(terms, { spot: 6010, vol: 0.15, rate: 0.04, years })
    const short = delta * 6010 * 200
    expect(call.kind).toBe('option')
    const found = new Map(exposuresOf(book, byClass, valuation).map((one) => [one.bucket, one]))
    // SPY 60,000; SAP 20 x 150 x 1.1 = 3,300 short; ES 50 x 6020
    expect(relativeError(found.get('equity')!.net, 60_000 - 3300 + 301_000 - short)).toBeLessThan(1e-9)
    expect(relativeError(found.get('equity')!.gross, 60_000 + 3300 + 301_000 + short)).toBeLessThan(1e-9)
    // half a coin, two ETH, and 300 contracts of 10 dollars short
    expect(found.get('crypto')).toEqual({ bucket: 'crypto', gross: 30_000 + 6000 + 3000, net: 30_000 + 6000 - 3000 })
    // two 6E of 125,000 x 1.11, and 10,000 euros in hand
    expect(relativeError(found.get('fx')!.net, 11_000 - 277_500)).toBeLessThan(1e-12)
    expect(found.get('event')).toEqual({ bucket: 'event', gross: 600, net: 600 })
  })

  test('by underlying, venue, expiry and a table of sectors', () => {
    const lines = exposureLines(book, valuation)
    const by = (key: Parameters<typeof exposuresBy>[1]): readonly string[] =>
      exposuresBy(lines, key, instruments).map(({ bucket }) => bucket)
    expect(by('underlying')).toEqual(['SPY@ARCX', 'SPX@CBOE', 'ES', 'EUR', 'SAP@XETR', 'ETH', 'BTC', 'FED-YES@kalshi'])
    expect(by('venue')).toEqual(['ARCX', 'CBOE', 'CME', 'XETR', 'binance', 'deribit', 'kalshi', 'cash'])
    expect(by('expiry')).toEqual(['none', '2026-12-18'])
    const sectors = new Map([['SAP@XETR', 'software']])
    expect(by(({ of }) => sectors.get(of) ?? 'rest')).toEqual(['rest', 'software'])
  })

  test('a long and a short of one account cancel, of two accounts do not', () => {
    const pair = (account: 'paper' | 'ibkr/U1') =>
      testBook({
        ...valuation,
        rows: [
          { id: 'SPY@ARCX', quantity: 10, average: 1, strategy: 'a' },
          { id: 'SPY@ARCX', quantity: -10, average: 1, strategy: 'b', account },
        ],
      })
    expect(exposuresOf(pair('paper'), byClass, valuation)).toEqual([])
    expect(exposuresOf(pair('ibkr/U1'), byClass, valuation)).toEqual([{ bucket: 'equity', gross: 12_000, net: 0 }])
  })

  test('what is missing is named, and its bucket alone is NaN', () => {
    const blind = testMarket({ marks: { 'SPY@ARCX': 600, 'SPX@CBOE': 6010 }, rates: { USD: 0.04 } }, at)
    const missing = { instruments, market: blind }
    const some = testBook({
      ...missing,
      time: at,
      cash: ['5 EUR'],
      rows: [
        { id: 'SPY@ARCX', quantity: 1, average: 1 },
        { id: 'AAPL@XNAS', quantity: 1, average: 1 },
        { id: 'SPXC@CBOE', quantity: 1, average: 1 },
        { id: 'SPYA@CBOE', quantity: 1, average: 1 },
        { id: 'FED-YES@kalshi', quantity: 1, average: 1 },
        { id: 'NEW@XNAS', quantity: 1, average: 1 },
      ],
    })
    const found = new Map(exposuresOf(some, byClass, missing).map((one) => [one.bucket, one]))
    expect(found.get('equity')).toEqual({
      bucket: 'equity',
      gross: Number.NaN,
      net: Number.NaN,
      holes: [
        { missing: 'mark', of: 'AAPL@XNAS' },
        { missing: 'vol', of: 'SPXC@CBOE' },
        { missing: 'vol', of: 'SPYA@CBOE' },
      ],
    })
    expect(found.get('event')!.holes).toEqual([{ missing: 'mark', of: 'FED-YES@kalshi' }])
    expect(found.get('unknown')!.holes).toEqual([{ missing: 'instrument', of: 'NEW@XNAS' }])
    expect(found.get('fx')!.holes).toEqual([{ missing: 'rate', of: 'EUR' }])
    const leverage = bookLeverage(some, byClass, missing)
    expect(leverage.gross).toBeNaN()
    expect(leverage.holes!.length).toBeGreaterThan(5)
    const { delta, vega, holes } = bookGreeks(some, missing)
    expect([delta.value, vega.value, holes!.length]).toEqual([Number.NaN, Number.NaN, 6])
  })

  test('no number hides a hole: a bucket is NaN exactly where something in it is missing, and says so', () => {
    const plain = ['SPY@ARCX', 'AAPL@XNAS', 'SAP@XETR', 'ESZ26@CME', 'FED-YES@kalshi', 'BTC-PERPETUAL@deribit'] as const
    const kept = fc.subarray([...plain])
    fc.assert(
      fc.property(fc.subarray([...plain]), kept, fc.boolean(), (held, seen, withRates) => {
        const marks = Object.fromEntries(seen.map((id) => [id, 100]))
        const some = { instruments, market: testMarket({ marks }, at), ...(withRates ? { rates } : {}) }
        const one = testBook({ ...some, rows: held.map((id) => ({ id, quantity: 3, average: 1 })) })
        const lacks = (id: (typeof plain)[number]): boolean =>
          !seen.includes(id) || (instruments.find(id)!.currency !== 'USD' && !withRates)
        for (const { bucket, gross, net, holes } of exposuresOf(one, byClass, some)) {
          const members = held.filter((id) => instruments.find(id)!.assetClass === bucket)
          const hidden = members.some(lacks)
          expect([Number.isNaN(gross), Number.isNaN(net), holes !== undefined]).toEqual([hidden, hidden, hidden])
        }
      }),
      { seed: 6, numRuns: 200 },
    )
  })

  test('an old mark and an expired option are holes of their own', () => {
    const late = testBook({
      ...parts,
      time: at + 3_600_000,
      rows: [{ id: 'SPXC@CBOE', quantity: 1, average: 1 }],
      cash: [],
    })
    expect(exposuresOf(late, byClass, valuation)[0]!.holes).toEqual([{ missing: 'stale', of: 'mark/SPX@CBOE' }])
    const settings = { maxAge: { spot: '2h' } } as const
    expect(exposuresOf(late, byClass, { ...valuation, settings })[0]!.holes).toBeUndefined()
    const sleeping = testBook({ ...parts, rows: [{ id: 'SPXC@CBOE', quantity: 1, average: 1 }], cash: [] })
    const clock = { ...valuation, now: at + 3_600_000 }
    expect(exposuresOf(sleeping, byClass, clock)[0]!.holes).toEqual([{ missing: 'stale', of: 'mark/SPX@CBOE' }])
    const dead = testBook({
      ...parts,
      time: Date.parse('2026-12-19'),
      rows: [{ id: 'SPXC@CBOE', quantity: 1, average: 1 }],
      cash: [],
    })
    expect(exposuresOf(dead, byClass, valuation)[0]!.holes).toEqual([{ missing: 'expired', of: 'SPXC@CBOE' }])
  })
})

describe('currencies', () => {
  test('by hand', () => {
    const found = new Map(currencyExposures(book, valuation).map((one) => [one.bucket, one.net]))
    // 10,000 in hand, 20 SAP short, 250,000 euros sold at 1.11
    expect(relativeError(found.get('EUR')!, 11_000 - 3300 - 277_500)).toBeLessThan(1e-12)
    // half a coin, and the profit of the inverse short: 300 x 10 x (1/60000 - 1/50000) coins, at 60,000
    expect(relativeError(found.get('BTC')!, 30_000 + 3000 * (1 / 60_000 - 1 / 50_000) * 60_000)).toBeLessThan(1e-9)
  })

  test('the nets add up to equity', () => {
    const ids = instruments.all()
    const known = [...ids].map(({ id }) => id).filter((id) => market.mark(id) !== undefined)
    const row = fc.record({
      id: fc.constantFrom(...known),
      quantity: fc.integer({ min: -1000, max: 1000 }),
      average: fc.integer({ min: 1, max: 6000 }),
      account: fc.constantFrom('paper' as const, 'ibkr/U1' as const),
    })
    const cash = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 }))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), cash, (some, [usd, eur]) => {
        const one = testBook({ ...parts, rows: some, cash: [`${usd} USD`, `${eur} EUR`] })
        const parts_ = currencyExposures(one, valuation)
        const total = parts_.reduce((s, { net }) => s + net, 0)
        const size = parts_.reduce((s, { gross }) => s + gross, 1)
        expect(Math.abs(total - one.equity().value)).toBeLessThan(1e-11 * size)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})

test('leverage over equity, total and by class', () => {
  const simple = testBook({
    ...valuation,
    rows: [{ id: 'ESZ26@CME', quantity: 1, average: 6020 }],
    cash: ['100000 USD'],
  })
  const { gross, net, buckets } = bookLeverage(simple, byClass, valuation)
  expect([gross, net]).toEqual([3.01, 3.01])
  expect(buckets).toEqual([{ bucket: 'equity', gross: 3.01, net: 3.01 }])
  const broke = testBook({ ...valuation, rows: [{ id: 'ESZ26@CME', quantity: 1, average: 6020 }], cash: ['-1 USD'] })
  expect(bookLeverage(broke, byClass, valuation).gross).toBeNaN()
})

describe('Greeks', () => {
  test('against differences of the book itself', () => {
    const rows_ = [
      { id: 'SPXC@CBOE', quantity: -3, average: 100 },
      { id: 'SPXP@CBOE', quantity: 5, average: 40 },
    ] as const
    const moved = (spot: number, vol: number, rate: number): typeof valuation => ({
      ...valuation,
      market: testMarket({ marks: { 'SPX@CBOE': spot }, vols: { 'SPX@CBOE': vol }, rates: { USD: rate } }, at),
    })
    const base = moved(6010, 0.15, 0.04)
    const one = testBook({ ...base, time: at, rows: rows_ })
    const greeks = bookGreeks(one, base)
    const worth = ({ market: view }: typeof valuation): number => {
      const years = (Date.parse('2026-12-18T21:00Z') - at) / (365 * 86_400_000)
      const [spot, vol, rate] = [view.mark('SPX@CBOE')!.value, view.vol('SPX@CBOE')!.value, view.rate('USD', 1)!.value]
      const price = (right: 'call' | 'put', strike: number): number =>
        optionGreeks({ right, strike, exercise: 'european' }, { spot, vol, rate, years }).price
      return 100 * (5 * price('put', 5800) - 3 * price('call', 6000))
    }
    const h = 0.01
    const [up, down] = [worth(moved(6010 + h, 0.15, 0.04)), worth(moved(6010 - h, 0.15, 0.04))]
    expect(relativeError(greeks.delta.value, ((up - down) / (2 * h)) * 60.1)).toBeLessThan(1e-6)
    const deltaAt = (spot: number): number => (bookGreeks(one, moved(spot, 0.15, 0.04)).delta.value / spot) * 100
    expect(relativeError(greeks.gamma.value, ((deltaAt(6011) - deltaAt(6009)) / 2) * 60.1 * 60.1)).toBeLessThan(1e-4)
    const vega = (worth(moved(6010, 0.1501, 0.04)) - worth(moved(6010, 0.1499, 0.04))) / 0.0002
    expect(relativeError(greeks.vega.value, vega)).toBeLessThan(1e-5) // of the difference quotient
    const rho = (worth(moved(6010, 0.15, 0.0401)) - worth(moved(6010, 0.15, 0.0399))) / 0.0002
    expect(relativeError(greeks.rho.value, rho)).toBeLessThan(1e-6)
  })

  test('futures, perpetuals and coins have delta alone; one underlying at a time', () => {
    const { delta, gamma, vega } = bookGreeks(book, valuation, { underlying: 'BTC' })
    expect([delta.value, gamma.value, vega.value]).toEqual([270, 0, 0])
    expect(bookGreeks(book, valuation, { underlying: 'ES' }).delta.value).toBe(3010)
  })
})

test('days to exit', () => {
  const two = testBook({
    ...valuation,
    rows: [
      { id: 'SPY@ARCX', quantity: 100, average: 1 },
      { id: 'SPY@ARCX', quantity: -40, average: 1, account: 'ibkr/U1' },
      { id: 'AAPL@XNAS', quantity: 30, average: 1 },
      { id: 'SAP@XETR', quantity: 5, average: 1 },
    ],
  })
  const volumes = new Map([
    ['SPY@ARCX', 700],
    ['AAPL@XNAS', 100],
  ])
  expect(exitDays(two, (id) => volumes.get(id), { share: 0.2 })).toEqual([
    { instrument: 'SAP@XETR', quantity: 5, days: Number.NaN },
    { instrument: 'AAPL@XNAS', quantity: 30, days: 1.5 },
    { instrument: 'SPY@ARCX', quantity: 140, days: 1 },
  ])
  expect(() => exitDays(two, () => 1, { share: 0 })).toThrow(/share is 0/)
  expect(() => exitDays(two, () => -1)).toThrow(/volume of SPY@ARCX is -1/)
})
