import { createRegistry, type Instrument, type Option } from '@bourse/assets'
import {
  type Command,
  type Fact,
  type IsoDate,
  type Json,
  money,
  type OrderDraft,
  bracket,
  type Sourced,
} from '@bourse/core'
import { maxOrderNotional, ruleOf } from '@bourse/risk'
import { expect, test, vi } from 'vitest'
import { runInputs } from '../drivers/runInputs.js'
import { calendars, etf, listings, registry } from '../fixtures/listings.js'
import { barAt } from '../fixtures/liveDesk.js'
import { randomBars } from '../fixtures/randomBars.js'
import { testVenue } from '../fixtures/testVenue.js'
import { busyAnswers, busyBars, busyEngine, busyFacts, busyVenues } from '../fixtures/busyRun.js'
import { type BoundStrategy, defineStrategy } from '../strategy/defineStrategy.js'
import { createEngine } from './createEngine.js'
import type { AuditEntry, EngineConfig } from './engineTypes.js'

const start = Date.parse('2026-01-05T21:00Z')
const bars = randomBars('SPY@ARCX', 40, { start })
const deposit: Sourced<Fact> = {
  kind: 'cashMove',
  account: 'paper',
  moveId: 'd',
  reason: 'deposit',
  amount: money('100000', 'USD'),
  at: 1,
  source: 'desk',
}

function run(
  strategies: EngineConfig['strategies'],
  facts: readonly Sourced<Fact>[] = [],
  more: Partial<EngineConfig> = {},
) {
  const engine = createEngine({
    runId: 'r',
    seed: 1,
    base: 'USD',
    strategies,
    rules: [],
    instruments: registry,
    calendars,
    ...more,
  })
  const [audit, commands]: [AuditEntry[], Command[]] = [[], []]
  engine.audit((entry) => audit.push(entry))
  const venue = testVenue('paper')
  runInputs(engine, {
    sources: [[deposit, ...facts], bars],
    venues: [venue],
    observe: (_, sent) => void commands.push(...sent),
  })
  return { engine, audit, commands, venue }
}
const control = (word: 'disable' | 'enable' | 'kill' | 'reset', target: string, day: number): Sourced<Fact> => ({
  kind: 'control',
  control: word,
  target,
  who: 'desk',
  why: 'test',
  at: start + day * 86_400_000 + 1,
  source: 'desk',
})
const buyer = (name: string, each = 1): BoundStrategy =>
  defineStrategy({
    name,
    defaults: {},
    on: { bar: (ctx, bar) => void ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: each }) },
  })()
/** Buys, and throws at the 11th bar with a limit order far away still working. */
const faller = defineStrategy({
  name: 'faller',
  defaults: {},
  init: () => ({ bars: 0 }),
  on: {
    bar(ctx, bar) {
      if (++ctx.state.bars > 10) throw new Error('down')
      ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: 1 })
      if (ctx.state.bars === 1)
        ctx.submit({ type: 'limit', limit: 1, instrument: bar.id, side: 'buy', quantity: 1, tif: 'gtc' })
    },
  },
})

test('capital is shared, own money is own, and profits belong to who made them', () => {
  const seen: { [name: string]: number[] } = { a: [], b: [], c: [], d: [] }
  const watcher = (name: string): BoundStrategy =>
    defineStrategy({
      name,
      defaults: {},
      on: { bar: (ctx) => void seen[name]!.push(ctx.book.equity().value) },
    })()
  run([
    { strategy: watcher('a'), capital: '40000 USD' },
    { strategy: watcher('b'), capital: { share: 0.25 } },
    watcher('c'),
    watcher('d'),
  ])
  expect([seen['a']![5], seen['b']![5], seen['c']![5], seen['d']![5]]).toEqual([40_000, 15_000, 22_500, 22_500])
  const parts: number[][] = []
  const trader = defineStrategy({
    name: 'trader',
    defaults: {},
    on: {
      bar(ctx, bar) {
        ctx.target(bar.id, 1)
        parts.push([ctx.book.equity().value, ctx.book.quantity(bar.id)])
      },
    },
  })
  const { engine } = run([{ strategy: trader(), capital: '10000 USD' }, buyer('other')])
  const shares = Math.floor(10_000 / bars.close[0]!)
  expect(parts.at(-1)![1]).toBe(shares)
  expect(engine.book.quantity('SPY@ARCX')).toBe(shares + 39)
  expect(parts.at(-1)![0]).toBeCloseTo(10_000 + shares * (bars.close[39]! - bars.open[1]!) - 0.01 * shares, 6)
})

