import { byClass } from '@bourse/assets'
import { bracket, type Draft, formatMoney, oco, type OrderDraft } from '@bourse/core'
import { fxRatesOf } from '@bourse/fx'
import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exposuresOf } from '../exposure/exposuresOf.js'
import { testBook, testMarket } from '../fixtures/testBook.js'
import { testInstruments as instruments } from '../fixtures/testInstruments.js'
import { bookAfter } from './bookAfter.js'

const quote = { kind: 'quote', bidSize: 1, askSize: 1, source: 'test', at: 0 } as const
const rates = fxRatesOf([
  { ...quote, id: 'EUR/USD@oanda', bid: 1.1, ask: 1.1 },
  { ...quote, id: 'USDT/USD@x', bid: 1, ask: 1 },
  { ...quote, id: 'BTC/USD@coinbase', bid: 60_000, ask: 60_000 },
])
const marks = {
  'SPY@ARCX': 600,
  'AAPL@XNAS': 200,
  'SAP@XETR': 150,
  'ESZ26@CME': 6000,
  'BTC/USD@coinbase': 60_000,
  'ETH/USDT:USDT@binance': 3000,
  'BTC-PERPETUAL@deribit': 60_000,
}
const market = testMarket({ marks })
const valuation = { instruments, market, rates }
const buy = (id: OrderDraft['instrument'], quantity: number, limit?: number): OrderDraft => ({
  instrument: id,
  side: quantity > 0 ? 'buy' : 'sell',
  quantity: Math.abs(quantity),
  ...(limit === undefined ? { type: 'market' } : { type: 'limit', limit }),
})
const empty = testBook({ ...valuation, cash: ['100000 USD'] })
const account = 'paper' as const
const texts = (book: typeof empty): readonly string[] => book.cash().map((sum) => formatMoney(sum))

