import { createCalendars } from '@bourse/assets'
import { type Fact, type InputOf, money, type Sourced, textDigest } from '@bourse/core'
import { createEngine, defineStrategy, runInputs } from '@bourse/engine'
import { createRng } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { expect, test } from 'vitest'
import { btc, perp, registry } from '../fixtures/listings.js'
import { createSimVenue } from './createSimVenue.js'
import type { SimOptions } from './simOptions.js'

const usdt = money(1_000_000, 'USDT')

function run(
  facts: readonly Sourced<Fact>[],
  strategy: ReturnType<ReturnType<typeof defineStrategy>>,
  options: SimOptions,
) {
  const venue = createSimVenue(registry, createRng(1), { cash: [usdt], fill: { fills: 'close' }, ...options })
  const engine = createEngine({
    runId: 'r',
    seed: 1,
    base: 'USDT',
    strategies: [strategy],
    rules: [],
    instruments: registry,
    calendars: createCalendars([]),
    routes: [{ account: 'paper' }],
    groups: { paper: venue.groups },
  })
  const fills: InputOf<'fill'>[] = []
  const commands: { readonly time: number; readonly text: string }[] = []
  const deposit: Sourced<Fact> = {
    kind: 'cashMove',
    account: 'paper',
    moveId: 'd',
    reason: 'deposit',
    amount: usdt,
    at: 0,
    source: 'desk',
  }
  runInputs(engine, {
    sources: [[deposit], facts],
    venues: [venue],
    observe(input, sent) {
      if (input.kind === 'fill') fills.push({ ...input })
      for (const command of sent) commands.push({ time: input.time, text: JSON.stringify(command) })
    },
  })
  return { fills, commands, venue, equity: engine.book.equity().value, cash: engine.book.cash({ account: 'paper' }) }
}

const quote = (price: number, at: number): Sourced<Fact> => ({
  kind: 'quote',
  id: btc.id,
  bid: price,
  ask: price,
  bidSize: 10,
  askSize: 10,
  at,
  source: 'feed',
})

/** Buys the dips of a price that comes back 400 ms after each, and sells then. */
const dips = defineStrategy({
  name: 'dips',
  defaults: {},
  on: {
    quote(ctx, { id, ask }) {
      const held = ctx.book.quantity(id)
      if (ask < 100 && held === 0) ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 1 })
      if (ask >= 100 && held > 0) ctx.submit({ type: 'market', instrument: id, side: 'sell', quantity: held })
    },
  },
})
const market = Array.from({ length: 200 }, (_, i) => [quote(99, 1000 * i + 1), quote(100, 1000 * i + 401)]).flat()

test('who sees a dip when it is over cannot buy it', () => {
  const profit = (dataLatency: number) => run(market, dips(), { dataLatency }).equity - 1_000_000
  expect(profit(0)).toBeGreaterThan(150)
  expect(profit(100)).toBeGreaterThan(150)
  expect(profit(500)).toBeLessThanOrEqual(0) // buys at 100, sells at 99 or 100
})

test('fills are against the market as it is, and told when they happen', () => {
  const { fills } = run(market, dips(), { dataLatency: 500 })
  expect(fills.length).toBeGreaterThan(100)
  for (const { at, price } of fills) {
    const real = market.findLast((one) => one.at <= at) as InputOf<'quote'>
    expect(price).toBe(real.ask)
  }
})

test('nothing a strategy sees is younger than the latency', () => {
  const ages: number[] = []
  const looker = defineStrategy({
    name: 'looker',
    defaults: {},
    on: {
      quote(ctx, { at }) {
        ages.push(ctx.now - at)
        ctx.wake(ctx.now + 77, 'look')
      },
      timer(ctx) {
        ages.push(ctx.now - ctx.market.quote(btc.id)!.at)
      },
    },
  })
  run(market, looker(), { dataLatency: 300 })
  expect(ages.length).toBeGreaterThan(400)
  expect(Math.min(...ages)).toBe(300)
})

test('what happens within the latency changes no decision: two markets that part at T decide alike until T + latency', () => {
  const rng = createRng('part')
  for (let seed = 0; seed < campaign(400, 8); seed++) {
    const walk = rng.fork(`${seed}`)
    const times = Array.from({ length: 120 }, (_, i) => 100 * i + 1 + Math.floor(90 * walk.next()))
    const prices = times.map(() => 95 + Math.round(10 * walk.next()))
    const cut = 40 + Math.floor(40 * walk.next())
    const latency = 50 + Math.floor(400 * walk.next())
    const one = times.map((at, i) => quote(prices[i]!, at))
    const other = times.map((at, i) => quote(i < cut ? prices[i]! : 200 - prices[i]!, at))
    // Decides on what it sees at quotes and at its own times; never on fills.
    const chaser = defineStrategy({
      name: 'chaser',
      defaults: {},
      on: {
        quote(ctx, { ask }) {
          ctx.submit({ type: 'market', instrument: btc.id, side: ask > 100 ? 'buy' : 'sell', quantity: 1, tif: 'gtc' })
          ctx.wake(ctx.now + 37, 'look')
        },
        timer(ctx) {
          const seen = ctx.market.quote(btc.id)!.value.ask
          ctx.submit({ type: 'limit', limit: seen - 1, instrument: btc.id, side: 'buy', quantity: 1, tif: 'gtc' })
        },
      },
    })
    const digest = (facts: readonly Sourced<Fact>[], until: number) => {
      const text = textDigest()
      let count = 0
      for (const command of run(facts, chaser(), { dataLatency: latency }).commands)
        if (command.time < until) {
          text.add(command.text.replace(/"cause":\d+/g, ''))
          count++
        }
      return [count, text.digest()]
    }
    const part = times[cut]! + latency
    const [count, text] = digest(one, part)
    expect(count).toBeGreaterThan(20)
    expect(digest(other, part)).toEqual([count, text])
    expect(digest(other, Number.POSITIVE_INFINITY)[1]).not.toBe(digest(one, Number.POSITIVE_INFINITY)[1])
  }
})

test('what moves money is booked alike by venue and engine, however late prices come', async () => {
  const facts: Sourced<Fact>[] = []
  for (let i = 0; i < 50; i++) {
    facts.push({ kind: 'trade', id: perp.id, price: 100 + (i % 7), size: 1, at: 1000 * i + 1, source: 'tape' })
    if (i % 5 === 4)
      facts.push({ kind: 'funding', id: perp.id, rate: 0.001, hours: 8, at: 1000 * i + 101, source: 'tape' })
  }
  const holder = defineStrategy({
    name: 'holder',
    defaults: {},
    on: {
      trade: (ctx, { id }) => void ctx.submit({ type: 'market', instrument: id, side: 'buy', quantity: 1, tif: 'gtc' }),
    },
  })
  for (const dataLatency of [0, 700, 2500]) {
    const { venue, cash, fills } = run(facts, holder(), { dataLatency })
    expect(fills.length).toBeGreaterThan(40)
    const state = await venue.state(0)
    expect(state.cash.map(({ value }) => value.toFixed())).toEqual(cash.map(({ value }) => value.toFixed()))
    expect(cash[0]!.value.toNumber()).toBeLessThan(1_000_000)
  }
})
