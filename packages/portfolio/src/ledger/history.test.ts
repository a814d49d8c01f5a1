import { createRegistry, type Instrument } from '@bourse/assets'
import { createMarketRecord, type Fact, formatMoney, type Input, type Json, type Money, money } from '@bourse/core'
import { fxRatesOf } from '@bourse/fx'
import { describe, expect, test } from 'vitest'
import { createLedger } from './createLedger.js'
import type { Ledger, LedgerConfig } from './ledgerTypes.js'

// Histories small enough for a sheet of paper. The arithmetic stands beside each.
const common = { tick: 0.01, lot: 1, calendar: 'XNYS', currency: 'USD' } as const
const instruments: readonly Instrument[] = [
  { ...common, kind: 'equity', id: 'AAPL@XNAS', assetClass: 'equity' },
  { ...common, kind: 'equity', id: 'NEWCO@XNAS', assetClass: 'equity' },
  { ...common, kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity' },
  { ...common, kind: 'equity', id: 'SAP@XETR', assetClass: 'equity', currency: 'EUR' },
  {
    ...common,
    kind: 'spot',
    id: 'BTC/USDT@binance',
    assetClass: 'crypto',
    currency: 'USDT',
    base: 'BTC',
    quote: 'USDT',
  },
  { ...common, kind: 'spot', id: 'EUR/USD@ebs', assetClass: 'fx', base: 'EUR', quote: 'USD' },
  {
    ...common,
    kind: 'future',
    id: 'ESZ26@CME',
    assetClass: 'equity',
    root: 'ES',
    month: '2026-12',
    expiry: '2026-12-18',
    multiplier: 50,
    settlement: 'cash',
  },
  {
    ...common,
    kind: 'perpetual',
    id: 'BTC-PERP@x',
    assetClass: 'crypto',
    currency: 'USDT',
    base: 'BTC',
    quote: 'USDT',
    multiplier: 1,
    payoff: 'linear',
    fundingHours: 8,
  },
  {
    ...common,
    kind: 'perpetual',
    id: 'BTC-INV@x',
    assetClass: 'crypto',
    currency: 'BTC',
    base: 'BTC',
    quote: 'USD',
    multiplier: 10,
    payoff: 'inverse',
    fundingHours: 8,
  },
  {
    ...common,
    kind: 'perpetual',
    id: 'ETH-QUANTO@x',
    assetClass: 'crypto',
    currency: 'BTC',
    base: 'ETH',
    quote: 'USD',
    multiplier: 0.000001,
    payoff: 'quanto',
    fundingHours: 8,
  },
  ...(['call', 'put'] as const).map(
    (right): Instrument => ({
      ...common,
      kind: 'option',
      id: `AAPL-${right}@OPRA`,
      assetClass: 'equity',
      underlying: 'AAPL@XNAS',
      right,
      strike: 150,
      expiry: '2026-12-18',
      exercise: 'american',
      multiplier: 100,
      settlement: 'physical',
      fixing: 'pm',
    }),
  ),
  {
    ...common,
    kind: 'option',
    id: 'SPX-call@CBOE',
    assetClass: 'equity',
    underlying: 'SPX@CBOE',
    right: 'call',
    strike: 3200,
    expiry: '2026-12-18',
    exercise: 'european',
    multiplier: 100,
    settlement: 'cash',
    fixing: 'am',
  },
  {
    ...common,
    kind: 'option',
    id: 'BUND-call@EUREX',
    assetClass: 'rates',
    currency: 'EUR',
    underlying: 'FGBL@EUREX',
    right: 'call',
    strike: 130,
    expiry: '2026-12-18',
    exercise: 'american',
    multiplier: 1000,
    settlement: 'physical',
    fixing: 'pm',
    premium: 'margined',
  },
  {
    ...common,
    kind: 'outcome',
    id: 'RAIN-YES@poly',
    assetClass: 'event',
    currency: 'USDC',
    market: 'rain',
    outcome: 'yes',
    closes: 9e12,
  },
  { ...common, kind: 'index', id: 'SPX@CBOE', assetClass: 'equity' },
]

type Desk = {
  readonly ledger: Ledger
  readonly feed: (fact: Fact, at?: number) => ReturnType<Ledger['apply']>
  readonly buy: (id: string, quantity: string, price: string, more?: Partial<Trade>) => ReturnType<Ledger['apply']>
  readonly sell: (id: string, quantity: string, price: string, more?: Partial<Trade>) => ReturnType<Ledger['apply']>
  readonly cash: () => readonly string[]
}
type Trade = {
  readonly fee: Money
  readonly account: 'paper' | 'ib/2'
  readonly strategy: string
  readonly tradeId: string
}

function desk(config: Partial<LedgerConfig> = {}): Desk {
  const market = createMarketRecord()
  const ledger = createLedger({ base: 'USD', instruments: createRegistry(instruments), market, ...config })
  let seq = 0
  const feed: Desk['feed'] = (fact, at) => {
    seq++
    const input = { ...fact, seq, time: at ?? seq, at: at ?? seq, source: 's' } as Input
    market.observe(input)
    return ledger.apply(input)
  }
  const fill =
    (side: 'buy' | 'sell') =>
    (id: string, quantity: string, price: string, more: Partial<Trade> = {}): ReturnType<Ledger['apply']> =>
      feed({
        kind: 'fill',
        account: 'paper',
        orderId: 'o',
        strategy: 's',
        tradeId: `t${seq}`,
        instrument: id as `${string}@${string}`,
        side,
        quantity: Number(quantity),
        price: Number(price),
        quantityText: quantity,
        priceText: price,
        liquidity: 'taker',
        fee: money('0', 'USD'),
        ...more,
      })
  const cash = (): readonly string[] => ledger.cash().map((sum) => formatMoney(sum))
  return { ledger, feed, buy: fill('buy'), sell: fill('sell'), cash }
}

const event = { account: 'paper', strategy: 's', eventId: 'e', fee: money('0', 'USD') } as const
const day = (date: string): number => Date.parse(date)

describe('shares', () => {
  test('bought twice, sold once, fees apart', () => {
    const { ledger, buy, sell, cash, feed } = desk()
    buy('AAPL@XNAS', '10', '100', { fee: money('1', 'USD') }) // -1000 - 1
    buy('AAPL@XNAS', '10', '110', { fee: money('1', 'USD') }) // -1100 - 1
    const entry = sell('AAPL@XNAS', '15', '120', { fee: money('0.5', 'USD') }) // +1800 - 0.5
    expect(cash()).toEqual(['-302.5 USD'])
    // fifo: 10 x (120 - 100) + 5 x (120 - 110) = 250
    expect(formatMoney(entry!.realized)).toBe('250 USD')
    expect(entry!.cash.map((sum) => formatMoney(sum))).toEqual(['1799.5 USD'])
    const [position] = ledger.positions()
    expect(position).toMatchObject({ quantity: 5, quantityText: '5', averagePrice: 110, openedAt: 1 })
    expect(formatMoney(position!.fees)).toBe('2.5 USD')
    feed({ kind: 'mark', id: 'AAPL@XNAS', price: 130 })
    // 5 x (130 - 110) = 100; equity = -302.5 + 5 x 130 = 347.5 = 250 + 100 - 2.5
    expect(ledger.unrealized().value).toBe(100)
    expect(ledger.equity().value).toBe(347.5)
  })

  test.each([
    ['fifo', '250'],
    ['lifo', '200'], // 10 x (120 - 110) + 5 x (120 - 100)
    ['highest', '200'],
    ['average', '225'], // 15 x (120 - 105)
  ] as const)('lots by %s realise %s', (lots, profit) => {
    const { buy, sell } = desk({ lots })
    buy('AAPL@XNAS', '10', '100')
    buy('AAPL@XNAS', '10', '110')
    expect(formatMoney(sell('AAPL@XNAS', '15', '120')!.realized)).toBe(`${profit} USD`)
  })

  test('a sale through zero closes and opens', () => {
    const { ledger, buy, sell } = desk()
    buy('AAPL@XNAS', '10', '100')
    // 10 x 5 = 50 realised, 5 short at 105
    expect(formatMoney(sell('AAPL@XNAS', '15', '105')!.realized)).toBe('50 USD')
    expect([...ledger.positions()][0]).toMatchObject({ quantity: -5, averagePrice: 105, openedAt: 2 })
    expect(formatMoney(buy('AAPL@XNAS', '5', '100')!.realized)).toBe('25 USD')
    expect([...ledger.positions()]).toEqual([])
  })

  test('a dividend is earned on its ex-date and paid on its day; a short owes it', () => {
    const { ledger, buy, sell, feed, cash } = desk()
    buy('AAPL@XNAS', '10', '100')
    sell('AAPL@XNAS', '4', '100', { account: 'ib/2' })
    feed({ kind: 'mark', id: 'AAPL@XNAS', price: 100 })
    const dividend = {
      kind: 'corporateAction',
      id: 'AAPL@XNAS',
      action: 'dividend',
      exDate: '2026-11-10',
      payDate: '2026-11-20',
      perShare: money('0.25', 'USD'),
    } as const
    expect(feed(dividend, day('2026-11-01'))).toBeUndefined()
    expect(ledger.equity().value).toBe(0)
    feed({ kind: 'mark', id: 'SPY@ARCX', price: 1 }, day('2026-11-10'))
    // 10 x 0.25 - 4 x 0.25 = 1.5 owed, nothing paid
    expect(ledger.equity().value).toBe(1.5)
    expect(cash()).toEqual(['-600 USD'])
    feed(dividend, day('2026-11-11')) // told again: nothing
    feed({ kind: 'mark', id: 'SPY@ARCX', price: 1 }, day('2026-11-20'))
    expect(cash()).toEqual(['-598.5 USD'])
    expect(ledger.equity().value).toBe(1.5)
  })

  test('a split with fractions paid out, and with fractions kept', () => {
    const split = {
      kind: 'corporateAction',
      id: 'AAPL@XNAS',
      action: 'split',
      exDate: '1970-01-01',
      numerator: 3,
      denominator: 2,
    } as const
    const paid = desk()
    paid.buy('AAPL@XNAS', '5', '90')
    paid.feed({ ...split, inLieu: money('62', 'USD') })
    // 7.5 shares: 7 stay, 0.5 x 62 = 31 is paid; it cost 450 x 0.5 / 7.5 = 30
    expect(paid.ledger.quantity('AAPL@XNAS')).toBe(7)
    expect(paid.cash()).toEqual(['-419 USD'])
    expect(formatMoney([...paid.ledger.positions()][0]!.realized)).toBe('1 USD')
    const kept = desk()
    kept.buy('AAPL@XNAS', '5', '90')
    kept.feed(split)
    expect([...kept.ledger.positions()][0]).toMatchObject({ quantity: 7.5, averagePrice: 60 })
  })

  test('a spin-off takes its share of the cost', () => {
    const { ledger, buy, feed } = desk()
    buy('AAPL@XNAS', '10', '100')
    feed({
      kind: 'corporateAction',
      id: 'AAPL@XNAS',
      action: 'spinOff',
      exDate: '1970-01-01',
      into: 'NEWCO@XNAS',
      ratio: 0.5,
      costShare: 0.2,
    })
    // 1000 splits into 800 and 200: 10 at 80, 5 at 40
    expect([...ledger.positions()].map((p) => [p.instrument, p.quantity, p.averagePrice])).toEqual([
      ['AAPL@XNAS', 10, 80],
      ['NEWCO@XNAS', 5, 40],
    ])
  })

  test('a merger for shares and cash gives cost back first', () => {
    const { ledger, buy, feed, cash } = desk()
    buy('AAPL@XNAS', '10', '100')
    feed({
      kind: 'corporateAction',
      id: 'AAPL@XNAS',
      action: 'merger',
      exDate: '1970-01-01',
      into: 'NEWCO@XNAS',
      ratio: 2,
      cash: money('30', 'USD'),
    })
    // 10 x 30 = 300 comes, the other 700 become 20 at 35
    expect(cash()).toEqual(['-700 USD'])
    expect([...ledger.positions()][0]).toMatchObject({ instrument: 'NEWCO@XNAS', quantity: 20, averagePrice: 35 })
    const bought = desk()
    bought.buy('AAPL@XNAS', '10', '100')
    const entry = bought.feed({
      kind: 'corporateAction',
      id: 'AAPL@XNAS',
      action: 'merger',
      exDate: '1970-01-01',
      into: 'NEWCO@XNAS',
      ratio: 0,
      cash: money('130', 'USD'),
    })
    expect(formatMoney(entry!.realized)).toBe('300 USD') // 10 x (130 - 100)
    expect([...bought.ledger.positions()]).toEqual([])
  })

  test('a rename keeps lots, cost and age', () => {
    const { ledger, buy, feed } = desk()
    buy('AAPL@XNAS', '10', '100')
    feed({ kind: 'corporateAction', id: 'AAPL@XNAS', action: 'rename', exDate: '1970-01-01', into: 'NEWCO@XNAS' })
    expect([...ledger.positions()][0]).toMatchObject({
      instrument: 'NEWCO@XNAS',
      quantity: 10,
      averagePrice: 100,
      openedAt: 1,
    })
  })

  test('a delisting pays holders out', () => {
    const { buy, feed, cash } = desk()
    buy('AAPL@XNAS', '10', '100')
    feed({ kind: 'delisted', id: 'AAPL@XNAS', price: 3 })
    expect(cash()).toEqual(['-970 USD'])
  })
})

describe('spot', () => {
  test('moves two balances; a fee in the coin takes from the position', () => {
    const { ledger, buy, cash, feed } = desk()
    buy('BTC/USDT@binance', '0.5', '60000', { fee: money('0.0005', 'BTC') })
    // 30000 USDT out; 0.5 - 0.0005 BTC in; the fee was worth 0.0005 x 60000 = 30 USDT
    expect(cash()).toEqual(['-30000 USDT', '0.4995 BTC'])
    const [position] = ledger.positions()
    expect(position).toMatchObject({ quantity: 0.4995, averagePrice: 60000 })
    expect(formatMoney(position!.fees)).toBe('30 USDT')
    feed({ kind: 'mark', id: 'BTC/USDT@binance', price: 62000 })
    // 0.4995 x 2000 = 999
    expect(ledger.holes()).toEqual([{ missing: 'rate', of: 'USDT' }])
    expect(ledger.unrealized().value).toBeNaN()
  })

  test('in a margined account it is a position whose profit is paid', () => {
    const { buy, sell, cash } = desk({ marginedSpot: ['paper'] })
    buy('EUR/USD@ebs', '10000', '1.1')
    sell('EUR/USD@ebs', '10000', '1.105') // 10000 x 0.005 = 50
    expect(cash()).toEqual(['50 USD'])
  })
})

describe('contracts', () => {
  test('a future: fills, daily settlements, the last day', () => {
    const { ledger, buy, feed, cash } = desk()
    buy('ESZ26@CME', '2', '6000', { fee: money('4.50', 'USD') })
    feed({ kind: 'settlement', id: 'ESZ26@CME', price: 6010.25, final: false }) // 2 x 10.25 x 50 = 1025
    expect(cash()).toEqual(['1020.5 USD'])
    feed({ kind: 'mark', id: 'ESZ26@CME', price: 6009.25 })
    expect(ledger.unrealized().value).toBe(-100) // since the settlement
    expect([...ledger.positions()][0]!.averagePrice).toBe(6000)
    feed({ kind: 'settlement', id: 'ESZ26@CME', price: 5990, final: true }) // 2 x -20.25 x 50 = -2025
    expect(cash()).toEqual(['-1004.5 USD'])
    expect([...ledger.positions()]).toEqual([])
  })

  test('a linear perpetual pays funding on the mark', () => {
    const { ledger, buy, feed, cash } = desk()
    buy('BTC-PERP@x', '0.2', '60000')
    const funding = { kind: 'funding', id: 'BTC-PERP@x', rate: 0.0001, hours: 8 } as const
    expect(() => feed(funding)).toThrow(expect.objectContaining({ code: 'data/missing' }))
    feed({ kind: 'mark', id: 'BTC-PERP@x', price: 61000 })
    feed(funding, 50) // 0.2 x 61000 x 0.0001 = 1.22 paid
    feed(funding, 50) // told twice
    expect(cash()).toEqual(['-1.22 USDT'])
    expect(formatMoney([...ledger.positions()][0]!.funding)).toBe('-1.22 USDT')
    feed({ ...funding, price: 50000, rate: -0.0001 }, 60) // received on the venue's price: 1
    expect(cash()).toEqual(['-0.22 USDT'])
  })

  test('an inverse perpetual pays in the coin, rounded to 8 decimals', () => {
    const { ledger, buy, sell, cash } = desk({ rates: fxRatesOf([]) })
    buy('BTC-INV@x', '100', '50000')
    // 1000 USD / 50000 = 0.02; 1000 / 60000 = 0.016666..67; profit 0.00333333, 0.00000000333.. left over
    const entry = sell('BTC-INV@x', '100', '60000')!
    expect(cash()).toEqual(['0.00333333 BTC'])
    expect(formatMoney(entry.realized)).toBe('0.00333333 BTC')
    expect(entry.residual.value.toNumber()).toBeCloseTo(1 / 300 - 0.00333333, 18)
    expect([...ledger.positions()]).toEqual([])
  })

  test('a quanto pays points in a third currency', () => {
    const { buy, sell, cash } = desk()
    buy('ETH-QUANTO@x', '50', '3000')
    sell('ETH-QUANTO@x', '50', '3100') // 50 x 100 x 0.000001 = 0.005 BTC
    expect(cash()).toEqual(['0.005 BTC'])
  })

  test('a liquidation takes contracts away at its price', () => {
    const { ledger, buy, feed, cash } = desk()
    buy('BTC-PERP@x', '1', '60000')
    feed({
      ...event,
      kind: 'liquidation',
      instrument: 'BTC-PERP@x',
      quantity: 0.4,
      price: 55000,
      fee: money('11', 'USDT'),
    })
    // 0.4 x -5000 - 11 = -2011
    expect(cash()).toEqual(['-2011 USDT'])
    expect(ledger.quantity('BTC-PERP@x')).toBe(0.6)
  })
})

describe('options', () => {
  test('cash-settled: premium out, payoff in', () => {
    const { buy, feed, cash } = desk({ cash: [{ account: 'paper', money: money('100000', 'USD') }] })
    buy('SPX-call@CBOE', '1', '620.40')
    feed({ ...event, kind: 'expiry', instrument: 'SPX-call@CBOE', quantity: 1, price: 595.54 })
    expect(cash()).toEqual(['97514 USD']) // 100000 - 62040 + 59554
  })

  test('exercise of a call buys the shares at the strike, assignment of a put too', () => {
    const { ledger, buy, sell, feed, cash } = desk()
    buy('AAPL-call@OPRA', '2', '5')
    feed({ ...event, kind: 'exercise', instrument: 'AAPL-call@OPRA', quantity: 1, price: 0 })
    expect(ledger.quantity('AAPL@XNAS')).toBe(100)
    expect(ledger.quantity('AAPL-call@OPRA')).toBe(1)
    expect(cash()).toEqual(['-16000 USD']) // -2 x 500 - 100 x 150
    sell('AAPL-put@OPRA', '1', '4')
    feed({ ...event, kind: 'assignment', instrument: 'AAPL-put@OPRA', quantity: 1, price: 0 })
    expect(ledger.quantity('AAPL@XNAS')).toBe(200)
    expect(cash()).toEqual(['-30600 USD']) // + 400 - 15000
    expect(() =>
      feed({ ...event, eventId: 'x', kind: 'assignment', instrument: 'AAPL-call@OPRA', quantity: 1, price: 0 }),
    ).toThrow(expect.objectContaining({ code: 'ledger/not-held' }))
  })

  // Bought at 5, exercised at 150: 100 shares for 155. A put sold at 4 and assigned: 100 for 146. A call sold at 6 and
  // assigned: 100 of the shares fetch 156. A put bought at 3 and exercised: the last 100 fetch 147.
  test('premiums carried into shares: cost and proceeds hold them, the options realise nothing', () => {
    for (const premiums of ['carried', 'realised'] as const) {
      const { ledger, buy, sell, feed, cash } = desk({ premiums })
      const deliver = (kind: 'exercise' | 'assignment', id: string) =>
        feed({ ...event, eventId: id + kind, kind, instrument: id as 'AAPL-call@OPRA', quantity: 1, price: 0 })
      const carried = premiums === 'carried'
      buy('AAPL-call@OPRA', '1', '5')
      deliver('exercise', 'AAPL-call@OPRA')
      sell('AAPL-put@OPRA', '1', '4')
      expect(deliver('assignment', 'AAPL-put@OPRA')?.closed.length).toBe(carried ? 0 : 1)
      const [held] = ledger.positions({ instrument: 'AAPL@XNAS' })
      expect(held?.averagePrice).toBe(carried ? 150.5 : 150) // (15500 + 14600) / 200
      sell('AAPL-call@OPRA', '1', '6')
      const first = deliver('assignment', 'AAPL-call@OPRA')
      expect(formatMoney(first!.realized)).toBe(carried ? '100 USD' : '600 USD') // 15600 - 15500, first in first out
      buy('AAPL-put@OPRA', '1', '3')
      const second = deliver('exercise', 'AAPL-put@OPRA')
      expect(formatMoney(second!.realized)).toBe(carried ? '100 USD' : '-300 USD') // 14700 - 14600
      if (carried) expect(first!.closed[0]).toMatchObject({ instrument: 'AAPL@XNAS', quantity: 100 })
      // - 500 + 400 + 600 - 300, and the strikes cancel.
      expect(cash()).toEqual(['200 USD'])
      expect([...ledger.positions()]).toEqual([])
    }
  })

  test('a margined premium is never paid, only its changes', () => {
    const { buy, feed, cash } = desk()
    buy('BUND-call@EUREX', '3', '0.5')
    expect(cash()).toEqual(['0 EUR'])
    feed({ kind: 'settlement', id: 'BUND-call@EUREX', price: 0.62, final: false })
    expect(cash()).toEqual(['360 EUR']) // 3 x 0.12 x 1000
  })
})

test('an outcome pays what it resolves to, a dispute nothing', () => {
  const { buy, feed, cash } = desk()
  buy('RAIN-YES@poly', '200', '0.35') // -70
  expect(feed({ kind: 'resolution', id: 'RAIN-YES@poly', pays: 1, disputed: true })).toBeUndefined()
  const entry = feed({ kind: 'resolution', id: 'RAIN-YES@poly', pays: 1, disputed: false })
  expect(formatMoney(entry!.realized)).toBe('130 USDC')
  expect(cash()).toEqual(['130 USDC'])
})

describe('accounts and strategies', () => {
  test('a transfer takes lots along', () => {
    const { ledger, buy, feed } = desk()
    buy('AAPL@XNAS', '10', '100')
    buy('AAPL@XNAS', '10', '110')
    feed({
      kind: 'positionTransfer',
      transferId: 'x',
      account: 'paper',
      strategy: 's',
      toAccount: 'ib/2',
      toStrategy: 'core',
      instrument: 'AAPL@XNAS',
      quantity: 15,
    })
    const told = [...ledger.positions()].map((p) => [p.account, p.strategy, p.quantity, p.averagePrice])
    // fifo: 10 at 100 and 5 at 110 leave
    expect(told).toEqual([
      ['paper', 's', 5, 110],
      ['ib/2', 'core', 15, 1550 / 15],
    ])
    feed({ kind: 'mark', id: 'AAPL@XNAS', price: 110 })
    expect(ledger.equity({ account: 'ib/2' }).value).toBe(1650)
    expect(ledger.equity().value).toBe(100)
  })

  test('cash moves by reason, twice told once booked, in the currency they come in', () => {
    const { ledger, feed, cash } = desk({
      rates: fxRatesOf([
        { kind: 'quote', id: 'EUR/USD@ebs', bid: 1.1, ask: 1.1, bidSize: 1, askSize: 1, at: 0, source: 's' },
      ]),
    })
    const move = {
      kind: 'cashMove',
      account: 'paper',
      moveId: 'm1',
      reason: 'deposit',
      amount: money('1000', 'EUR'),
    } as const
    feed(move)
    expect(feed(move)).toBeUndefined()
    feed({ ...move, moveId: 'm2', reason: 'interest', amount: money('1.23', 'USD') })
    expect(cash()).toEqual(['1000 EUR', '1.23 USD'])
    expect(ledger.equity().value).toBeCloseTo(1101.23, 10)
  })
})

describe('what is refused leaves the book as it was', () => {
  const good = {
    kind: 'fill',
    account: 'paper',
    orderId: 'o',
    strategy: 's',
    tradeId: 'good',
    instrument: 'AAPL@XNAS',
    side: 'buy',
    quantity: 1,
    price: 2,
    quantityText: '1',
    priceText: '2',
    liquidity: 'taker',
    fee: money('0', 'USD'),
  } as const
  test.each([
    ['unknown instrument', { ...good, instrument: 'NO@X' }, 'input/unknown-instrument'],
    ['unknown account', { ...good, account: 'ib/7' }, 'input/unknown-account'],
    ['negative quantity', { ...good, quantity: -1, quantityText: '-1' }, 'input/out-of-range'],
    ['NaN quantity', { ...good, quantity: Number.NaN, quantityText: 'NaN' }, 'input/not-finite'],
    ['NaN price', { ...good, price: Number.NaN, priceText: 'NaN' }, 'input/not-finite'],
    ['text that disagrees', { ...good, priceText: '3' }, 'input/parse'],
    ['text that is none', { ...good, priceText: '' }, 'input/parse'],
    ['an index', { ...good, instrument: 'SPX@CBOE' }, 'ledger/not-held'],
    ['an outcome above one', { ...good, instrument: 'RAIN-YES@poly' }, 'input/out-of-range'],
    ['a side that is none', { ...good, side: 'long' }, 'input/out-of-range'],
    [
      'an expiry of what is not held',
      { ...event, kind: 'expiry', instrument: 'SPX-call@CBOE', quantity: 1, price: 0 },
      'ledger/not-held',
    ],
    ['funding that is NaN', { kind: 'funding', id: 'BTC-PERP@x', rate: Number.NaN, hours: 8 }, 'input/not-finite'],
    [
      'a settlement at NaN',
      { kind: 'settlement', id: 'BTC-PERP@x', price: Number.NaN, final: false },
      'input/not-finite',
    ],
    [
      'a merger into a stranger',
      { kind: 'corporateAction', id: 'AAPL@XNAS', action: 'merger', exDate: '1970-01-01', into: 'NO@X', ratio: 1 },
      'input/unknown-instrument',
    ],
    [
      'a merger into another currency',
      { kind: 'corporateAction', id: 'AAPL@XNAS', action: 'merger', exDate: '1970-01-01', into: 'SAP@XETR', ratio: 1 },
      'input/currency-mismatch',
    ],
  ] as const)('%s', (_, fact, code) => {
    const { ledger, buy, feed } = desk({ accounts: ['paper'] })
    buy('AAPL@XNAS', '10', '100')
    buy('BTC-PERP@x', '1', '60000')
    const before = JSON.stringify(ledger.save())
    const { version } = ledger
    expect(() => feed(fact as unknown as Fact)).toThrow(expect.objectContaining({ code }))
    expect(JSON.stringify(ledger.save())).toBe(before)
    expect(ledger.version).toBe(version)
  })
})

test('what is saved comes back, and goes on the same', () => {
  const one = desk()
  one.buy('AAPL@XNAS', '10', '100')
  one.buy('BTC-INV@x', '7', '51234.5')
  one.feed({
    kind: 'corporateAction',
    id: 'AAPL@XNAS',
    action: 'dividend',
    exDate: '2026-11-10',
    payDate: '2026-11-20',
    perShare: money('0.25', 'USD'),
  })
  const two = desk()
  two.ledger.load(JSON.parse(JSON.stringify(one.ledger.save())) as Json)
  for (const { feed, sell } of [one, two]) {
    feed({ kind: 'mark', id: 'AAPL@XNAS', price: 1 }, day('2026-11-21'))
    sell('BTC-INV@x', '3', '60000', { tradeId: 'z' })
    sell('AAPL@XNAS', '3', '60', { tradeId: 'y' })
  }
  expect(two.ledger.save()).toEqual(one.ledger.save())
  const saved = one.ledger.save() as { [name: string]: Json }
  for (const broken of [
    {},
    null,
    5,
    { ...saved, rows: 1 },
    { ...saved, cells: [{}] },
    { ...saved, seen: [5] },
  ] as Json[])
    expect(() => two.ledger.load(broken)).toThrow(expect.objectContaining({ code: 'input/parse' }))
  expect(two.ledger.save()).toEqual(saved)
})

test('a snapshot stays what it was, prices included', () => {
  const { ledger, buy, feed } = desk()
  buy('AAPL@XNAS', '10', '100')
  feed({ kind: 'mark', id: 'AAPL@XNAS', price: 101 })
  const then = ledger.snapshot()
  buy('AAPL@XNAS', '10', '105')
  feed({ kind: 'mark', id: 'AAPL@XNAS', price: 110 })
  expect([then.quantity('AAPL@XNAS'), then.unrealized().value, then.equity().value]).toEqual([10, 10, 10])
  expect([ledger.quantity('AAPL@XNAS'), ledger.unrealized().value]).toEqual([20, 150])
  expect(then.version).toBeLessThan(ledger.version)
})

describe('corners', () => {
  test('what the venue tells as cash moves is not booked from the market as well', () => {
    const { ledger, buy, feed, cash } = desk({ toldByVenue: ['paper'] })
    buy('BTC-PERP@x', '1', '60000')
    buy('BTC-PERP@x', '1', '60000', { account: 'ib/2' })
    feed({ kind: 'funding', id: 'BTC-PERP@x', rate: 0.0001, hours: 8, price: 60000 }) // 6 each, for one of them
    expect(cash()).toEqual(['-6 USDT'])
    feed({
      kind: 'cashMove',
      account: 'paper',
      strategy: 's',
      moveId: 'f1',
      reason: 'funding',
      amount: money('-5.99', 'USDT'),
      instrument: 'BTC-PERP@x',
    })
    expect([...ledger.positions()].map(({ funding }) => formatMoney(funding))).toEqual(['-5.99 USDT', '-6 USDT'])
  })

  test('a coin without a rate is worth what its own listing says', () => {
    const rates = fxRatesOf([
      { kind: 'quote', id: 'USDT/USD@fx', bid: 1, ask: 1, bidSize: 1, askSize: 1, at: 0, source: 's' },
    ])
    const { ledger, buy, feed } = desk({ rates })
    buy('BTC/USDT@binance', '1', '60000')
    feed({ kind: 'cashMove', account: 'paper', moveId: 'd', reason: 'deposit', amount: money('0.5', 'BTC') })
    feed({ kind: 'mark', id: 'BTC/USDT@binance', price: 61000 })
    // - 60000 + 1 x 61000 + 0.5 x 61000
    expect(ledger.equity().value).toBe(31500)
    expect(ledger.holes()).toEqual([])
  })

  test('a contract adjustment moves contracts to other terms, as many as it says', () => {
    const { ledger, buy, feed } = desk()
    buy('AAPL-call@OPRA', '2', '5')
    feed({
      kind: 'corporateAction',
      id: 'AAPL-call@OPRA',
      action: 'contractAdjustment',
      exDate: '1970-01-01',
      into: 'SPX-call@CBOE',
      terms: { ratio: 2 },
    })
    // 1000 dollars, now for 4 contracts of 100
    expect([...ledger.positions()][0]).toMatchObject({ instrument: 'SPX-call@CBOE', quantity: 4, averagePrice: 2.5 })
  })

  test('an action into what nobody knows waits, and is a hole', () => {
    const { ledger, buy, feed } = desk()
    const action = {
      kind: 'corporateAction',
      id: 'AAPL@XNAS',
      action: 'rename',
      exDate: '1970-01-02',
      into: 'LATER@XNAS',
    } as const
    feed(action)
    buy('AAPL@XNAS', '10', '100')
    feed({ kind: 'mark', id: 'AAPL@XNAS', price: 100 }, day('1970-01-02'))
    expect(ledger.holes()).toEqual([{ missing: 'instrument', of: 'LATER@XNAS' }])
    expect(ledger.quantity('AAPL@XNAS')).toBe(10)
  })

  test('an adjustment of contracts makes no profit, one of shares costs what it says', () => {
    const { ledger, buy, feed, cash } = desk()
    buy('ESZ26@CME', '2', '6000')
    const who = { kind: 'adjustment', account: 'paper', strategy: 's', who: 'ops', why: 'found at the venue' } as const
    feed({ ...who, instrument: 'ESZ26@CME', quantity: -1 })
    expect([...ledger.positions()][0]).toMatchObject({ quantity: 1, averagePrice: 6000 })
    expect(cash()).toEqual(['0 USD'])
    feed({ ...who, instrument: 'AAPL@XNAS', quantity: 4, cash: money('-380', 'USD') })
    expect([...ledger.positions()][1]).toMatchObject({ quantity: 4, averagePrice: 95 })
    expect(() => feed({ ...who, instrument: 'BTC-PERP@x', quantity: 1 })).toThrow(
      expect.objectContaining({ code: 'data/missing' }),
    )
  })

  test('lots against the opposite position close it at their cost', () => {
    const { ledger, buy, sell, feed } = desk()
    buy('AAPL@XNAS', '10', '100')
    sell('AAPL@XNAS', '4', '110', { strategy: 'other' })
    feed({ kind: 'mark', id: 'AAPL@XNAS', price: 105 })
    const before = ledger.equity().value
    feed({
      kind: 'positionTransfer',
      transferId: 'x',
      account: 'paper',
      strategy: 's',
      toAccount: 'paper',
      toStrategy: 'other',
      instrument: 'AAPL@XNAS',
      quantity: 10,
    })
    // 4 close at 100 what was sold at 110, 6 stay at 100
    expect(
      [...ledger.positions()].map((p) => [p.strategy, p.quantity, p.averagePrice, formatMoney(p.realized)]),
    ).toEqual([['other', 6, 100, '40 USD']])
    expect(ledger.equity().value).toBe(before)
  })
})