describe('the book after orders', () => {
  test('a share costs its price and a fee; worth the mark', () => {
    const fee = () => ({ currency: 'USD', value: 1.5 })
    const after = bookAfter(empty, [buy('AAPL@XNAS', 10, 201)], valuation, { account, fee })
    expect(texts(after)).toEqual(['97988.5 USD'])
    expect(after.equity()).toEqual({ currency: 'USD', value: 100_000 - 10 - 1.5 })
    expect(after.unrealized().value).toBe(-10)
    const [held] = after.positions()
    expect([held!.quantity, held!.averagePrice, formatMoney(held!.fees)]).toEqual([10, 201, '1.5 USD'])
  })

  test('a future costs nothing until it is closed; then its profit is cash', () => {
    const held = testBook({
      ...valuation,
      cash: ['100000 USD'],
      rows: [{ id: 'ESZ26@CME', quantity: 2, average: 5900 }],
    })
    const more = bookAfter(held, [buy('ESZ26@CME', 2, 5950)], valuation)
    expect(texts(more)).toEqual(['100000 USD'])
    expect([...more.positions()][0]).toMatchObject({ quantity: 4, averagePrice: 5925, strategy: 's' })
    expect(more.equity().value).toBe(held.equity().value + 2 * 50 * 50)
    const turned = bookAfter(held, [buy('ESZ26@CME', -3, 6010)], valuation)
    // two contracts closed 110 points up, one opened at 6010
    expect(texts(turned)).toEqual(['111000 USD'])
    expect([...turned.positions()][0]).toMatchObject({ quantity: -1, averagePrice: 6010 })
    expect(turned.unrealized().value).toBe(500)
    expect(turned.equity().value).toBe(111_500)
  })

  test('a coin moves two balances, an inverse contract averages reciprocals', () => {
    const after = bookAfter(empty, [buy('BTC/USD@coinbase', 0.5, 59_000)], valuation, { account })
    expect(texts(after)).toEqual(['70500 USD', '0.5 BTC'])
    expect(after.equity().value).toBe(100_500)
    expect([...after.positions()]).toMatchObject([{ quantity: 0.5, averagePrice: 59_000, margined: false }])
    expect(after.unrealized().value).toBe(500)
    const two = bookAfter(
      empty,
      [buy('BTC-PERPETUAL@deribit', 100, 50_000), buy('BTC-PERPETUAL@deribit', 100, 60_000)],
      valuation,
      { account },
    )
    // 1000 / 50000 + 1000 / 60000 coins: 2000 dollars at 54,545.45
    expect(relativeError([...two.positions()][0]!.averagePrice, 2000 / (0.02 + 1000 / 60_000))).toBeLessThan(1e-14)
    expect(relativeError(two.equity().value, 100_000 + (1000 / 50_000 - 1000 / 60_000) * 60_000)).toBeLessThan(1e-14)
  })

  test('market orders pay the spread, combos their net price, brackets their entry, OCOs one order', () => {
    const quoted = { ...valuation, market: testMarket({ marks, quotes: { 'SPY@ARCX': [599, 601] } }) }
    expect(texts(bookAfter(empty, [buy('SPY@ARCX', 1)], quoted, { account }))).toEqual(['99399 USD'])
    const combo: Draft = {
      group: 'combo',
      type: 'limit',
      limit: 350,
      side: 'sell',
      quantity: 2,
      legs: [
        { instrument: 'SPY@ARCX', ratio: 1 },
        { instrument: 'AAPL@XNAS', ratio: -1 },
      ],
    }
    const after = bookAfter(empty, [combo], valuation, { account })
    expect(texts(after)).toEqual(['100700 USD'])
    expect([after.quantity('SPY@ARCX'), after.quantity('AAPL@XNAS')]).toEqual([-2, 2])
    const entry = bracket(buy('SPY@ARCX', 1, 600), { stopLoss: 590 })
    expect(bookAfter(empty, [entry], valuation, { account }).quantity('SPY@ARCX')).toBe(1)
    const pair = oco(buy('SPY@ARCX', 1, 590), buy('SPY@ARCX', 3, 610))
    expect(bookAfter(empty, [pair], valuation, { account }).quantity('SPY@ARCX')).toBe(1)
    expect(bookAfter(empty, [pair], valuation, { account, fills: 'worst' }).quantity('SPY@ARCX')).toBe(3)
  })

  test('filters keep accounts and strategies apart; a closed position is gone', () => {
    const rows = [
      { id: 'SPY@ARCX', quantity: 10, average: 500, strategy: 'a' },
      { id: 'SPY@ARCX', quantity: 5, average: 500, strategy: 'b', account: 'ibkr/U1' },
    ] as const
    const held = testBook({ ...valuation, rows, cash: ['1000 USD'] })
    const after = bookAfter(held, [{ ...buy('SPY@ARCX', -10, 600), account: 'paper' }], valuation)
    expect([...after.positions()].map(({ strategy }) => strategy)).toEqual(['b'])
    expect(after.quantity('SPY@ARCX', { strategy: 'b' })).toBe(5)
    expect(after.equity({ account: 'ibkr/U1' }).value).toBe(3000)
    expect(after.equity({ account: 'paper' }).value).toBe(7000)
    expect(after.unrealized({ account: 'paper' }).value).toBe(0)
  })

  test('bad orders are refused by name, a missing price is a hole', () => {
    expect(() => bookAfter(empty, [buy('NO@XNAS', 1)], valuation, { account })).toThrow(/NO@XNAS/)
    expect(() => bookAfter(empty, [buy('SPY@ARCX', 1)], valuation)).toThrow(/no account/)
    expect(() => bookAfter(empty, [{ ...buy('SPY@ARCX', 1), quantity: Number.NaN }], valuation, { account })).toThrow(
      /NaN/,
    )
    const after = bookAfter(empty, [buy('GLD@ARCX', 1)], valuation, { account })
    expect(after.equity().value).toBeNaN()
    expect(texts(after)).toEqual(['100000 USD'])
    expect(after.holes()).toEqual([{ missing: 'mark', of: 'GLD@ARCX' }])
  })

  test('equity gains what the fills gain, whatever the orders', () => {
    const ids = Object.keys(marks) as (keyof typeof marks)[]
    const order = fc.record({
      id: fc.constantFrom(...ids),
      quantity: fc.integer({ min: 1, max: 50 }),
      sell: fc.boolean(),
      off: fc.integer({ min: 90, max: 110 }),
    })
    const held = fc.record({
      id: fc.constantFrom(...ids.filter((id) => id !== 'BTC/USD@coinbase')),
      quantity: fc.integer({ min: 1, max: 50 }),
      average: fc.integer({ min: 100, max: 9000 }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(held, { maxLength: 4, selector: ({ id }) => id }),
        fc.array(order, { maxLength: 6 }),
        (rows, some) => {
          const before = testBook({ ...valuation, rows, cash: ['1000000 USD', '5 BTC', '0 EUR', '0 USDT'] })
          const drafts = some.map(({ id, quantity, sell, off }) =>
            buy(id, sell ? -quantity : quantity, (marks[id] * off) / 100),
          )
          const after = bookAfter(before, drafts, valuation, { account })
          // What is held afterwards, written down anew from its positions and balances.
          const again = testBook({
            ...valuation,
            rows: [...after.positions()].map((p) => ({
              id: p.instrument,
              quantity: p.quantity,
              average: p.averagePrice,
              margined: p.margined === true,
            })),
            cash: after.cash().map((sum) => formatMoney(sum)),
          })
          expect(relativeError(after.equity().value, again.equity().value)).toBeLessThan(1e-9)
          expect(Math.abs(after.unrealized().value - again.unrealized().value)).toBeLessThan(1e-5)
        },
      ),
      { seed: 11, numRuns: 300 },
    )
  })
})

describe('the worst of partial fills', () => {
  const gross = (book: typeof empty): number =>
    exposuresOf(book, 'underlying', valuation).reduce((s, one) => s + one.gross, 0)

  test('what reduces does not fill, what adds does', () => {
    const held = testBook({ ...valuation, cash: ['1 USD'], rows: [{ id: 'SPY@ARCX', quantity: 10, average: 600 }] })
    const after = bookAfter(held, [buy('SPY@ARCX', -5), buy('SPY@ARCX', 3)], valuation, { fills: 'worst' })
    expect(after.quantity('SPY@ARCX')).toBe(13)
    // A sale of far more than is held is worse than none.
    expect(bookAfter(held, [buy('SPY@ARCX', -30)], valuation, { fills: 'worst' }).quantity('SPY@ARCX')).toBe(-20)
  })

  test('no combination of quarter fills is worse', () => {
    const ids = ['SPY@ARCX', 'AAPL@XNAS', 'ESZ26@CME'] as const
    const leg = fc.record({
      id: fc.constantFrom(...ids),
      quantity: fc.integer({ min: -20, max: 20 }).filter((q) => q !== 0),
    })
    const combo = fc.record({
      quantity: fc.integer({ min: 1, max: 20 }),
      ratio: fc.constantFrom(-2, -1, 1, 2),
      pair: fc.constantFrom([0, 1], [1, 2], [0, 2]),
    })
    fc.assert(
      fc.property(
        fc.array(leg, { maxLength: 2 }),
        fc.array(leg, { maxLength: 3 }),
        fc.array(combo, { maxLength: 1 }),
        (held, orders, combos) => {
          const rows = held.map(({ id, quantity }) => ({ id, quantity, average: 1 }))
          const book = testBook({ ...valuation, rows, cash: ['1 USD'] })
          const drafts: Draft[] = [
            ...orders.map(({ id, quantity }) => buy(id, quantity)),
            ...combos.map(
              ({ quantity, ratio, pair }): Draft => ({
                group: 'combo',
                type: 'market',
                side: 'buy',
                quantity,
                legs: [
                  { instrument: ids[pair[0]!]!, ratio: 1 },
                  { instrument: ids[pair[1]!]!, ratio },
                ],
              }),
            ),
          ]
          const worst = gross(bookAfter(book, drafts, valuation, { account, fills: 'worst' }))
          for (let at = 0; at < 5 ** drafts.length; at++) {
            const part = drafts.flatMap((draft, i): Draft[] => {
              const share = (Math.floor(at / 5 ** i) % 5) / 4
              return share === 0 || !('quantity' in draft) ? [] : [{ ...draft, quantity: draft.quantity * share }]
            })
            expect(gross(bookAfter(book, part, valuation, { account }))).toBeLessThanOrEqual(worst * (1 + 1e-12))
          }
        },
      ),
      { seed: 3, numRuns: 40 },
    )
  })

  test('what cannot be valued counts by quantity', () => {
    const held = testBook({ ...valuation, cash: ['1 USD'], rows: [{ id: 'SPXC@CBOE', quantity: 5, average: 1 }] })
    const after = bookAfter(held, [buy('SPXC@CBOE', -3, 1), buy('SPXC@CBOE', 2, 1)], valuation, { fills: 'worst' })
    expect(after.quantity('SPXC@CBOE')).toBe(7)
  })

  test('exposures of a what-if are those of any book', () => {
    const after = bookAfter(empty, [buy('SPY@ARCX', 10)], valuation, { account })
    expect(exposuresOf(after, byClass, valuation)).toEqual([{ bucket: 'equity', gross: 6000, net: 6000 }])
  })
})
