import { type Command, manualClock, type Order } from '@bourse/core'
import { expect, test } from 'vitest'
import { createEngine } from '../engine/createEngine.js'
import { calendars, registry } from '../fixtures/listings.js'
import { barAt, liveDesk } from '../fixtures/liveDesk.js'
import { memoryJournal } from '../fixtures/memoryJournal.js'
import { randomBars } from '../fixtures/randomBars.js'
import { testVenue } from '../fixtures/testVenue.js'
import { replayJournal } from '../journal/replayJournal.js'
import { defineStrategy } from '../strategy/defineStrategy.js'
import { runLive } from './runLive.js'

const bars = randomBars('SPY@ARCX', 60)
const begin = bars.time[0]! - 1000

/** A market order each bar, in turn; a limit order every third, canceled two bars later. */
const steady = defineStrategy({
  name: 'steady',
  defaults: {},
  watch: () => ['SPY@ARCX'],
  init: () => ({ bars: 0, told: [] as string[] }),
  on: {
    bar(ctx, bar) {
      const n = ctx.state.bars++
      const route = { instrument: bar.id, account: 'paper', quantity: 1 + (n % 3) } as const
      ctx.submit({ ...route, type: 'market', side: n % 2 === 0 ? 'buy' : 'sell' })
      if (n % 3 === 0)
        ctx.submit({ ...route, type: 'limit', limit: Math.round(bar.close * 50) / 100, side: 'buy', tif: 'gtc' })
      for (const { order } of ctx.working()) if (order.type === 'limit' && n % 3 === 2) ctx.cancel(order.orderId)
    },
    order: (ctx, news) => {
      if (news.kind === 'rejected') ctx.state.told.push(news.orderId)
    },
  },
})

const engineOf = () =>
  createEngine({
    runId: 'live',
    seed: 1,
    base: 'USD',
    strategies: [steady()],
    rules: [],
    instruments: registry,
    calendars,
  })
