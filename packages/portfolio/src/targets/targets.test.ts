import { createRegistry, type Instrument, notionalOf } from '@bourse/assets'
import { fxRatesOf } from '@bourse/fx'
import { matrixFromRows } from '@bourse/math'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testBook, testMarket } from '../fixtures/testBook.js'
import { testInstruments as instruments } from '../fixtures/testInstruments.js'
import { bookAfter } from '../whatIf/bookAfter.js'
import { bookWeights } from './bookWeights.js'
import { listedFee } from './listedFee.js'
import { rebalanceDue } from './rebalanceDue.js'
import { rebalanceOrders } from './rebalanceOrders.js'
import { targetOrder } from './targetOrder.js'
import { byTemplate, portfolioTemplates, templateWeights } from './templates.js'

const quote = { kind: 'quote', bidSize: 1, askSize: 1, source: 'test', at: 0 } as const
const rates = fxRatesOf([
  { ...quote, id: 'EUR/USD@oanda', bid: 1.1, ask: 1.1 },
  { ...quote, id: 'BTC/USD@coinbase', bid: 60_000, ask: 60_000 },
])
const marks = {
  'SPY@ARCX': 600,
  'TLT@XNAS': 90,
  'GLD@ARCX': 250,
  'AAPL@XNAS': 200,
  'SAP@XETR': 150,
  'ESZ26@CME': 6000,
  'BTC/USD@coinbase': 60_000,
}
const market = testMarket({ marks })
const valuation = { instruments, market, rates }
type Id = keyof typeof marks
const weights = (...pairs: readonly (readonly [Id, number])[]): Map<Id, number> => new Map(pairs)
const short = (orders: ReturnType<typeof rebalanceOrders>): readonly string[] =>
  orders.orders.map(({ side, quantity, instrument }) => `${side} ${quantity} ${instrument}`)
const cash = testBook({ ...valuation, cash: ['100000 USD'] })

describe('one target', () => {
  const spy = instruments.find('SPY@ARCX')!
  const es = instruments.find('ESZ26@CME')!
  const at = { instrument: spy, equity: 100_000, held: 0, price: 600 } as const

  test('whole lots, never more than asked, both ways', () => {
    expect(targetOrder({ ...at, share: 1 })).toMatchObject({ target: 166, order: { side: 'buy', quantity: 166 } })
    expect(targetOrder({ ...at, share: -0.5 })).toMatchObject({ target: -83, order: { side: 'sell', quantity: 83 } })
    expect(targetOrder({ ...at, share: 1, cost: 0.01 })).toMatchObject({ target: 165 })
    expect(targetOrder({ ...at, instrument: es, price: 6000, share: 1, equity: 1e6, held: 5 })).toMatchObject({
      target: 3,
      order: { side: 'sell', quantity: 2 },
    })
    const inverse = instruments.find('BTC-PERPETUAL@deribit')!
    // 10 dollars a contract, worth 10 / 60000 coins of 60,000 dollars
    expect(targetOrder({ ...at, instrument: inverse, price: 60_000, rate: 60_000, share: 0.5 })).toMatchObject({
      target: 5000,
    })
  })

  test('what does not trade says why', () => {
    const why = (more: object): string => {
      const answer = targetOrder({ ...at, share: 0.6, held: 100, ...more })
      return answer.order === undefined ? answer.why : 'trades'
    }
    expect(why({})).toBe('is there')
    expect(why({ share: 0.62, band: 0.05 })).toBe('-2 % off is within the band of 5 %')
    expect(why({ share: 0.62, minTrade: 5000 })).toBe('a trade of 1800 is below 5000')
    expect(why({ price: Number.NaN })).toBe('no price of SPY@ARCX: NaN')
    expect(why({ rate: Number.NaN })).toBe('no rate of USD')
    expect(why({ equity: Number.NaN })).toBe('equity is not known')
    expect(why({ share: 0.5, pricing: 'mid' })).toBe('no quote to price the order by')
    expect(why({ share: 0, band: 1, minTrade: 1e9 })).toBe('trades')
    expect(why({ share: -0.1, band: 1, minTrade: 1e9 })).toBe('trades')
    expect(() => targetOrder({ ...at, share: Number.NaN })).toThrow(/share is NaN/)
    expect(() => targetOrder({ ...at, share: 1, band: -1 })).toThrow(/band is -1/)
    expect(() => targetOrder({ ...at, share: 1, instrument: instruments.find('SPX@CBOE')! })).toThrow(/SPX@CBOE/)
  })

  test('limits lie on the grid, on the own side', () => {
    const seen = { kind: 'quote', id: 'SPY@ARCX', bid: 599.99, ask: 600.04, bidSize: 1, askSize: 1 } as const
    const limit = (share: number, pricing: 'mid' | 'passive'): unknown =>
      targetOrder({ ...at, share, pricing, quote: seen }).order
    expect(limit(1, 'mid')).toMatchObject({ type: 'limit', limit: 600.01 })
    expect(limit(-1, 'mid')).toMatchObject({ type: 'limit', limit: 600.02 })
    expect(limit(1, 'passive')).toMatchObject({ limit: 599.99 })
  })

  test('a full position stays as it is while the price moves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e7 }), (held, cents) => {
        const price = cents / 100
        const answer = targetOrder({ ...at, share: 1, held, price, equity: held * price })
        expect(answer.order).toBeUndefined()
      }),
      { seed: 5, numRuns: 1000 },
    )
  })
})

