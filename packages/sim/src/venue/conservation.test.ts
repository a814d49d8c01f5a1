// Random lives, told to an engine-like book through the engine's own loop: what the venue says of its account and what the book
// made of the facts agree to the last digit, and cash and value are what was there, and what trades, fees and flows made of it, by
// a tally that knows no ledger.
import type { Instrument } from '@bourse/assets'
import {
  type Approved,
  type Command,
  createMarketRecord,
  type Fact,
  formatMoney,
  type Input,
  type InstrumentId,
  money,
  type Order,
  type Sourced,
} from '@bourse/core'
import { type Engine, runInputs } from '@bourse/engine'
import { createRng, type Rng } from '@bourse/math'
import { createLedger, type Ledger } from '@bourse/portfolio'
import { campaign } from '@bourse/proof'
import { expect, test } from 'vitest'
import {
  bullion,
  btc,
  call,
  dax,
  es,
  gold,
  goog,
  indexPut,
  inverse,
  perp,
  put,
  registry,
  sap,
  spx,
  spy,
  yes,
} from '../fixtures/listings.js'
import { cashOf, createTally } from '../fixtures/tally.js'
import { syntheticBook } from '../market/syntheticBook.js'
import { createSimVenue } from './createSimVenue.js'
import { makerTakerFee } from './fees.js'
import { contractMargin, tieredMargin } from './marginTerms.js'
import type { FillRule, SimOptions } from './simOptions.js'
import { proportionalSlippage } from './slippage.js'

const hour = 3_600_000
const start = Date.parse('2026-11-02T00:00Z')

/** As fine as books go, so that nothing is rounded away. */
const booking = Object.fromEntries(
  ['USD', 'EUR', 'USDT', 'USDC', 'BTC'].map((currency) => [currency, { decimals: 18, rounding: 'half-even' as const }]),
)

/** An engine that reads facts into a ledger and orders at random. */
function gambler(
  ids: readonly InstrumentId[],
  rng: Rng,
  opening: readonly string[],
  combos = false,
): { readonly engine: Engine; readonly ledger: Ledger } {
  const market = createMarketRecord()
  const ledger = createLedger({
    base: 'USD',
    instruments: registry,
    market,
    accounts: ['paper'],
    booking,
    cash: opening.map((currency) => ({ account: 'paper', money: money('1000000', currency) })),
  })
  let orders = 0
  const step = (input: Input): readonly Command[] => {
    market.observe(input)
    ledger.apply(input)
    if (!('id' in input) || input.kind === 'listed' || rng.next() > 0.4) return []
    const id = ids[rng.uint32() % ids.length]!
    const instrument = registry.find(id)! as Instrument
    const price = market.mark(id)?.value
    if (price === undefined) return []
    const side = rng.next() < 0.5 ? 'buy' : 'sell'
    const near = (share: number): number =>
      Math.max(0, Math.min(instrument.kind === 'outcome' ? 1 : 1e9, price * (1 + share * (rng.next() - 0.5))))
    const route = {
      orderId: `o${++orders}`,
      account: 'paper',
      strategy: rng.next() < 0.5 ? 'a' : 'b',
      instrument: id,
      side,
      quantity: Math.max(instrument.lot, Math.round(rng.next() * 50) * instrument.lot),
      tif: (['gtc', 'day', 'ioc', 'fok'] as const)[rng.uint32() % 4]!,
    } as const
    const order: Order = [
      { ...route, type: 'market' },
      { ...route, type: 'limit', limit: near(0.04) },
      { ...route, type: 'stop', stop: near(0.04) },
      { ...route, type: 'trailing', trail: { percent: 1 } },
    ][rng.uint32() % 4]! as Order
    const cause = input.seq
    const { strategy } = route
    if (instrument.kind === 'option' && instrument.exercise === 'american' && rng.next() < 0.2) {
      const held = ledger.quantity(id, { account: 'paper', strategy })
      if (held > 0) {
        const quantity = Math.ceil(held * rng.next())
        return [{ do: 'exercise', cause, strategy, account: 'paper', instrument: id, quantity }]
      }
    }
    const other = ids[rng.uint32() % ids.length]!
    if (combos && other !== id && rng.next() < 0.5) {
      const legs = [
        { instrument: id, ratio: 1 },
        { instrument: other, ratio: -1 },
      ]
      const quantity = Math.max(registry.find(other)!.lot, route.quantity)
      const combo = { ...route, group: 'combo', type: 'market', legs, quantity, tif: 'gtc' } as const
      return [{ do: 'submit', cause, strategy, order: combo as unknown as Approved<Order> }]
    }
    if (order.type === 'limit' && rng.next() < 0.5)
      return [
        {
          do: 'submit',
          cause,
          strategy: route.strategy,
          order: {
            group: 'bracket',
            entry: order,
            takeProfit: side === 'buy' ? order.limit * 1.02 : order.limit * 0.98,
            stopLoss: side === 'buy' ? order.limit * 0.98 : order.limit * 1.02,
          } as never,
        },
      ]
    return [{ do: 'submit', cause, strategy: route.strategy, order: order as Approved<Order> }]
  }
  return { engine: { runId: 'r', step } as unknown as Engine, ledger }
}