const settled = async () => {
  for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('a paper run trades, stops by signal, and its journal replays', async () => {
  const clock = manualClock(begin)
  const desk = liveDesk('paper', clock)
  const journal = memoryJournal('live')
  const stop = new AbortController()
  const end = runLive(engineOf(), desk.system, { mode: 'paper', clock, journal, signal: stop.signal })
  await settled()
  for (let row = 0; row < 30; row++) {
    clock.advance(bars.time[row]!)
    desk.bar(barAt(bars, row))
    await settled()
  }
  stop.abort()
  expect(await end).toEqual({ end: 'stopped', differences: [] })
  expect(desk.venue.submitted.length).toBeGreaterThan(35)
  const replay = await replayJournal(engineOf(), journal)
  expect(replay.firstDifference).toBeUndefined()
  expect(replay.inputs).toBeGreaterThan(100)
})

test('money that nobody armed does not move', async () => {
  const clock = manualClock(begin)
  const desk = liveDesk('ibkr/U1', clock, { paper: false })
  const journal = memoryJournal('live')
  const refused = { code: 'engine/not-armed' }
  await expect(runLive(engineOf(), desk.system, { mode: 'paper', clock, journal })).rejects.toMatchObject(refused)
  await expect(
    runLive(engineOf(), desk.system, { mode: 'live', arm: 'ibkr/U2', clock, journal }),
  ).rejects.toMatchObject(refused)
  const other = memoryJournal('other')
  await expect(
    runLive(engineOf(), liveDesk('paper', clock).system, { mode: 'paper', clock, journal: other }),
  ).rejects.toMatchObject({ code: 'journal/foreign' })
  expect(journal.lines.length).toBe(0)
})

test('what is held and works at a first start is adopted; a book that differs trades nothing', async () => {
  const clock = manualClock(begin)
  const venue = testVenue('paper')
  const held: Order = {
    orderId: 'by-hand',
    account: 'paper',
    strategy: 'hand',
    instrument: 'SPY@ARCX',
    side: 'buy',
    quantity: 5,
    type: 'limit',
    limit: 90,
    tif: 'gtc',
  }
  venue.load({
    resting: [{ order: held, quantity: 5, filled: 0, since: 0, trail: null }],
    trades: 0,
    now: begin,
    positions: [['SPY@ARCX', 7]],
    cash: 1234.5,
    lastClose: [],
  } as never)
  const desk = liveDesk('paper', clock, { venue })
  const journal = memoryJournal('live')
  const stop = new AbortController()
  const engine = engineOf()
  const end = runLive(engine, desk.system, { mode: 'paper', clock, journal, signal: stop.signal })
  await settled()
  expect(engine.book.quantity('SPY@ARCX')).toBe(7)
  expect(engine.book.cash().map((one) => one.value.toNumber())).toEqual([1234.5])
  expect(engine.working.map((one) => one.order.orderId)).toEqual(['by-hand'])
  stop.abort()
  expect((await end).end).toBe('stopped')

  // Somebody sold by hand while nobody listened.
  venue.load({ ...(venue.save() as object), positions: [['SPY@ARCX', 3]] } as never)
  const again = engineOf()
  const sent: Command[] = []
  const second = await runLive(again, liveDesk('paper', clock, { venue }).system, { mode: 'paper', clock, journal })
  expect(second.end).toBe('book-mismatch')
  expect(second.differences).toMatchObject([
    { account: 'paper', what: 'position', of: 'SPY@ARCX', ours: '7', theirs: '3' },
  ])
  expect(sent).toEqual([])
  expect(venue.submitted).toEqual([])
})

test('a journal that refuses ends the run with nothing sent that is not in it', async () => {
  const clock = manualClock(begin)
  const desk = liveDesk('paper', clock)
  const journal = memoryJournal('live')
  const kept = journal.append
  journal.append = (batch) => {
    if (journal.lines.length > 60)
      throw Object.assign(new Error('no room'), { code: 'journal/full', details: {}, remedy: 'make room' })
    return kept(batch)
  }
  const end = runLive(engineOf(), desk.system, { mode: 'paper', clock, journal })
  await settled()
  for (let row = 0; row < 30; row++) {
    clock.advance(bars.time[row]!)
    desk.bar(barAt(bars, row))
    await settled()
  }
  expect(await end).toEqual({ end: 'journal-full', differences: [] })
  const journaled = journal.lines.filter((line) => line.includes('"do":"submit"')).length
  expect(desk.venue.submitted.length).toBe(journaled)
})

test('other code folds the facts, warms its strategies and decides nothing anew', async () => {
  const clock = manualClock(begin)
  const venue = testVenue('paper')
  const lines: string[] = []
  const first = liveDesk('paper', clock, { venue })
  const stop = new AbortController()
  const begun = engineOf()
  const end = runLive(begun, first.system, {
    mode: 'paper',
    clock,
    code: 'a',
    journal: memoryJournal('live', { code: 'a', lines }),
    signal: stop.signal,
  })
  await settled()
  for (let row = 0; row < 12; row++) {
    clock.advance(bars.time[row]!)
    first.bar(barAt(bars, row))
    await settled()
  }
  stop.abort()
  await end
  first.disconnect()

  const warmed: number[] = []
  const other = defineStrategy({
    name: 'steady',
    defaults: {},
    watch: () => ['SPY@ARCX'],
    init: () => ({ bars: 0 }),
    on: {
      bar(ctx, bar) {
        warmed.push(++ctx.state.bars)
        ctx.target(bar.id, 1)
        ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: 1, account: 'paper' })
      },
    },
  })
  const engine = createEngine({
    runId: 'live',
    seed: 1,
    base: 'USD',
    strategies: [other()],
    rules: [],
    instruments: registry,
    calendars,
  })
  const sent = venue.submitted.length
  const second = liveDesk('paper', clock, { venue, heard: first.heard })
  const again = new AbortController()
  const next = runLive(engine, second.system, {
    mode: 'paper',
    clock,
    code: 'b',
    journal: memoryJournal('live', { code: 'a', lines }),
    signal: again.signal,
  })
  await settled()
  expect(warmed).toHaveLength(12)
  expect(venue.submitted).toHaveLength(sent)
  expect(engine.book.cash()).toEqual(begun.book.cash())
  expect(engine.working.map((one) => one.order.orderId)).toEqual(begun.working.map((one) => one.order.orderId))
  clock.advance(bars.time[12]!)
  second.bar(barAt(bars, 12))
  await settled()
  // New orders, with numbers that were never used.
  expect(venue.submitted.length).toBeGreaterThan(sent)
  expect(new Set(venue.submitted).size).toBe(venue.submitted.length)
  again.abort()
  expect((await next).end).toBe('stopped')
})

