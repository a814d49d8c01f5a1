import { type Amount, type Fact, type Input, type InputOf, type InstrumentId, money, type Sourced } from '@bourse/core'
import { createRng } from '@bourse/math'
import { expect, test } from 'vitest'
import { openDesk, orderOf, words } from '../fixtures/desk.js'
import { btc, es, no, perp, sap, spy, yes } from '../fixtures/listings.js'
import { contractMargin, tieredMargin } from './marginTerms.js'
import type { SimOptions } from './simOptions.js'

const tenth = tieredMargin([{ from: 0, initial: 0.2, maintenance: 0.1 }])
const hour = 3_600_000

/** A desk whose prices are prints, an hour apart; what was told in words, margin calls with their figures. */
function at(options: SimOptions, seed = 1) {
  const desk = openDesk({ fill: { fills: 'close' }, ...options }, seed)
  const heard: Sourced<Fact>[] = []
  desk.venue.listen((fact) => heard.push(fact as Sourced<Fact>))
  const strategies: string[] = []
  desk.venue.listen((fact) => fact.kind === 'liquidation' && strategies.push(fact.strategy))
  let hours = 0
  return {
    /** Whose positions were closed. */
    closedOf: () => strategies,
    venue: desk.venue,
    trade(instrument: InstrumentId, side: 'buy' | 'sell', quantity: number, strategy = 's') {
      desk.send({ ...orderOf(`o${++hours}`, side, quantity, { type: 'market' }, { instrument, tif: 'gtc' }), strategy })
    },
    print: (id: InstrumentId, price: number) =>
      desk.see({ kind: 'trade', id, price, size: 1, at: ++hours * hour, source: 'tape' }),
    /** Calls and liquidations since the last look. */
    said() {
      const all = heard.splice(0)
      return all.flatMap((fact) => {
        if (fact.kind === 'marginCall')
          return [`call ${told(fact.required)} has ${told(fact.equity)} by ${(fact.dueBy - fact.at) / hour}h`]
        return fact.kind === 'liquidation' || fact.kind === 'rejected' ? [words(fact as never)] : []
      })
    },
  }
}
const told = ({ value, currency }: Amount): string => `${Number(value.toFixed(6))} ${currency}`

test('a call says what is asked, what is there and by when; met, it is forgotten', () => {
  const desk = at({ cash: [money(2000, 'USDT')], margin: tenth, marginCall: { within: '6h' } })
  desk.print(perp.id, 10_000)
  desk.trade(perp.id, 'buy', 1)
  desk.print(perp.id, 9000) // equity 1000, asked 900
  expect(desk.said()).toEqual([])
  desk.print(perp.id, 8800) // equity 800, asked 880
  expect(desk.said()).toEqual(['call 880 USDT has 800 USDT by 6h'])
  desk.print(perp.id, 8700)
  desk.print(perp.id, 9100) // equity 1100: met
  for (let i = 0; i < 10; i++) desk.print(perp.id, 9100)
  expect(desk.said()).toEqual([])
  desk.print(perp.id, 8800)
  expect(desk.said()).toEqual(['call 880 USDT has 800 USDT by 6h'])
})

test('a call that is not met closes the position when its time is over, whoever tells the time', () => {
  const desk = at({ cash: [money(2000, 'USDT')], margin: tenth, marginCall: { within: '3h' } })
  desk.print(perp.id, 10_000)
  desk.trade(perp.id, 'buy', 1)
  desk.print(perp.id, 8800)
  expect(desk.said()).toHaveLength(1)
  for (let i = 0; i < 2; i++) desk.print(spy.id, 600)
  expect(desk.said()).toEqual([])
  desk.print(spy.id, 600) // three hours later, and nobody has printed the perpetual again
  expect(desk.said()).toEqual(['liquidation 1 BTCUSDT@binance @ 8800'])
})

test('an account that reduces meets its call', async () => {
  const desk = at({ cash: [money(2000, 'USDT')], margin: tenth, marginCall: { within: '3h' }, buyingPower: 'cash' })
  desk.print(perp.id, 10_000)
  desk.trade(perp.id, 'buy', 1)
  desk.print(perp.id, 8800)
  desk.trade(perp.id, 'sell', 0.5) // asked 440 now, equity 800
  for (let i = 0; i < 5; i++) desk.print(perp.id, 8800)
  expect(desk.said()).toEqual(['call 880 USDT has 800 USDT by 3h'])
  expect((await desk.venue.state(0)).positions).toHaveLength(1)
})

test('at 110 % of maintenance margin the account is closed at once, at the price that did it', () => {
  const desk = at({ cash: [money(2000, 'USDT')], margin: tenth, liquidateAt: 1.1, liquidationFee: 0.01 })
  desk.print(perp.id, 10_000)
  desk.trade(perp.id, 'buy', 1)
  // 2000 - (10000 - p) = 1.1 x 0.1 p at p = 8000 / 0.89 = 8988.76...
  desk.print(perp.id, 8989)
  expect(desk.said()).toEqual([])
  desk.print(perp.id, 8988)
  expect(desk.said()).toEqual(['liquidation 1 BTCUSDT@binance @ 8988'])
})