test('own rules judge their strategy alone, and see its part of the book', () => {
  const sawn: number[] = []
  const small = ruleOf('small', 'always', (_, context) => {
    sawn.push(context.book.quantity('SPY@ARCX'))
    return { answer: 'pass', figures: [] }
  })
  const { engine } = run([{ strategy: buyer('a', 50), rules: [maxOrderNotional('1000 USD'), small] }, buyer('b', 50)])
  expect(engine.book.quantity('SPY@ARCX', { strategy: 'a' })).toBeLessThan(39 * 12)
  expect(engine.book.quantity('SPY@ARCX', { strategy: 'b' })).toBe(39 * 50)
  expect(Math.max(...sawn)).toBeLessThan(39 * 12)
})

test('what throws is halted with its input, state and cause; its orders go as the policy says', () => {
  for (const [onThrow, left, open] of [
    ['cancel', 10, 0],
    ['flatten', 0, 0],
    ['keep', 10, 1],
  ] as const) {
    const { engine, audit } = run([faller(), buyer('other')], [], { onThrow })
    expect(engine.book.quantity('SPY@ARCX', { strategy: 'faller' }), onThrow).toBe(left)
    expect(engine.working.filter((one) => one.order.strategy === 'faller')).toHaveLength(open)
    const halted = audit.flatMap((one) => (one.audit === 'halted' ? [one] : []))
    expect(halted).toHaveLength(1)
    expect(halted[0]).toMatchObject({ strategy: 'faller', error: 'down', input: { kind: 'bar', id: 'SPY@ARCX' } })
    expect((halted[0]!.state as { [name: string]: Json })['state']).toEqual({ json: { bars: 11 }, steppers: {} })
    expect(engine.book.quantity('SPY@ARCX', { strategy: 'other' })).toBe(39)
  }
})

test('controls stop, kill and start strategies, and close accounts', () => {
  const off = run([buyer('a')], [control('disable', 'a', 5), control('enable', 'a', 10)])
  expect(off.engine.book.quantity('SPY@ARCX')).toBe(39 - 5)
  const killed = run([buyer('a'), buyer('b')], [control('kill', 'a', 5), control('enable', 'a', 10)])
  expect(killed.engine.book.quantity('SPY@ARCX', { strategy: 'a' })).toBe(0)
  expect(killed.engine.halted()).toEqual([{ name: 'a', why: 'killed by desk: test' }])
  const back = run([faller()], [control('reset', 'faller', 20)])
  expect(back.audit.filter((one) => one.audit === 'halted')).toHaveLength(2)
  const closed = run([buyer('a')], [control('disable', 'paper', 5), control('enable', 'paper', 10)])
  // The order that worked when the account was closed was canceled.
  expect(closed.engine.book.quantity('SPY@ARCX')).toBe(39 - 6)
})

test('orders made while warming up are refused, per id', () => {
  const cold = defineStrategy({
    name: 'cold',
    defaults: { n: 10 },
    warmUp: (p) => p.n,
    init: () => ({ refused: 0 }),
    on: {
      bar: (ctx, bar) => void ctx.submit({ type: 'market', instrument: bar.id, side: 'buy', quantity: 1 }),
      order(ctx, news) {
        if (news.kind === 'refused' && news.reason.code === 'engine/warm-up') ctx.state.refused++
      },
    },
  })
  const { engine } = run([cold()])
  expect(engine.book.quantity('SPY@ARCX')).toBe(29)
})

