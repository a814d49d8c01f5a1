// How options and futures end: used, assigned, pinned, delivered, refused.
import { type Fact, type InstrumentId, money, type Sourced } from '@bourse/core'
import { createCalendars } from '@bourse/assets'
import { createEngine, defineStrategy, runInputs } from '@bourse/engine'
import { createRng } from '@bourse/math'
import { expect, test } from 'vitest'
import { openDesk, orderOf, words } from '../fixtures/desk.js'
import { bullion, call, gold, indexPut, put, registry, spx, spy } from '../fixtures/listings.js'
import { createSimVenue } from './createSimVenue.js'
import type { SimOptions } from './simOptions.js'

const events = new Set(['exercise', 'assignment', 'expiry', 'liquidation', 'fill'])

function at(options: SimOptions = {}, seed = 1) {
  const desk = openDesk({ fill: { fills: 'close' }, cash: [money(1_000_000, 'USD')], ...options }, seed)
  const heard: string[] = []
  desk.venue.listen((fact) => events.has(fact.kind) && heard.push(words(fact)))
  let orders = 0
  return {
    desk,
    print: (id: InstrumentId, price: number, time: string) =>
      desk.see({ kind: 'trade', id, price, size: 1, at: Date.parse(time), source: 'tape' }),
    trade(instrument: InstrumentId, side: 'buy' | 'sell', quantity: number): void {
      desk.send(orderOf(`o${++orders}`, side, quantity, { type: 'market' }, { instrument }))
      heard.length = 0
    },
    exercise: (instrument: InstrumentId, quantity: number) =>
      desk.venue.exercise?.({ account: 'paper', strategy: 's', instrument, quantity }),
    said: () => heard.splice(0),
    async has() {
      const { cash, positions } = await desk.venue.state(0)
      return [
        ...cash.filter(({ value }) => !value.isZero()).map(({ value, currency }) => `${value.toFixed()} ${currency}`),
        ...positions.map(({ instrument, quantity }) => `${quantity} ${instrument}`),
      ]
    },
  }
}

test('a holder exercises when he likes, as much as he holds', async () => {
  const { print, trade, exercise, said, has } = at()
  print(spy.id, 620, '2027-01-04T15:00Z')
  print(call.id, 22, '2027-01-04T15:00Z')
  trade(call.id, 'buy', 3)
  exercise(call.id, 1)
  expect(said()).toEqual(['exercise 1 SPY270115C00600000@OPRA @ 0'])
  expect(await has()).toEqual([`${1_000_000 - 6600 - 60_000} USD`, `2 ${call.id}`, '100 SPY@ARCX'])
  exercise(call.id, 5)
  exercise(call.id, 1)
  exercise('X@Y', 1)
  expect(said()).toEqual(['exercise 2 SPY270115C00600000@OPRA @ 0'])
})

test('what is exercised is not sold at the same moment, and an order for it waits', () => {
  const { print, trade, desk, exercise, said } = at()
  print(spy.id, 620, '2027-01-04T15:00Z')
  print(call.id, 22, '2027-01-04T15:00Z')
  trade(call.id, 'buy', 1)
  exercise(call.id, 1)
  desk.send(orderOf('again', 'sell', 1, { type: 'market' }, { instrument: call.id }))
  expect(said()).toEqual(['exercise 1 SPY270115C00600000@OPRA @ 0'])
  print(spy.id, 620, '2027-01-04T16:00Z')
  expect(said()).toEqual(['again sell 1 @ 22 taker'])
})

test('a notice takes as long as an order', () => {
  const { print, trade, exercise, said } = at({ orderLatency: '1h' })
  print(spy.id, 620, '2027-01-04T15:00Z')
  print(call.id, 22, '2027-01-04T15:00Z')
  trade(call.id, 'buy', 1)
  print(call.id, 22, '2027-01-04T17:00Z')
  expect(said()).toHaveLength(1)
  exercise(call.id, 1)
  print(call.id, 22, '2027-01-04T17:59Z')
  expect(said()).toEqual([])
  print(spy.id, 620, '2027-01-04T18:00Z')
  expect(said()).toEqual(['exercise 1 SPY270115C00600000@OPRA @ 0'])
})