test('partly: the fewest lots after which the account stands again, the fee of them counted', async () => {
  const desk = at({
    cash: [money(2000, 'USDT')],
    margin: tenth,
    liquidateAt: 1,
    liquidation: 'partial',
    liquidationFee: 0.01,
  })
  desk.print(perp.id, 10_000)
  desk.trade(perp.id, 'buy', 1)
  desk.print(perp.id, 8800)
  // equity 800 - 0.01 x 8800 q > 0.1 x 8800 (1 - q): 792 q > 80, q > 0.10101..., lots of 0.001.
  expect(desk.said()).toEqual(['liquidation 0.102 BTCUSDT@binance @ 8800'])
  expect((await desk.venue.state(0)).positions[0]!.quantity).toBe(0.898)
  desk.print(perp.id, 8800)
  expect(desk.said()).toEqual([])
})

test('partly, over several positions: what frees the most margin goes first', () => {
  const desk = at({
    cash: [money(75_000, 'USD')],
    margin: contractMargin(20_000, 20_000),
    liquidateAt: 1,
    liquidation: 'partial',
  })
  desk.print(es.id, 6000)
  desk.trade(es.id, 'buy', 1, 'a')
  desk.trade(es.id, 'buy', 2, 'b')
  desk.print(es.id, 5800) // equity 75,000 - 30,000, asked 60,000
  expect(desk.said()).toEqual(['liquidation 1 ESZ26@CME @ 5800'])
  expect(desk.closedOf()).toEqual(['b'])
})

test('several strategies hold one contract: whole, all of it goes', async () => {
  const desk = at({ cash: [money(2000, 'USDT')], margin: tenth, liquidateAt: 1 })
  desk.print(perp.id, 10_000)
  desk.trade(perp.id, 'buy', 0.7, 'a')
  desk.trade(perp.id, 'buy', 0.3, 'b')
  desk.print(perp.id, 8800)
  expect(desk.said()).toEqual(['liquidation 0.7 BTCUSDT@binance @ 8800', 'liquidation 0.3 BTCUSDT@binance @ 8800'])
})

test('collateral of several currencies: converted at the pairs seen, less its haircut', () => {
  const coins = (haircut: number) => {
    const desk = at({
      cash: [money(500, 'USDT'), money(1, 'BTC')],
      collateral: { currency: 'USDT', haircuts: { BTC: haircut } },
      margin: tenth,
      marginCall: { within: '1h' },
    })
    desk.print(perp.id, 10_000)
    desk.trade(perp.id, 'buy', 1)
    const before = desk.said()
    desk.venue.react({
      kind: 'quote',
      id: btc.id,
      bid: 9999,
      ask: 10_001,
      bidSize: 1,
      askSize: 1,
      seq: 0,
      time: 9 * hour,
      at: 9 * hour,
      source: 'b',
    })
    desk.trade(perp.id, 'buy', 10)
    return [...before, ...desk.said()]
  }
  // Without a price the coin backs nothing: 500 for 2,000. With it: 500 + 10,000 x 0.9 for 20,000.
  expect(coins(0.1)).toEqual(['o2 rejected venue/no-margin', 'o3 rejected venue/no-margin'])
  const desk = at({
    cash: [money(500, 'USDT'), money(1, 'BTC')],
    collateral: { currency: 'USDT', haircuts: { BTC: 0.1 } },
    margin: tenth,
    marginCall: { within: '1h' },
  })
  const quote = (price: number, hours: number): InputOf<'quote'> => ({
    kind: 'quote',
    id: btc.id,
    bid: price - 1,
    ask: price + 1,
    bidSize: 1,
    askSize: 1,
    seq: 0,
    time: hours * hour,
    at: hours * hour,
    source: 'b',
  })
  desk.print(perp.id, 10_000)
  desk.venue.react(quote(10_000, 2))
  desk.trade(perp.id, 'buy', 4) // asks 8,000 of 9,500
  expect(desk.said()).toEqual([])
  // The coin falls while the perpetual prints nothing: 500 + 3,800 x 0.9 = 3,920 for 4,000.
  desk.venue.react(quote(3800, 3))
  expect(desk.said()).toEqual(['call 4000 USDT has 3920 USDT by 1h'])
})

test('money owed in a currency without a rate carries nothing, and closes nothing', () => {
  const desk = at({
    cash: [money(100_000, 'USD'), money(-10, 'EUR')],
    collateral: { currency: 'USD' },
    margin: contractMargin(20_000, 18_000),
    liquidateAt: 1,
  })
  desk.print(sap.id, 200)
  desk.print(es.id, 6000)
  desk.trade(es.id, 'buy', 1)
  expect(desk.said()).toEqual(['o3 rejected venue/no-margin'])
})

