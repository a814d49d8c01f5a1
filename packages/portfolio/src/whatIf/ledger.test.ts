// What-ifs, exposures and rebalancing on the real ledger: a what-if is what the ledger says once the fills have come.
import { byClass } from '@bourse/assets'
import { type Draft, formatMoney, type Input, type InstrumentId, money, type OrderDraft } from '@bourse/core'
import { fxRatesOf } from '@bourse/fx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyExposures } from '../exposure/currencyExposures.js'
import { exposuresOf } from '../exposure/exposuresOf.js'
import { testMarket } from '../fixtures/testBook.js'
import { testInstruments as instruments } from '../fixtures/testInstruments.js'
import { createLedger } from '../ledger/createLedger.js'
import type { Ledger } from '../ledger/ledgerTypes.js'
import { bookWeights } from '../targets/bookWeights.js'
import { rebalanceOrders } from '../targets/rebalanceOrders.js'
import { bookAfter } from './bookAfter.js'

const quote = { kind: 'quote', bidSize: 1, askSize: 1, source: 'test', at: 0 } as const
const rates = fxRatesOf([
  { ...quote, id: 'EUR/USD@oanda', bid: 1.1, ask: 1.1 },
  { ...quote, id: 'USDT/USD@x', bid: 1, ask: 1 },
  { ...quote, id: 'BTC/USD@coinbase', bid: 60_000, ask: 60_000 },
])
const marks = {
  'SPY@ARCX': 600,
  'SAP@XETR': 150,
  'SPXC@CBOE': 110,
  'ESZ26@CME': 6000,
  'BTC/USD@coinbase': 60_000,
  'EUR/USD@oanda': 1.1,
  'ETH/USDT:USDT@binance': 3000,
  'BTC-PERPETUAL@deribit': 60_000,
  'FED-YES@kalshi': 0.6,
}
type Id = keyof typeof marks
const market = testMarket({ marks })
const valuation = { instruments, market, rates }
const account = 'ibkr/U1' as const

let trade = 0
function opened(): Ledger {
  const cash = [
    { account, money: money('1000000', 'USD') },
    { account, money: money('50000', 'EUR') },
  ]
  return createLedger({ base: 'USD', lots: 'average', cash, ...valuation })
}
function fill(ledger: Ledger, id: InstrumentId, quantity: number, price: number, fee = 0): void {
  const size = Math.abs(quantity)
  trade++
  const fact: Input = {
    kind: 'fill',
    seq: trade,
    time: trade,
    at: trade,
    source: account,
    account,
    orderId: `s-${trade}`,
    strategy: 's',
    tradeId: `${trade}`,
    instrument: id,
    side: quantity > 0 ? 'buy' : 'sell',
    quantity: size,
    price,
    quantityText: `${size}`,
    priceText: `${price}`,
    liquidity: 'taker',
    fee: money(fee, 'USD'),
  }
  ledger.apply(fact)
}
const settle = (ledger: Ledger, price: number): void => {
  trade++
  ledger.apply({
    kind: 'settlement',
    id: 'ESZ26@CME',
    price,
    final: false,
    seq: trade,
    time: trade,
    at: trade,
    source: 'cme',
  })
}

test('the book after orders is the ledger after their fills', () => {
  const ids = Object.keys(marks) as Id[]
  const move = fc.record({
    id: fc.constantFrom(...ids),
    lots: fc.integer({ min: -20, max: 20 }).filter((n) => n !== 0),
    off: fc.integer({ min: 90, max: 110 }),
  })
  const priced = ({ id, off }: { readonly id: Id; readonly off: number }): number =>
    Number(((marks[id] * off) / 100).toFixed(6))
  fc.assert(
    fc.property(
      fc.array(move, { maxLength: 6 }),
      fc.array(move, { maxLength: 5 }),
      fc.boolean(),
      (before, orders, daily) => {
        const ledger = opened()
        for (const one of before) fill(ledger, one.id, one.lots, priced(one))
        if (daily) settle(ledger, 5950)
        const drafts = orders.map(
          (one): OrderDraft => ({
            instrument: one.id,
            account,
            side: one.lots > 0 ? 'buy' : 'sell',
            quantity: Math.abs(one.lots),
            type: 'limit',
            limit: priced(one),
          }),
        )
        const fee = (): { readonly currency: string; readonly value: number } => ({ currency: 'USD', value: 2.5 })
        const after = bookAfter(ledger.snapshot(), drafts, valuation, { fee, strategy: 's' })
        for (const one of orders) fill(ledger, one.id, one.lots, priced(one), 2.5)
        // The ledger books coins to 8 decimals: half of the last is 0.0003 dollars, once a fill.
        const close = (a: number, b: number, off = 0.005): void => expect(Math.abs(a - b)).toBeLessThan(off)
        close(after.equity().value, ledger.equity().value)
        close(after.equity({ account }).value, ledger.equity({ account }).value)
        close(after.unrealized().value, ledger.unrealized().value)
        for (const id of ids) {
          close(after.quantity(id), ledger.quantity(id), 1e-9)
          close(after.equity({ account, instrument: id }).value, ledger.equity({ account, instrument: id }).value)
        }
        const balances = new Map(after.cash().map(({ currency, value }) => [currency, value.toNumber()]))
        for (const { currency, value } of ledger.cash())
          close(balances.get(currency) ?? 0, value.toNumber(), currency === 'BTC' ? 1e-7 : 1e-4)
        const ours = [...after.positions()].map(({ instrument }) => instrument).sort()
        expect(ours).toEqual([...ledger.positions()].map(({ instrument }) => instrument).sort())
        // And the exposures of both are the same.
        const gross = (book: typeof after): number =>
          exposuresOf(book, byClass, valuation).reduce((s, one) => s + one.gross, 0)
        if (!Number.isNaN(gross(ledger))) close(gross(after), gross(ledger))
      },
    ),
    { seed: 17, numRuns: 200 },
  )
})