test('a bracket is run by the engine: exits follow the entry, one shrinks as the other fills', () => {
  const once = defineStrategy({
    name: 'once',
    defaults: {},
    init: () => ({ done: false }),
    on: {
      bar(ctx, bar) {
        if (ctx.state.done) return
        ctx.state.done = true
        const entry: OrderDraft = { type: 'market', instrument: bar.id, side: 'buy', quantity: 10 }
        ctx.submit(
          bracket(entry, { takeProfit: Math.round(bar.close * 101) / 100, stopLoss: Math.round(bar.close * 99) / 100 }),
        )
      },
    },
  })
  const { engine, commands } = run([once()])
  const ids = commands.flatMap((one) => (one.do === 'submit' && 'orderId' in one.order ? [one.order.orderId] : []))
  expect(ids).toEqual(['r-once-1', 'r-once-1-tp1', 'r-once-1-sl1'])
  expect(commands.filter((one) => one.do === 'cancel')).toHaveLength(1)
  expect(engine.book.quantity('SPY@ARCX')).toBe(0)
  expect(engine.working).toEqual([])
  // Held by the venue itself, it goes out whole.
  const engineHeld = createEngine({
    runId: 'r',
    seed: 1,
    base: 'USD',
    strategies: [once()],
    rules: [],
    instruments: registry,
    calendars,
    groups: { paper: ['bracket'] },
  })
  const [sent] = engineHeld.step({ ...barAt(bars, 0), seq: 0, time: start })
  expect(sent).toMatchObject({ do: 'submit', order: { group: 'bracket' } })
})

test('a working target is moved, never doubled', () => {
  const mover = defineStrategy({
    name: 'mover',
    defaults: {},
    init: () => ({ bars: 0 }),
    on: {
      quote: (ctx) => ctx.target('SPY@ARCX', 0.1 * (1 + ctx.state.bars++), { limit: 'passive' }),
    },
  })
  const engine = createEngine({
    runId: 'r',
    seed: 1,
    base: 'USD',
    strategies: [mover()],
    rules: [],
    instruments: registry,
    calendars,
  })
  const quotes = [1, 2, 3].map(
    (at): Sourced<Fact> => ({
      kind: 'quote',
      id: 'SPY@ARCX',
      bid: 99,
      ask: 101,
      bidSize: 1,
      askSize: 1,
      at: start + at,
      source: 'feed',
    }),
  )
  const commands: Command[] = []
  runInputs(engine, {
    sources: [[deposit, ...quotes]],
    venues: [testVenue('paper')],
    observe: (_, sent) => void commands.push(...sent),
  })
  const told = commands.map((one) => (one.do === 'submit' && 'quantity' in one.order ? one.order.quantity : one.do))
  expect(told).toEqual([100, 'cancel', 200, 'cancel', 300])
  expect(engine.working.map((one) => one.order.quantity)).toEqual([300])
})

test('a fill told twice is one, and what a venue may not say raises an alarm', () => {
  const { engine, audit } = run([buyer('a')])
  const { seq, time } = engine.position
  const before = engine.book.quantity('SPY@ARCX')
  const fact = { account: 'paper', orderId: 'r-a-1', seq: seq + 1, time, at: time, source: 'x' } as const
  engine.step({
    kind: 'fill',
    strategy: 'a',
    tradeId: 'paper-1',
    instrument: 'SPY@ARCX',
    side: 'buy',
    quantity: 1,
    price: 100,
    quantityText: '1',
    priceText: '100',
    liquidity: 'taker',
    fee: money(0, 'USD'),
    ...fact,
  })
  expect(engine.book.quantity('SPY@ARCX')).toBe(before)
  engine.step({ kind: 'expired', ...fact, seq: seq + 2 })
  expect(audit.at(-1)).toMatchObject({ audit: 'alarm', orderId: 'r-a-1', fact: 'expired' })
})

