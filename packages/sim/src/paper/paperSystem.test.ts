import { createCalendars } from '@bourse/assets'
import {
  type Approved,
  type Feed,
  type Link,
  manualClock,
  type MarketFact,
  money,
  type Order,
  type Sourced,
} from '@bourse/core'
import { createEngine, defineStrategy, memoryJournal, runLive } from '@bourse/engine'
import { createRng } from '@bourse/math'
import { expect, test } from 'vitest'
import { orderOf } from '../fixtures/desk.js'
import { call, registry, spy } from '../fixtures/listings.js'
import { createSimVenue, type SimVenue } from '../venue/createSimVenue.js'
import { paperSystem } from './paperSystem.js'

const venue = (account: SimVenue['account'] = 'paper'): SimVenue =>
  createSimVenue(registry, createRng(account), { account, cash: [money(10_000, 'USD')] })
const print = (price: number, at: number): Sourced<MarketFact> => ({
  kind: 'trade',
  id: spy.id,
  price,
  size: 100,
  at,
  source: 'tape',
})
const buyer = defineStrategy({
  name: 'buyer',
  defaults: {},
  on: {
    trade: (ctx, { id }) => ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 1, account: 'paper' }),
  },
})
const engineOf = () =>
  createEngine({
    runId: 'p',
    seed: 1,
    base: 'USD',
    strategies: [buyer()],
    rules: [],
    instruments: registry,
    calendars: createCalendars([]),
  })
const turns = async () => {
  for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('behind a live feed: an order trades on the fact after the one it answers', async () => {
  const clock = manualClock(1000)
  const listeners = new Set<(fact: Sourced<MarketFact | Link>) => void>()
  const watched: string[] = []
  const feed: Feed = {
    watch: (ids) => watched.push(...ids),
    unwatch: (ids) => watched.splice(0, ids.length),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const system = await paperSystem(registry, [venue(), venue('sim/two')], { feed, clock })
  const engine = engineOf()
  const stop = new AbortController()
  const end = runLive(engine, system, {
    mode: 'paper',
    clock,
    journal: memoryJournal({ runId: 'p' }),
    signal: stop.signal,
  })
  await turns()
  for (const [i, price] of [600, 601, 602].entries()) {
    clock.advance(2000 + i)
    for (const listener of listeners) listener(print(price, 2000 + i))
    await turns()
  }
  expect([...engine.book.positions()].map(({ quantity, averagePrice }) => [quantity, averagePrice])).toEqual([
    [2, 601.5],
  ])
  expect(system.market.mark(spy.id)?.value).toBe(602)
  expect(system.cash().map(({ account, money: one }) => [account, one.value.toNumber()])).toEqual([
    ['paper', 10_000],
    ['sim/two', 10_000],
  ])
  stop.abort()
  expect((await end).end).toBe('stopped')
  await system.close()
  expect(listeners.size).toBe(0)
})

test('recorded facts that go back end the run, with the fact named', async () => {
  const system = await paperSystem(registry, [venue()], { facts: [print(600, 5), print(601, 4)] })
  const run = runLive(engineOf(), system, {
    mode: 'paper',
    clock: system.clock,
    journal: memoryJournal({ runId: 'p' }),
  })
  await expect(run).rejects.toMatchObject({ code: 'input/backwards' })
  const none = await paperSystem(registry, [venue()], { facts: [] })
  const end = runLive(engineOf(), none, { mode: 'paper', clock: none.clock, journal: memoryJournal({ runId: 'p' }) })
  expect(await end).toEqual({ end: 'stopped', differences: [] })
})

test('a broker in every part', async () => {
  const system = await paperSystem(registry, [venue()], { facts: [] })
  const broker = system.broker('paper')
  expect(system.state('paper').cash[0]?.value.toNumber()).toBe(10_000)
  const place = broker.place as (order: Approved<Order>) => ReturnType<typeof broker.place>
  const good = orderOf('a', 'buy', 1, { type: 'limit', limit: 600 }) as Approved<Order>
  expect(await place(good)).toMatchObject({ placement: 'accepted', orderId: 'a' })
  const bad = orderOf('b', 'buy', 1, { type: 'limit', limit: 600.001 }) as Approved<Order>
  expect(await place(bad)).toMatchObject({ placement: 'rejected', orderId: 'b' })
  const found: string[] = []
  for await (const one of broker.instruments.search({ text: 'spy', kind: spy.kind })) found.push(one.id)
  expect(found).toEqual([spy.id])
  await expect(broker.history.bars({ id: spy.id, span: '1d', from: 0, to: 1 })).rejects.toMatchObject({
    code: 'data/missing',
  })
  expect(() => system.broker('nobody/1')).toThrow(/nobody/)
})

test('a notice to exercise reaches the venue on paper too', async () => {
  const told: string[] = []
  const holder = defineStrategy({
    name: 'holder',
    on: {
      trade(ctx, { id }) {
        if (id !== call.id) return
        if (ctx.book.quantity(id) > 0) ctx.exercise(id)
        else ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 1, account: 'paper' })
      },
      event: (ctx, { kind }) => void told.push(`${kind} ${ctx.book.quantity(spy.id)}`),
    },
  })
  const at = Date.parse('2027-01-04T15:00Z')
  const facts = [1, 2, 3, 4].map((i) => ({
    ...print(i % 2 === 1 ? 620 : 22, at + i),
    id: i % 2 === 1 ? spy.id : call.id,
  }))
  const rich = createSimVenue(registry, createRng(1), { cash: [money(100_000, 'USD')], fill: { fills: 'close' } })
  const system = await paperSystem(registry, [rich], { facts })
  const engine = createEngine({
    runId: 'p',
    seed: 1,
    base: 'USD',
    strategies: [holder()],
    rules: [],
    instruments: registry,
    calendars: createCalendars([]),
  })
  await runLive(engine, system, { mode: 'paper', clock: system.clock, journal: memoryJournal({ runId: 'p' }) })
  expect(told).toEqual(['exercise 100'])
})