describe('rebalancing', () => {
  test('from cash, over multipliers, currencies and coins', () => {
    const plan = rebalanceOrders(
      cash,
      weights(['SPY@ARCX', 0.4], ['SAP@XETR', 0.1], ['BTC/USD@coinbase', 0.1], ['ESZ26@CME', 3]),
      valuation,
    )
    expect(short(plan)).toEqual([
      'buy 1 ESZ26@CME',
      'buy 67 SPY@ARCX',
      'buy 61 SAP@XETR',
      'buy 0.16667 BTC/USD@coinbase',
    ])
    expect(plan.residualCash.value).toBeCloseTo(100_000 - 67 * 600 - 61 * 165 - 0.16667 * 60_000, 6)
  })

  test('what is held and not named is sold, or kept; balances of money are left alone', () => {
    const rows = [{ id: 'SPY@ARCX', quantity: 10, average: 500 }] as const
    const held = testBook({ ...valuation, rows, cash: ['10000 USD', '0.1 BTC', '500 EUR'] })
    expect(short(rebalanceOrders(held, weights(['TLT@XNAS', 0.5]), valuation))).toEqual([
      'sell 10 SPY@ARCX',
      'sell 0.1 BTC/USD@coinbase',
      'buy 125 TLT@XNAS',
    ])
    expect(short(rebalanceOrders(held, weights(['TLT@XNAS', 0.3]), valuation, { others: 'keep' }))).toEqual([
      'buy 75 TLT@XNAS',
    ])
  })

  test('bands, edges, small and dear trades are told', () => {
    const rows = [
      { id: 'SPY@ARCX', quantity: 100, average: 500 },
      { id: 'TLT@XNAS', quantity: 400, average: 90 },
      { id: 'GLD@ARCX', quantity: 4, average: 200 },
    ] as const
    const held = testBook({ ...valuation, rows, cash: ['3000 USD'] })
    const want = weights(['SPY@ARCX', 0.55], ['TLT@XNAS', 0.4], ['GLD@ARCX', 0.02])
    expect(rebalanceOrders(held, want, valuation, { band: 0.05 }).skipped).toEqual([
      { instrument: 'SPY@ARCX', why: '60 % is within 5 % of 55 %' },
      { instrument: 'TLT@XNAS', why: '36 % is within 5 % of 40 %' },
      { instrument: 'GLD@ARCX', why: '1 % is within 5 % of 2 %' },
    ])
    expect(short(rebalanceOrders(held, want, valuation, { band: 0.03, to: 'band' }))).toEqual([
      'sell 3 SPY@ARCX',
      'buy 11 TLT@XNAS',
    ])
    expect(short(rebalanceOrders(held, want, valuation, { band: { absolute: 0.05, relative: 0.25 } }))).toEqual([
      'buy 4 GLD@ARCX',
    ])
    const small = rebalanceOrders(held, want, valuation, { minTrade: '1500 USD' })
    expect(small.skipped).toEqual([{ instrument: 'GLD@ARCX', why: 'a trade of 1000 USD is below 1500' }])
    const fee = () => ({ currency: 'USD', value: 20 })
    expect(rebalanceOrders(held, want, valuation, { fee, maxCost: 0.01 }).skipped[0]!.why).toBe(
      'costs of 20 USD are 2 % of the trade, allowed are 1 %',
    )
    const taxed = rebalanceOrders(held, want, valuation, {
      tax: (_, quantity, price) => quantity * (price - 500) * 0.25,
    })
    // 8 or 9 shares of SPY: 5 % of 100,000 is 8.33
    expect([short(taxed)[0], taxed.taxes.value]).toEqual(['sell 8 SPY@ARCX', 200])
  })

  test('cash of each account, flows, strategies', () => {
    const rows = [
      { id: 'SPY@ARCX', quantity: 30, average: 500, account: 'ibkr/U1' },
      { id: 'SPY@ARCX', quantity: 10, average: 500, account: 'ibkr/U2' },
    ] as const
    const two = testBook({ ...valuation, rows, cash: { 'ibkr/U1': ['1000 USD'], 'ibkr/U2': ['5000 USD'] } })
    // 30,000 in all: 15 SPY less than 40 to hold 15,000; sold where most are
    const plan = rebalanceOrders(two, weights(['SPY@ARCX', 0.5], ['TLT@XNAS', 0.5]), valuation, {
      accountOf: () => 'ibkr/U2',
    })
    expect(plan.orders.map(({ account, side, quantity }) => `${account} ${side} ${quantity}`)).toEqual([
      'ibkr/U1 sell 15',
      'ibkr/U2 buy 55',
    ])
    expect(plan.skipped).toEqual([
      { instrument: 'TLT@XNAS', account: 'ibkr/U2', why: 'bought 55 of 167: ibkr/U2 has 5000 USD left' },
    ])
    const one = rebalanceOrders(two, weights(['SPY@ARCX', 1]), valuation, { account: 'ibkr/U2', cashFlow: '-3000 USD' })
    // 11,000 less 3,000 on its way out: 13 shares for 8,000
    expect(short(one)).toEqual(['buy 3 SPY@ARCX'])
    expect(one.residualCash.value).toBe(200)
    expect(short(rebalanceOrders(two, weights(['SPY@ARCX', 0]), valuation))).toEqual([
      'sell 30 SPY@ARCX',
      'sell 10 SPY@ARCX',
    ])
  })

  test('market orders pay half the spread, limits wait', () => {
    const quoted = { ...valuation, market: testMarket({ marks, quotes: { 'SPY@ARCX': [599, 601] } }) }
    const plan = rebalanceOrders(cash, weights(['SPY@ARCX', 0.6]), quoted)
    expect([short(plan)[0], plan.costs.value]).toEqual(['buy 100 SPY@ARCX', 100])
    const patient = rebalanceOrders(cash, weights(['SPY@ARCX', 0.6]), quoted, { pricing: 'passive' })
    expect([patient.orders[0], patient.costs.value]).toMatchObject([{ type: 'limit', limit: 599 }, 0])
  })

  test('a coin that something is paid in is money', () => {
    const tether = createRegistry<readonly Instrument[]>([
      ...instruments.all(),
      { ...instruments.get('BTC/USD@coinbase'), id: 'USDT/USD@x', base: 'USDT' } as Instrument,
      { ...instruments.get('BTC/USD@coinbase'), id: 'BTC/USDT@binance', currency: 'USDT', quote: 'USDT' } as Instrument,
    ])
    const quoted = {
      instruments: tether,
      market: testMarket({ marks: { 'BTC/USDT@binance': 60_000, 'USDT/USD@x': 1 } }),
    }
    const stable = testBook({
      ...quoted,
      rates: fxRatesOf([{ ...quote, id: 'USDT/USD@x', bid: 1, ask: 1 }]),
      cash: ['60000 USDT'],
    })
    const plan = rebalanceOrders(stable, new Map([['BTC/USDT@binance', 0.5]]), quoted)
    expect(short(plan)).toEqual(['buy 0.5 BTC/USDT@binance'])
    expect(plan.residualCash.value).toBe(30_000)
  })

  test('what lies between lots is not oversold', () => {
    const odd = testBook({ ...valuation, cash: ['1000 USD', '0.499968 BTC'] })
    const plan = rebalanceOrders(odd, weights(['BTC/USD@coinbase', 0]), valuation)
    expect(short(plan)).toEqual(['sell 0.49996 BTC/USD@coinbase'])
    const btc = instruments.find('BTC/USD@coinbase')!
    const one = targetOrder({ instrument: btc, share: 0, equity: 1000, held: 0.499968, price: 60_000 })
    expect(one.order).toMatchObject({ side: 'sell', quantity: 0.49996 })
  })

  test('the money of a short sale is not spent', () => {
    const plan = rebalanceOrders(cash, weights(['SPY@ARCX', -0.5], ['TLT@XNAS', 1.5]), valuation)
    expect(short(plan)).toEqual(['sell 83 SPY@ARCX', 'buy 1111 TLT@XNAS'])
    expect(plan.skipped[0]!.why).toBe('bought 1111 of 1667: the book has 100000 USD left')
    expect(plan.residualCash.value).toBe(10)
  })

  test('holes stop what they touch', () => {
    const plan = rebalanceOrders(
      cash,
      new Map([['FED-YES@kalshi', 0.5] as const, ['SPY@ARCX', 0.06] as const]),
      valuation,
    )
    expect([short(plan), plan.skipped]).toEqual([
      ['buy 10 SPY@ARCX'],
      [{ instrument: 'FED-YES@kalshi', why: 'no mark of FED-YES@kalshi' }],
    ])
    const blind = testBook({
      ...valuation,
      rows: [{ id: 'FED-YES@kalshi', quantity: 1, average: 0.5 }],
      cash: ['1 USD'],
    })
    const none = rebalanceOrders(blind, weights(['SPY@ARCX', 1]), valuation)
    expect([none.orders.length, none.skipped[0]!.why]).toEqual([0, 'equity is not known: no mark of FED-YES@kalshi'])
  })

  test('bad input is refused by name', () => {
    const bad =
      (want: ReadonlyMap<`${string}@${string}`, number>, options = {}) =>
      () =>
        rebalanceOrders(cash, want, valuation, options)
    expect(bad(new Map([['NO@XNAS', 1]]))).toThrow(/NO@XNAS/)
    expect(bad(new Map([['SPY@ARCX', Number.NaN]]))).toThrow(/weight of SPY@ARCX is NaN/)
    expect(bad(new Map([['SPX@CBOE', 1]]))).toThrow(/kind of SPX@CBOE/)
    expect(bad(new Map(), { band: -1 })).toThrow(/band is -1/)
    expect(bad(new Map(), { minTrade: '5 NOK' })).toThrow(/minTrade is in NOK/)
  })

  test('after its orders a book is as near as lots and cash allow', () => {
    const ids = ['SPY@ARCX', 'TLT@XNAS', 'GLD@ARCX', 'AAPL@XNAS', 'SAP@XETR'] as const
    const figure = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 5, maxLength: 5 }),
        fc.array(figure, { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 0, max: 50_000 }),
        (have, want, money) => {
          const total = want.reduce((s, w) => s + w, 1)
          const targets = new Map(ids.map((id, i) => [id, want[i]! / total]))
          const rows = ids.flatMap((id, i) => (have[i] === 0 ? [] : [{ id, quantity: have[i]!, average: 1 }]))
          const before = testBook({ ...valuation, rows, cash: [`${money} USD`] })
          const plan = rebalanceOrders(before, targets, valuation)
          if (before.equity().value <= 0) return
          const after = bookAfter(before, plan.orders, valuation, { account: 'paper' })
          const equity = after.equity().value
          expect(plan.residualCash.value).toBeGreaterThanOrEqual(-1e-6)
          for (const id of ids) {
            const instrument = instruments.find(id)!
            const unit = notionalOf(instrument, 1, marks[id]) * (instrument.currency === 'EUR' ? 1.1 : 1)
            const off = (targets.get(id)! * equity) / unit - after.quantity(id)
            const cut = plan.skipped.some(({ instrument: one, why }) => one === id && why.startsWith('bought'))
            if (!cut) expect(Math.abs(off)).toBeLessThanOrEqual(0.5 + 1e-6)
          }
        },
      ),
      { seed: 2, numRuns: 300 },
    )
  })

  test('weights of a book, coins as the listing that is named', () => {
    const held = testBook({
      ...valuation,
      rows: [{ id: 'ESZ26@CME', quantity: 1, average: 6000 }],
      cash: ['94000 USD', '0.1 BTC'],
    })
    expect([...bookWeights(held, valuation)]).toEqual([
      ['ESZ26@CME', 3],
      ['BTC/USD@coinbase', 0.06],
    ])
  })
})