test('a strategy exercises, is told, and is halted where it asks for what it has not', () => {
  const told: string[] = []
  const holder = defineStrategy({
    name: 's',
    defaults: { what: call.id as InstrumentId, quantity: 1 },
    on: {
      trade(ctx, { id }) {
        if (id !== call.id) return
        if (ctx.book.quantity(call.id) === 0) {
          ctx.submit({ type: 'market', instrument: call.id, side: 'buy', quantity: 1 })
          return
        }
        ctx.exercise(ctx.params.what, ctx.params.quantity)
      },
      event: (ctx, event) => void told.push(`${event.kind} ${ctx.book.quantity(spy.id)}`),
    },
  })
  const run = (params: { what?: InstrumentId; quantity?: number }) => {
    const cash = money(1_000_000, 'USD')
    const venue = createSimVenue(registry, createRng(1), { cash: [cash], fill: { fills: 'close' } })
    const engine = createEngine({
      runId: 'r',
      seed: 1,
      base: 'USD',
      strategies: [holder(params)],
      rules: [],
      instruments: registry,
      calendars: createCalendars([]),
      routes: [{ account: 'paper' }],
      groups: { paper: venue.groups },
    })
    const halted: string[] = []
    engine.audit((entry) => void (entry.audit === 'halted' && halted.push(entry.error)))
    const facts: Sourced<Fact>[] = [
      { kind: 'cashMove', account: 'paper', moveId: 'd', reason: 'deposit', amount: cash, at: 1, source: 'desk' },
      ...[15, 16].flatMap((hour): Sourced<Fact>[] =>
        [spy.id, call.id].map((id) => ({
          kind: 'trade',
          id,
          price: id === spy.id ? 620 : 22,
          size: 1,
          at: Date.parse(`2027-01-04T${hour}:00Z`),
          source: 'tape',
        })),
      ),
    ]
    runInputs(engine, { sources: [facts], venues: [venue] })
    return { held: engine.book.quantity(spy.id), halted: halted.join() }
  }
  expect(run({})).toEqual({ held: 100, halted: '' })
  expect(told).toEqual(['exercise 100'])
  expect(run({ quantity: 2 }).halted).toMatch('more than 0, at most the 1 held')
  expect(run({ what: indexPut.id }).halted).toMatch('an American option')
  expect(run({ what: put.id }).halted).toMatch('holds long')
})

test('shorts without time value are assigned by chance, contract by contract', async () => {
  const assigned = (assign: number, price: number, seed = 1) => {
    const { print, trade, said } = at({ assign }, seed)
    print(spy.id, 600, '2027-01-04T15:00Z')
    print(put.id, price, '2027-01-04T15:00Z')
    trade(put.id, 'sell', 100)
    print(spy.id, 600, '2027-01-05T15:00Z')
    return said().map((line) => Number(line.split(' ')[1]))
  }
  expect(assigned(1, 100)).toEqual([100])
  expect(assigned(1, 100.01)).toEqual([]) // a cent of time value
  expect(assigned(0, 100)).toEqual([])
  let sum = 0
  for (let seed = 0; seed < 40; seed++) sum += assigned(0.3, 100, seed)[0] ?? 0
  expect(Math.abs(sum / 4000 - 0.3)).toBeLessThan(0.03)
  expect(assigned(0.3, 100, 7)).toEqual(assigned(0.3, 100, 7))
})

test('on the eve of a dividend above their time value calls are assigned by the same chance', () => {
  const run = (assign: number, price: number) => {
    const { desk, print, trade, said } = at({ assign })
    print(spy.id, 620, '2027-01-04T15:00Z')
    print(call.id, price, '2027-01-04T15:00Z')
    trade(call.id, 'sell', 10)
    desk.see({
      kind: 'corporateAction',
      id: spy.id,
      action: 'dividend',
      exDate: '2027-01-06',
      payDate: '2027-01-20',
      perShare: money('1.9', 'USD'),
      at: Date.parse('2027-01-04T16:00Z'),
      source: 'agent',
    })
    print(spy.id, 620, '2027-01-05T15:00Z')
    const early = said()
    print(spy.id, 620, '2027-01-05T17:00Z')
    return [early, said()]
  }
  expect(run(1, 21)).toEqual([[], ['assignment 10 SPY270115C00600000@OPRA @ 0']])
  expect(run(1, 22)).toEqual([[], []])
  expect(run(0, 21)).toEqual([[], []])
})