/** Hours of bars, and what else happens to such an instrument. */
function* life(instrument: Instrument, rng: Rng): Iterable<Sourced<Fact>> {
  const { id } = instrument
  let price =
    instrument.kind === 'outcome'
      ? 0.5
      : instrument.kind === 'perpetual' || instrument.id === btc.id
        ? 60_000
        : instrument.kind === 'option'
          ? 20
          : instrument.id === gold.id || instrument.id === bullion.id
            ? 2600
            : instrument.id === 'SPX@CBOE' || instrument.kind === 'future'
              ? 6000
              : 600
  const round = (x: number): number =>
    Number((instrument.kind === 'outcome' ? Math.min(0.99, Math.max(0.01, x)) : x).toFixed(2))
  for (let i = 1; i <= 60 * 24; i += 6) {
    const at = start + i * hour * 6
    if (at > Date.parse('2027-01-25T00:00Z')) break
    const open = price
    const close = round(price * (1 + 0.03 * (rng.next() - 0.5)))
    const high = round(Math.max(open, close) * (1 + 0.01 * rng.next()))
    const low = round(Math.min(open, close) * (1 - 0.01 * rng.next()))
    price = close
    if (instrument.kind === 'perpetual' && rng.next() < 0.3)
      yield {
        kind: 'funding',
        id,
        ...(instrument.payoff === 'linear' ? { price: open } : {}),
        rate: Number((0.001 * (rng.next() - 0.4)).toFixed(6)),
        hours: 8,
        at,
        source: rng.next() < 0.5 ? 'a' : 'z',
      }
    if (instrument.kind === 'future' && rng.next() < 0.2)
      yield { kind: 'settlement', id, price: round(close), final: false, at, source: 'cme' }
    if (instrument.kind === 'equity' && rng.next() < 0.02)
      yield {
        kind: 'corporateAction',
        action: 'dividend',
        id,
        exDate: new Date(at + 3 * 24 * hour).toISOString().slice(0, 10) as never,
        payDate: new Date(at + 9 * 24 * hour).toISOString().slice(0, 10) as never,
        perShare: money('1.37', instrument.currency),
        at,
        source: 'corp',
      }
    if (instrument.kind === 'equity' && rng.next() < 0.01)
      yield {
        kind: 'corporateAction',
        action: 'split',
        id,
        exDate: new Date(at + 2 * 24 * hour).toISOString().slice(0, 10) as never,
        numerator: 3,
        denominator: 2,
        at,
        source: 'corp',
      }
    const daily = instrument.kind === 'future' && i % 4 === 1 ? { settlement: round(close) } : {}
    yield {
      kind: 'bar',
      id,
      span: '6h',
      open,
      high: Math.max(high, open, close),
      low: Math.min(low, open, close),
      close,
      volume: 500,
      adjusted: close,
      at,
      source: `bars ${id}`,
      ...daily,
    }
  }
  if (instrument.kind === 'outcome')
    yield {
      kind: 'resolution',
      id,
      pays: [0, 0.5, 1][rng.uint32() % 3]!,
      disputed: false,
      at: Date.parse('2027-01-26T00:00Z'),
      source: 'oracle',
    }
  yield { kind: 'mark', id, price, at: Date.parse('2027-01-27T00:00Z'), source: `bars ${id}` }
}

const kinds: { readonly [name: string]: readonly Instrument[] } = {
  'shares with dividends and splits, two currencies': [goog, sap, spy],
  'spot coins': [btc],
  futures: [es],
  'futures that deliver': [gold, bullion],
  'futures that are refused': [gold],
  'funds in two currencies, in pairs': [spy, dax],
  'funding arbitrage: a coin and its perpetual, in pairs': [btc, perp],
  'options, exercised and assigned early': [spy, call, put],
  'perpetuals, linear and inverse': [perp, inverse],
  'options to their end': [spy, call, indexPut, spx],
  outcomes: [yes],
}
const rules: readonly FillRule[] = [
  { fills: 'next-open' },
  { fills: 'touch' },
  { fills: 'close' },
  { fills: 'path', path: 'pessimistic' },
  { fills: 'path', path: 'optimistic' },
]

/** What a tally by hand can follow: linear, and without dividends. */
function isTallied(instruments: readonly Instrument[]): boolean {
  return instruments.every((one) => one.kind !== 'equity' && !('payoff' in one && one.payoff === 'inverse'))
}

/** What is left when all is closed at these prices; coins are balances of their own. */
function closedCash(ledger: Ledger, marks: ReadonlyMap<InstrumentId, number>): { readonly [currency: string]: string } {
  let seq = 0
  const time = Date.parse('2027-02-01T00:00Z')
  for (const { strategy, instrument, quantity } of [...ledger.positions()])
    ledger.apply({
      kind: 'liquidation',
      account: 'paper',
      strategy,
      eventId: `close-${seq}`,
      instrument,
      quantity: Math.abs(quantity),
      price: marks.get(instrument)!,
      fee: money(0, registry.find(instrument)!.currency),
      seq: seq++,
      time,
      at: time,
      source: 'test',
    })
  return cashOf(ledger.cash({ account: 'paper' }))
}