test('currencies add up to the equity of the ledger, settled profit and bought coins included', () => {
  const ledger = opened()
  fill(ledger, 'ESZ26@CME', 2, 5900)
  settle(ledger, 5950)
  fill(ledger, 'BTC/USD@coinbase', 1.5, 50_000)
  fill(ledger, 'SAP@XETR', 100, 140)
  const found = currencyExposures(ledger, valuation)
  expect(found.reduce((s, { net }) => s + net, 0)).toBeCloseTo(ledger.equity().value, 6)
  expect(found.find(({ bucket }) => bucket === 'BTC')).toEqual({ bucket: 'BTC', gross: 90_000, net: 90_000 })
  // 14,000 of 50,000 euros went into 100 shares worth 15,000
  expect(found.find(({ bucket }) => bucket === 'EUR')!.net).toBeCloseTo(51_000 * 1.1, 6)
  expect(exposuresOf(ledger, byClass, valuation).find(({ bucket }) => bucket === 'crypto')!.gross).toBe(90_000)
})

test('a pair on margin is a position and no balance, before and after an order', () => {
  const cash = [{ account, money: money('100000', 'USD') }] as const
  const ledger = createLedger({ base: 'USD', marginedSpot: [account], cash, ...valuation })
  fill(ledger, 'EUR/USD@oanda', 20_000, 1.05)
  const fx = (book: Ledger | ReturnType<typeof bookAfter>): unknown => exposuresOf(book, byClass, valuation)
  expect(fx(ledger)).toEqual([{ bucket: 'fx', gross: 22_000, net: 22_000 }])
  const order = { instrument: 'EUR/USD@oanda', side: 'sell', quantity: 5000, type: 'market' } as const
  const after = bookAfter(ledger.snapshot(), [order], valuation)
  expect(fx(after)).toEqual([{ bucket: 'fx', gross: 16_500, net: 16_500 }])
  // 5,000 euros sold five cents up
  expect(after.cash().map(({ value }) => value.toNumber())).toEqual([100_250])
  expect(after.equity().value).toBeCloseTo(ledger.equity().value, 6)
})

test('orders of a rebalancing bring the ledger to its weights', () => {
  const ledger = opened()
  fill(ledger, 'SPY@ARCX', 700, 550)
  fill(ledger, 'BTC/USD@coinbase', 2, 50_000)
  const weights = new Map<InstrumentId, number>([
    ['SPY@ARCX', 0.3],
    ['BTC/USD@coinbase', 0.2],
    ['ESZ26@CME', 0.5],
  ])
  const plan = rebalanceOrders(ledger, weights, valuation, { account })
  expect(plan.orders.map(({ side, instrument }) => `${side} ${instrument}`)).toEqual([
    'sell SPY@ARCX',
    'buy ESZ26@CME',
    'buy BTC/USD@coinbase',
  ])
  for (const { instrument, side, quantity } of plan.orders)
    fill(ledger, instrument, side === 'buy' ? quantity : -quantity, marks[instrument as Id])
  const now = bookWeights(ledger, valuation)
  for (const [id, weight] of weights)
    expect(Math.abs(now.get(id)! - weight)).toBeLessThan(id === 'ESZ26@CME' ? 0.15 : 1e-3)
  expect(ledger.cash().map((sum) => formatMoney(sum))[0]).toMatch(/^\d/)
  expect(plan.residualCash.value).toBeCloseTo(ledger.cash()[0]!.value.toNumber() + 55_000, 6)
})

test('a snapshot keeps a what-if, whatever comes later', () => {
  const ledger = opened()
  fill(ledger, 'SPY@ARCX', 10, 600)
  const draft: Draft = { instrument: 'SPY@ARCX', side: 'sell', quantity: 4, type: 'market' }
  const after = bookAfter(ledger.snapshot(), [draft], valuation)
  fill(ledger, 'SPY@ARCX', 100, 600)
  expect(after.quantity('SPY@ARCX')).toBe(6)
  expect([...after.positions()][0]!.strategy).toBe('s')
})