test('a listed fee: shares of notional and money per unit add up, at least the minimum', () => {
  const fees = {
    asOf: '2026-01-01',
    source: 'test',
    currency: 'USD',
    maker: 0.0001,
    taker: 0.0005,
    perUnit: 0.01,
    minimum: 1,
  } as const
  const spy = { ...instruments.find('SPY@ARCX')!, fees }
  expect(listedFee(spy, 100, 600).value).toBe(0.0005 * 60_000 + 1)
  expect(listedFee(spy, -100, 600, 'maker').value).toBe(0.0001 * 60_000 + 1)
  expect(listedFee(spy, 1, 600).value).toBe(1)
  expect(listedFee(spy, 0, 600).value).toBe(0)
  expect(listedFee(instruments.find('SAP@XETR')!, 5, 100)).toEqual({ currency: 'EUR', value: 0 })
})

describe('when to rebalance', () => {
  const day = (text: string): number => Date.parse(text)
  const state = {
    now: day('2026-12-31'),
    last: day('2026-12-28'),
    weights: weights(['SPY@ARCX', 0.5]),
    targets: weights(['SPY@ARCX', 0.5]),
  }

  test('by calendar', () => {
    const due = (every: 'day' | 'week' | 'month' | 'quarter' | 'year', now: string): boolean =>
      rebalanceDue({ every }, { ...state, now: day(now) }).due
    expect([due('day', '2026-12-28'), due('day', '2026-12-29')]).toEqual([false, true])
    expect([due('week', '2027-01-03'), due('week', '2027-01-04')]).toEqual([false, true])
    expect([due('month', '2026-12-31'), due('quarter', '2026-12-31'), due('year', '2027-01-01')]).toEqual([
      false,
      false,
      true,
    ])
    expect(rebalanceDue({ every: 'year' }, { ...state, last: undefined as never }).why).toBe('never rebalanced')
    // 23:00 in New York is the next day in UTC
    expect(
      rebalanceDue(
        { every: 'day' },
        { ...state, now: day('2026-12-29T04:00Z'), last: day('2026-12-28T15:00Z'), zone: 'America/New_York' },
      ).due,
    ).toBe(false)
  })

  test('by bands and by risk', () => {
    const off = {
      ...state,
      weights: weights(['SPY@ARCX', 0.55], ['TLT@XNAS', 0.45]),
      targets: weights(['SPY@ARCX', 0.5], ['TLT@XNAS', 0.5]),
    }
    expect(rebalanceDue({ band: 0.05 }, off).due).toBe(false)
    expect(rebalanceDue({ band: { absolute: 0.05, relative: 0.08 } }, off).due).toBe(true)
    const covariance = matrixFromRows([
      [0.04, 0],
      [0, 0.01],
    ])
    const assets = ['SPY@ARCX', 'TLT@XNAS'] as const
    // sqrt(0.05^2 (0.04 + 0.01)) = 1.118 %
    expect(rebalanceDue({ trackingError: 0.011, covariance, assets }, off)).toEqual({
      due: true,
      why: 'tracking error 1.12 %, allowed 1.1 %',
    })
    expect(rebalanceDue({ trackingError: 0.0112, covariance, assets }, off).due).toBe(false)
    expect(() => rebalanceDue({ trackingError: 0.01, covariance, assets: ['SPY@ARCX'] }, off)).toThrow(
      /covariance is 2 x 2/,
    )
    expect(rebalanceDue({ band: 0 }, { ...off, weights: weights(['SPY@ARCX', Number.NaN]) }).why).toBe(
      'the weight of SPY@ARCX is not known',
    )
  })
})