for (const [name, instruments] of Object.entries(kinds))
  test(`the venue and the book agree: ${name}`, async () => {
    let fills = 0
    for (let seed = 0; seed < campaign(2000, 12); seed++) {
      const rng = createRng(`${name} ${seed}`)
      const currencies = [...new Set([...instruments.map(({ currency }) => currency), 'BTC'])]
      const options: SimOptions = {
        fill: rules[seed % rules.length]!,
        grid: 'accept',
        cash: currencies.map((currency) => money('1000000', currency)),
        fees: makerTakerFee(0.0001, 0.0007),
        booking,
        interest: 0.03,
        loan: 0.06,
        borrow: 0.02,
        ...(name.includes('early') ? { assign: 0.3 } : { early: true }),
        ...(name.includes('deliver') ? { delivery: { GC: bullion.id } } : {}),
        ...(name.includes('refused') ? { delivery: 'refuse' as const } : {}),
        pin: 0.01,
        exits: seed % 4 === 1 ? 'lot' : 'entry',
        ...(seed % 3 === 0 ? { slippage: proportionalSlippage(0.0003), volumeShare: 0.02 } : {}),
        ...(seed % 2 === 0
          ? {
              margin:
                instruments[0]!.kind === 'future'
                  ? contractMargin(22_000, 20_000)
                  : tieredMargin([{ from: 0, initial: 0.01, maintenance: 0.005 }]),
              liquidateAt: 1.1,
              liquidationFee: 0.005,
            }
          : {}),
      }
      const venue = createSimVenue(registry, rng.fork('venue'), options)
      const tradable = instruments.filter(({ kind }) => kind !== 'index').map(({ id }) => id)
      const { engine, ledger } = gambler(tradable, rng.fork('orders'), currencies, name.includes('pairs'))
      const tally = createTally(registry, Object.fromEntries(currencies.map((currency) => [currency, 1_000_000])))
      const marks = new Map<InstrumentId, number>()
      // Slipped prices have more digits than books.
      const tallied = isTallied(instruments) && options.slippage === undefined
      const seen: { [kind: string]: number } = {}
      runInputs(engine, {
        sources: instruments.map((one) => life(one, rng.fork(one.id))),
        venues: [venue],
        observe(input) {
          seen[input.kind] = (seen[input.kind] ?? 0) + 1
          if (input.kind === 'bar') marks.set(input.id, input.close)
          if (tallied) tally.observe(input)
        },
      })
      const state = await venue.state(0)
      {
        const told = (sums: readonly { readonly currency: string }[]): string[] =>
          sums.map((sum) => formatMoney(sum as never)).sort()
        expect(told(state.cash), `${name} ${seed} ${JSON.stringify(seen)}`).toEqual(
          told(ledger.cash({ account: 'paper' })),
        )
        expect(state.positions.map(({ instrument, quantityText }) => [instrument, quantityText]).sort()).toEqual(
          [...new Set([...ledger.positions()].map((one) => one.instrument))]
            .map((id) => [id, String(ledger.quantity(id))])
            .filter(([, quantity]) => quantity !== '0')
            .sort(),
        )
        fills += seen.fill ?? 0
      }
      if (tallied) expect(closedCash(ledger, marks), `${name} ${seed}`).toEqual(tally.worth((id) => marks.get(id)!))
    }
    expect(fills).toBeGreaterThan(200)
  })

test('fills from a book, behind a queue: the same law', async () => {
  let fills = 0
  for (let seed = 0; seed < campaign(400, 6); seed++) {
    const rng = createRng(`book ${seed}`)
    const venue = createSimVenue(registry, rng.fork('venue'), {
      fill: { fills: 'queue' },
      grid: 'accept',
      cash: [money('1000000', 'USDT')],
      fees: makerTakerFee(-0.0001, 0.0007),
      booking,
    })
    const { engine, ledger } = gambler([btc.id], rng.fork('orders'), ['USDT'])
    const tally = createTally(registry, { USDT: 1_000_000 })
    let last = 60_000
    runInputs(engine, {
      sources: [syntheticBook({ instrument: btc, price: 60_000, from: '2026-11-02', events: 600 }, rng.fork('book'))],
      venues: [venue],
      observe(input) {
        tally.observe(input)
        if (input.kind === 'trade') last = input.price
        if (input.kind === 'fill') fills++
      },
    })
    const state = await venue.state(0)
    expect(cashOf(state.cash)).toEqual(cashOf(ledger.cash({ account: 'paper' })))
    expect(closedCash(ledger, new Map([[btc.id, last]]))).toEqual(tally.worth(() => last))
  }
  expect(fills).toBeGreaterThan(200)
})
