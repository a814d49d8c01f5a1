import { createRegistry } from '@bourse/assets'
import { createMarketRecord, type Fact, type Input, type Mark, money } from '@bourse/core'
import { fxRates } from '@bourse/fx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bookColumns } from '../book/bookColumns.js'
import { bookReport } from '../book/bookReport.js'
import { createLedger } from '../ledger/createLedger.js'
import { createDailyPnl } from './dailyPnl.js'
import { type PnlLine, bookPnl } from './bookPnl.js'

const listing = { assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const instruments = createRegistry([
  { ...listing, kind: 'etf', id: 'SPY@ARCX' },
  { ...listing, kind: 'equity', id: 'SAP@XETR', currency: 'EUR' },
  {
    ...listing,
    kind: 'future',
    id: 'CLF27@NYMEX',
    assetClass: 'commodity',
    root: 'CL',
    month: '2027-01',
    expiry: '2026-12-21',
    multiplier: 1000,
    settlement: 'physical',
  },
])

function desk(): {
  readonly ledger: ReturnType<typeof createLedger>
  readonly feed: (fact: Fact, day?: number) => void
  readonly euro: (rate: number) => void
  readonly daily: ReturnType<typeof createDailyPnl>
  readonly fill: (
    id: 'SPY@ARCX' | 'SAP@XETR' | 'CLF27@NYMEX',
    signed: number,
    price: number,
    day?: number,
    strategy?: string,
  ) => void
  readonly mark: (id: Mark['id'], price: number, day?: number) => void
} {
  const market = createMarketRecord()
  const rates = fxRates()
  const quote = { kind: 'quote', id: 'EUR/USD@ebs', bidSize: 1, askSize: 1, source: 's' } as const
  const euro = (rate: number): void => void rates.next({ ...quote, bid: rate, ask: rate, at: ++seq })
  let seq = 0
  euro(1.1)
  const ledger = createLedger({ base: 'USD', instruments, market, rates: rates.advance(0) })
  const daily = createDailyPnl(ledger)
  const feed = (fact: Fact, day = 2): void => {
    const time = Date.parse('2026-11-01T12:00Z') + day * 86_400_000
    const input = { ...fact, seq: ++seq, time, at: time, source: 's' } as Input
    daily.advance(time)
    market.observe(input)
    ledger.apply(input)
  }
  return {
    ledger,
    feed,
    daily,
    euro,
    mark: (id, price, day) => feed({ kind: 'mark', id, price }, day),
    fill: (instrument, signed, price, day, strategy = 's') =>
      feed(
        {
          kind: 'fill',
          account: 'paper',
          orderId: 'o',
          strategy,
          tradeId: `t${seq}`,
          instrument,
          side: signed > 0 ? 'buy' : 'sell',
          quantity: Math.abs(signed),
          price,
          quantityText: String(Math.abs(signed)),
          priceText: String(price),
          liquidity: 'taker',
          fee: money('1', 'USD'),
        },
        day,
      ),
  }
}

const told = ({ key, realized, unrealized, fees, carry, total }: PnlLine): unknown => [
  key,
  realized,
  unrealized,
  fees,
  carry,
  total,
]

test('profit by instrument, class, strategy, currency: each adds up to the whole', () => {
  const { ledger, fill, mark, feed } = desk()
  fill('SPY@ARCX', 10, 100)
  fill('CLF27@NYMEX', 2, 70, 2, 'oil')
  fill('SAP@XETR', 10, 200)
  fill('SPY@ARCX', -4, 105) // 4 x 5 = 20
  mark('SPY@ARCX', 110) // 6 x 10 = 60
  mark('CLF27@NYMEX', 71.5) // 2 x 1.5 x 1000 = 3000
  mark('SAP@XETR', 210) // 10 x 10 x 1.1 = 110
  feed({ kind: 'cashMove', account: 'paper', moveId: 'i', reason: 'interest', amount: money('7', 'USD') })
  expect(bookPnl(ledger, 'instrument').map(told)).toEqual([
    ['SPY@ARCX', 20, 60, 2, 0, 78],
    ['CLF27@NYMEX', 0, 3000, 1, 0, 2999],
    ['SAP@XETR', 0, expect.closeTo(110, 9), 0, 0, expect.closeTo(110, 9)],
    ['', 0, 0, 1, 7, 6], // the dollar fee of a euro share, and the interest
  ])
  expect(bookPnl(ledger, 'strategy').map(told)).toEqual([
    ['s', 20, expect.closeTo(170, 9), 3, 0, expect.closeTo(187, 9)],
    ['oil', 0, 3000, 1, 0, 2999],
    ['', 0, 0, 0, 7, 7],
  ])
  for (const by of ['instrument', 'class', 'strategy', 'account', 'currency'] as const)
    expect(bookPnl(ledger, by).reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(ledger.equity().value, 9)
})

test('a day is explained by its parts, and the rest is currency', () => {
  const { ledger, feed, fill, mark, euro, daily } = desk()
  feed({ kind: 'cashMove', account: 'paper', moveId: 'd', reason: 'deposit', amount: money('10000', 'EUR') }, 2)
  fill('SAP@XETR', 10, 200, 2)
  mark('SAP@XETR', 210, 2)
  mark('SAP@XETR', 220, 3)
  euro(1.2)
  feed({ kind: 'cashMove', account: 'paper', moveId: 'i', reason: 'interest', amount: money('7', 'USD') }, 4)
  const [first, second, third] = daily.days()
  expect(first!.day).toBe('2026-11-03')
  expect(first!.flows).toBeCloseTo(11000, 9)
  expect(first!.unrealized).toBeCloseTo(110, 9) // 10 x 10 x 1.1
  expect(second!.unrealized).toBeCloseTo(120, 9) // 10 x 10 at the day's last rate, 1.2
  expect(second!.currency).toBeCloseTo(1010, 9) // (10000 + 100) x 0.1
  expect(third).toMatchObject({ carry: 7, change: 7, currency: 0 })
  for (const day of daily.days())
    expect(day.flows + day.realized + day.unrealized - day.fees + day.funding + day.carry + day.currency).toBeCloseTo(
      day.change,
      8,
    )
  expect(daily.days().reduce((sum, { change }) => sum + change, 0)).toBeCloseTo(ledger.equity().value, 8)
})

test('what the rate alone moves is currency', () => {
  const { feed, euro, daily } = desk()
  feed({ kind: 'cashMove', account: 'paper', moveId: 'd', reason: 'deposit', amount: money('1000', 'EUR') }, 2)
  feed({ kind: 'cashMove', account: 'paper', moveId: 'i', reason: 'interest', amount: money('1', 'USD') }, 3)
  euro(1.15)
  feed({ kind: 'cashMove', account: 'paper', moveId: 'j', reason: 'interest', amount: money('1', 'USD') }, 3)
  expect(daily.days()[1]!.currency).toBeCloseTo(50, 9) // 1000 x 0.05
})

test('days of any length explain any book', () => {
  const step = fc.record({
    what: fc.nat(4),
    size: fc.integer({ min: -9, max: 9 }),
    price: fc.integer({ min: 1, max: 300 }),
    later: fc.nat(2),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { ledger, fill, mark, euro, daily } = desk()
      for (const id of ['SPY@ARCX', 'SAP@XETR', 'CLF27@NYMEX'] as const) mark(id, 50, 2)
      let day = 2
      for (const { what, size, price, later } of steps) {
        day += later
        const id = (['SPY@ARCX', 'SAP@XETR', 'CLF27@NYMEX'] as const)[what % 3]!
        if (what === 4) euro(price / 100)
        else if (what === 3 || size === 0) mark(id, price, day)
        else fill(id, size, price, day)
      }
      mark('SPY@ARCX', 40, day)
      const days = daily.days()
      for (const one of days) {
        const sum = one.flows + one.realized + one.unrealized - one.fees + one.funding + one.carry + one.currency
        expect(Math.abs(sum - one.change)).toBeLessThan(1e-9 * (1 + Math.abs(one.equity) + Math.abs(one.change)) * 1e3)
      }
      const total = bookPnl(ledger, 'class').reduce((sum, { total: part }) => sum + part, 0)
      expect(Math.abs(total - ledger.equity().value)).toBeLessThan(1e-6)
    }),
    { seed: 3, numRuns: 200 },
  )
})

test('the page of a book: value, leverage, buckets, lines, columns', () => {
  const { ledger, fill, mark } = desk()
  fill('SPY@ARCX', 10, 100)
  fill('CLF27@NYMEX', -1, 70)
  mark('SPY@ARCX', 110)
  const before = bookReport(ledger, instruments)
  expect(before.equity.value).toBeNaN()
  expect(before.holes).toEqual([{ missing: 'mark', of: 'CLF27@NYMEX' }])
  mark('CLF27@NYMEX', 69)
  const report = bookReport(ledger, instruments)
  // gross 1100 + 69000; equity 100 + 1000 - 2
  expect(report.leverage).toBeCloseTo(70100 / 1098, 12)
  expect(report.buckets).toEqual([
    { bucket: 'equity', count: 1, gross: 1100, value: 1100, pnl: 100, allocation: 1100 / 70100 },
    { bucket: 'commodity', count: 1, gross: 69000, value: -69000, pnl: 1000, allocation: 69000 / 70100 },
  ])
  expect(report.positions.map(({ price, value, pnl }) => [price, value, pnl])).toEqual([
    [110, 1100, 100],
    [69, -69000, 1000],
  ])
  const columns = bookColumns(ledger)
  expect(columns['instrument']).toEqual(['SPY@ARCX', 'CLF27@NYMEX'])
  expect([...(columns['value'] as Float64Array)]).toEqual([1100, 1000])
  expect([...(columns['unrealized'] as Float64Array)]).toEqual([100, 1000])
})