test('random accounts: after a partial liquidation the account stands, and one lot less would not have done', async () => {
  const rng = createRng('partial')
  let cut = 0
  for (let i = 0; i < 300; i++) {
    const fee = rng.next() * 0.02
    const margin = tieredMargin([
      { from: 0, initial: 0.05, maintenance: 0.04 },
      { from: 5000, initial: 0.1, maintenance: 0.08 },
    ])
    const desk = at({
      cash: [money(1000, 'USDT')],
      margin,
      liquidateAt: 1,
      liquidation: 'partial',
      liquidationFee: fee,
    })
    desk.print(perp.id, 10_000)
    const side = rng.next() < 0.5 ? 'buy' : 'sell'
    desk.trade(perp.id, side, 1)
    const price = Math.round(10_000 * (1 + (side === 'buy' ? -1 : 1) * (0.02 + 0.09 * rng.next())))
    desk.print(perp.id, price)
    const [words] = desk.said()
    const left = (q: number) => {
      const equity = 1000 - Math.abs(price - 10_000) - fee * price * q
      return equity > margin.maintenance(perp, 1 - q, price)
    }
    if (words === undefined) expect(left(0)).toBe(true)
    else {
      const closed = Number(words.split(' ')[1])
      expect(left(0)).toBe(false)
      if (closed < 1) {
        expect(left(closed), words).toBe(true)
        expect(left(closed - 0.001 - 1e-12), words).toBe(false)
        cut++
      }
    }
  }
  expect(cut).toBeGreaterThan(50)
})

test('capital is locked up until a market resolves: what sold outcomes may pay must be there', async () => {
  const desk = at({ cash: [money(100, 'USDC')], buyingPower: 'cash' })
  desk.print(yes.id, 0.3)
  desk.print(no.id, 0.7)
  desk.trade(yes.id, 'buy', 300) // 90
  desk.trade(no.id, 'buy', 100) // 70 of 10
  expect(desk.said()).toEqual(['o4 rejected venue/no-cash'])
  desk.trade(yes.id, 'sell', 300)
  desk.trade(yes.id, 'sell', 142) // brings 42.6, may pay 142
  desk.trade(yes.id, 'sell', 1)
  expect(desk.said()).toEqual(['o7 rejected venue/no-cash'])
  // Of both sides one comes true: the other locks nothing more, and brings money.
  desk.trade(no.id, 'sell', 142)
  expect(desk.said()).toEqual([])
  expect((await desk.venue.state(0)).cash[0]!.value.toNumber()).toBeCloseTo(100 + 142, 9)
  desk.trade(yes.id, 'buy', 142) // reductions always pass
  expect(desk.said()).toEqual([])
})

test('tiers are those of @bourse/risk: maintenance without jumps, initial margin by the tier of the whole', () => {
  const terms = tieredMargin([
    { from: 0, initial: 0.01, maintenance: 0.004 },
    { from: 50_000, initial: 0.02, maintenance: 0.005 },
    { from: 250_000, initial: 0.05, maintenance: 0.01 },
  ])
  const of = (notional: number) => [
    terms.initial(perp, notional / 1000, 1000),
    terms.maintenance(perp, notional / 1000, 1000),
  ]
  // Maintenance amounts 0, 50, 1300: 0.5 % of 50,000 less 50 is 0.4 % of it.
  expect(of(50_000)).toEqual([500, 200])
  expect(of(100_000)[1]).toBeCloseTo(0.005 * 100_000 - 50, 9)
  expect(of(100_000)[0]).toBeCloseTo(2000, 9)
  expect(of(1_000_000)[1]).toBeCloseTo(0.01 * 1_000_000 - 1300, 9)
  expect(of(1_000_000)[0]).toBeCloseTo(50_000, 9)
  expect(() => tieredMargin([{ from: 0, initial: 0.1, maintenance: 0 }])).toThrow('rate')
})

test('calls outlive a restart', () => {
  const options: SimOptions = { cash: [money(2000, 'USDT')], margin: tenth, marginCall: { within: '3h' } }
  const desk = at(options)
  desk.print(perp.id, 10_000)
  desk.trade(perp.id, 'buy', 1)
  desk.print(perp.id, 8800)
  const later = at(options)
  later.venue.load(desk.venue.save())
  const input: Input = {
    kind: 'trade',
    id: spy.id,
    price: 1,
    size: 1,
    seq: 0,
    time: 9 * hour,
    at: 9 * hour,
    source: 'tape',
  }
  later.venue.react(input)
  expect(later.said()).toEqual(['liquidation 1 BTCUSDT@binance @ 8800'])
})