describe('templates', () => {
  test('add up to 1, over the buckets of their partition', () => {
    for (const template of Object.values(portfolioTemplates)) {
      expect(Object.values(template).reduce((s, w) => s + w, 0)).toBeCloseTo(1, 12)
      for (const bucket of Object.keys(template)) expect(byTemplate.buckets).toContain(bucket)
    }
    expect(Object.values(portfolioTemplates.growth)).toEqual([0.6, 0.1, 0.05, 0.15, 0.05, 0.05])
  })

  test('from buckets to instruments', () => {
    const chosen = { 'SPY@ARCX': 1, 'TLT@XNAS': 1, 'GLD@ARCX': 1, 'BTC/USD@coinbase': 1 }
    const { commodities, ...rest } = portfolioTemplates.balanced
    const found = templateWeights({ ...rest, cash: rest.cash + commodities }, chosen, instruments)
    expect([...found]).toEqual([
      ['SPY@ARCX', 0.5],
      ['TLT@XNAS', 0.25],
      ['GLD@ARCX', 0.1],
      ['BTC/USD@coinbase', 0.05],
    ])
    expect(() => templateWeights(portfolioTemplates.balanced, chosen, instruments)).toThrow(
      /instruments of commodities/,
    )
    expect(() => templateWeights(portfolioTemplates.conservative, chosen, instruments)).toThrow(/share of crypto is 0/)
    expect(() => templateWeights(portfolioTemplates.growth, { 'NO@X': 1 }, instruments)).toThrow(/NO@X/)
    expect(() => templateWeights(portfolioTemplates.growth, { 'SPY@ARCX': -1 }, instruments)).toThrow(/SPY@ARCX is -1/)
  })
})