test('a lost connection closes the account after a while, and what happened meanwhile is settled', async () => {
  const clock = manualClock(begin)
  const desk = liveDesk('paper', clock)
  const engine = engineOf()
  const stop = new AbortController()
  const end = runLive(engine, desk.system, {
    mode: 'paper',
    clock,
    journal: memoryJournal('live'),
    cancelOnDisconnect: '15s',
    signal: stop.signal,
  })
  await settled()
  for (let row = 0; row < 4; row++) {
    clock.advance(bars.time[row]!)
    desk.bar(barAt(bars, row))
    await settled()
  }
  expect(engine.working.length).toBeGreaterThan(0)
  desk.link('down')
  await settled()
  clock.advance(clock.now() + 14_000)
  await settled()
  expect(engine.working.length).toBeGreaterThan(0)
  clock.advance(clock.now() + 2_000)
  await settled()
  expect(engine.working).toEqual([])
  const before = desk.venue.submitted.length
  clock.advance(bars.time[4]!)
  desk.bar(barAt(bars, 4))
  await settled()
  expect(desk.venue.submitted.length).toBe(before)
  desk.link('up')
  await settled()
  clock.advance(bars.time[5]!)
  desk.bar(barAt(bars, 5))
  await settled()
  expect(desk.venue.submitted.length).toBeGreaterThan(before)
  stop.abort()
  await end
})

test('a placement whose reply was lost is asked for and settled, never sent again', async () => {
  const clock = manualClock(begin)
  const desk = liveDesk('paper', clock)
  const port = desk.system.brokers[0]!.venue
  const real = port.submit.bind(port)
  const listeners: ((fact: never) => void)[] = []
  const listen = port.listen.bind(port)
  let swallow = 2
  Object.assign(port, {
    listen(listener: (fact: never) => void) {
      listeners.push(listener)
      return listen(listener as never)
    },
    submit(order: never) {
      const { orderId } = order as { readonly orderId: string }
      // The first never arrives, the second arrives unheard; both replies are lost.
      if (swallow-- === 1) desk.venue.submit(order)
      else if (swallow < 0) return real(order)
      for (const listener of listeners)
        listener({
          kind: 'unknown',
          account: 'paper',
          orderId,
          askAgainBy: clock.now() + 5000,
          at: clock.now(),
          source: 'venue/paper',
        } as never)
    },
  })
  const engine = engineOf()
  const stop = new AbortController()
  const end = runLive(engine, desk.system, {
    mode: 'paper',
    clock,
    journal: memoryJournal('live'),
    signal: stop.signal,
  })
  await settled()
  clock.advance(bars.time[0]!)
  desk.bar(barAt(bars, 0))
  await settled()
  expect(engine.working.map((one) => one.state)).toContain('unknown')
  clock.advance(clock.now() + 6000)
  await settled()
  expect(engine.working.map((one) => [one.order.orderId, one.state])).toEqual([['live-steady-2', 'working']])
  expect(desk.venue.submitted).toEqual(['live-steady-2'])
  stop.abort()
  await end
})