test('pinned to its strike a short does not know, and a long does', () => {
  const ends = (price: number, side: 'buy' | 'sell', pin: number, seed: number) => {
    const { print, trade, said } = at({ pin }, seed)
    print(spy.id, 600, '2027-01-15T15:00Z')
    print(call.id, 1, '2027-01-15T15:00Z')
    trade(call.id, side, 1)
    print(spy.id, price, '2027-01-15T20:59Z')
    print(spy.id, 610, '2027-01-19T15:00Z')
    return said()[0]?.split(' ')[0]
  }
  const shorts = (price: number, pin: number) =>
    Array.from({ length: 60 }, (_, seed) => ends(price, 'sell', pin, seed)).filter((end) => end === 'assignment').length
  // Within a tenth of a per cent of 600: 599.40 to 600.60.
  for (const price of [599.4, 600, 600.6]) {
    expect(shorts(price, 0.001)).toBeGreaterThan(15)
    expect(shorts(price, 0.001)).toBeLessThan(45)
  }
  expect(shorts(599.39, 0.001)).toBe(0)
  expect(shorts(600.61, 0.001)).toBe(60)
  expect(shorts(600.3, 0)).toBe(60)
  // In the money by a cent is in the money.
  expect([ends(600.01, 'buy', 0, 1), ends(600.009, 'buy', 0, 1)]).toEqual(['exercise', 'expiry'])
  for (let seed = 0; seed < 10; seed++) {
    expect(ends(600.3, 'buy', 0.001, seed)).toBe('exercise')
    expect(ends(599.7, 'buy', 0.001, seed)).toBe('expiry')
  }
})

test('a daily bar that ends after the option is what fixes it, and the strategy hears of both on that day', () => {
  const { desk, trade, said } = at()
  const bar = (close: number, time: string) =>
    desk.see({
      kind: 'bar',
      id: spy.id,
      span: '1d',
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
      adjusted: close,
      at: Date.parse(time),
      source: 'bars',
    })
  bar(590, '2027-01-14T00:00Z')
  desk.see({ kind: 'trade', id: call.id, price: 1, size: 1, at: Date.parse('2027-01-14T15:00Z'), source: 'tape' })
  trade(call.id, 'buy', 1)
  bar(598, '2027-01-15T00:00Z')
  bar(604, '2027-01-16T00:00Z') // the session of the 15th
  expect(said()).toEqual(['exercise 1 SPY270115C00600000@OPRA @ 0'])
})

test('without a price within a day it is fixed at the last one there was', () => {
  const { print, trade, said } = at()
  print(spx.id, 5990, '2027-01-14T15:00Z')
  print(indexPut.id, 20, '2027-01-14T15:00Z')
  trade(indexPut.id, 'buy', 1)
  print(spy.id, 600, '2027-01-15T23:00Z')
  expect(said()).toEqual([])
  print(spy.id, 600, '2027-01-16T21:00Z')
  expect(said()).toEqual(['exercise 1 SPX270115P06000000@CBOE @ 10'])
})

const goldLife = (options: SimOptions, side: 'buy' | 'sell', final: boolean) => {
  const one = at(options)
  one.print(gold.id, 2600, '2026-11-27T15:00Z')
  one.trade(gold.id, side, 2)
  one.print(gold.id, 2610, '2026-11-29T22:00Z')
  one.print(gold.id, 2650, '2026-11-30T15:00Z')
  const noticed = one.said()
  one.desk.see({
    kind: 'settlement',
    id: gold.id,
    price: 2700,
    final,
    at: Date.parse('2026-12-29T18:30Z'),
    source: 'exchange',
  })
  one.print(spy.id, 600, '2026-12-30T15:00Z')
  one.print(spy.id, 600, '2026-12-31T15:00Z')
  return { noticed, ended: one.said(), has: one.has }
}

test('a future that delivers: paid in cash, where nothing else is said', async () => {
  const { noticed, ended, has } = goldLife({}, 'buy', false)
  expect([noticed, ended]).toEqual([[], ['expiry 2 GCZ26@COMEX @ 2700']])
  expect(await has()).toEqual([`${1_000_000 + 2 * 100 * 100} USD`])
})

test('refused: closed at its last price before the day of first notice', async () => {
  const { noticed, ended, has } = goldLife({ delivery: 'refuse', liquidationFee: 0.0001 }, 'sell', true)
  expect([noticed, ended]).toEqual([['liquidation 2 GCZ26@COMEX @ 2610'], []])
  expect(await has()).toEqual([`${1_000_000 - 2 * 100 * 10 - 52.2} USD`])
})

test('delivered: a long has the metal for what he bought it at, a short gives it, however the end is told', async () => {
  const delivery = { GC: bullion.id }
  for (const final of [true, false]) {
    const long = goldLife({ delivery }, 'buy', final)
    expect(long.ended.at(-1)).toBe('delivery-GCZ26@COMEX buy 200 @ 2700 taker')
    expect((await long.has()).filter((line) => line.endsWith('USD'))).toEqual([`${1_000_000 - 200 * 2600} USD`])
    const short = goldLife({ delivery }, 'sell', final)
    expect(short.ended.at(-1)).toBe('delivery-GCZ26@COMEX sell 200 @ 2700 taker')
    expect((await short.has()).filter((line) => line.endsWith('USD'))).toEqual([`${1_000_000 + 200 * 2600} USD`])
  }
})