test('nothing ambient: a run under a clock and a die that throw', () => {
  const forbidden = (): never => {
    throw new Error('ambient')
  }
  const spies = [
    vi.spyOn(Date, 'now').mockImplementation(forbidden),
    vi.spyOn(Math, 'random').mockImplementation(forbidden),
  ]
  vi.stubGlobal('setTimeout', forbidden)
  vi.stubGlobal('setInterval', forbidden)
  vi.stubGlobal('performance', { now: forbidden })
  const RealDate = Date
  vi.stubGlobal(
    'Date',
    new Proxy(RealDate, {
      construct: (target, args: unknown[]) =>
        args.length === 0 ? forbidden() : (Reflect.construct(target, args) as object),
    }),
  )
  try {
    const end = runInputs(busyEngine(), {
      sources: [busyFacts, ...busyBars],
      venues: busyVenues(),
      answers: busyAnswers,
    })
    expect(end.inputs).toBeGreaterThan(250)
  } finally {
    vi.unstubAllGlobals()
    for (const spy of spies) spy.mockRestore()
  }
})

test('a chain holds what is listed by then: what comes later would tell where the price goes', () => {
  const option = (strike: number, validFrom: IsoDate): Instrument => ({
    kind: 'option',
    id: `SPY${strike}@OPRA`,
    assetClass: 'equity',
    currency: 'USD',
    tick: 0.01,
    lot: 1,
    calendar: 'XNYS',
    underlying: 'SPY@ARCX',
    right: 'call',
    strike,
    expiry: '2026-03-20',
    exercise: 'american',
    multiplier: 100,
    settlement: 'physical',
    fixing: 'pm',
    validFrom,
  })
  const quotes = [5, 6, 7].map(
    (day): Sourced<Fact> => ({
      kind: 'quote',
      id: day < 7 ? 'SPY100@OPRA' : 'SPY200@OPRA',
      bid: 5,
      ask: 5.1,
      bidSize: 1,
      askSize: 1,
      at: start + (day - 5) * 86_400_000,
      source: 'opra',
    }),
  )
  const sizes: number[] = []
  const look = defineStrategy({
    name: 'look',
    defaults: {},
    on: {
      bar: (ctx) => void sizes.push(ctx.chain('SPY@ARCX').size),
      quote: (ctx) => void sizes.push(ctx.chain('SPY@ARCX').size),
    },
  })
  const instruments = createRegistry([...listings, option(100, '2026-01-02'), option(200, '2026-01-07')])
  run([look()], quotes, { instruments })
  expect(sizes.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 2])
})

test('a chain that is asked for is as old as the moment it is asked at, not as its last quote', () => {
  const call: Option = {
    ...etf('SPY-C@OPRA'),
    kind: 'option',
    underlying: 'SPY@ARCX',
    right: 'call',
    strike: 100,
    expiry: '2026-02-20',
    exercise: 'european',
    multiplier: 100,
    settlement: 'cash',
    fixing: 'pm',
  }
  const seen: (readonly [number, string])[] = []
  const looker = defineStrategy({
    name: 'looker',
    defaults: {},
    on: {
      bar: (ctx) => {
        const slice = ctx.chain('SPY@ARCX').expiry({ days: 45 })
        seen.push([slice.days, slice.options[0]!.status])
      },
    },
  })
  const quote = { kind: 'quote', id: call.id, bid: 4, ask: 4.1, bidSize: 1, askSize: 1, source: 'feed' } as const
  run(
    [looker()],
    [
      { ...quote, at: start - 60_000 },
      { ...quote, at: start + 86_400_000 - 60_000 },
    ],
    {
      instruments: createRegistry([...registry.all(), call]),
    },
  )
  expect(seen.slice(0, 3)).toEqual([
    [46, 'noForward'],
    [45, 'noForward'],
    [44, 'stale'],
  ])
})
