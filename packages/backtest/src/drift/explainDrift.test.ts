// Each cause is planted in a paper run, and has to be named.
import { createCalendars, createRegistry, type Equity, type Perpetual, type Spot } from '@bourse/assets'
import {
  type Bars,
  inputToJson,
  type Fact,
  type History,
  type Input,
  type Json,
  manualClock,
  money,
  type Sourced,
} from '@bourse/core'
import { barsBetween, mergeFacts } from '@bourse/data'
import { createEngine, defineStrategy, type MemoryJournal, memoryJournal, runLive } from '@bourse/engine'
import { createRng } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { createSimVenue, paperSystem, percentFee, proportionalSlippage, type SimOptions } from '@bourse/sim'
import { describe, expect, test } from 'vitest'
import { walkBars } from '../fixtures/walkBars.js'
import { plainEquity } from '../run/runTerms.js'
import { type Drift, type DriftCause, explainDrift } from './explainDrift.js'

const share: Equity = plainEquity('A@X', 'USD')
const abroad: Equity = { ...plainEquity('E@X', 'EUR') }
const pair: Spot = {
  kind: 'spot',
  id: 'EUR/USD@ebs',
  assetClass: 'fx',
  currency: 'USD',
  tick: 1e-5,
  lot: 1,
  calendar: 'always',
  base: 'EUR',
  quote: 'USD',
}
const perpetual: Perpetual = {
  kind: 'perpetual',
  id: 'P@X',
  assetClass: 'crypto',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'always',
  base: 'P',
  quote: 'USD',
  multiplier: 1,
  payoff: 'linear',
  fundingHours: 8,
}
const instruments = createRegistry([share, abroad, pair, perpetual])
const rules: SimOptions = { grid: 'accept', fill: { fills: 'next-open' } }

/** Ten bought and sold in turn, whatever prices do: what is planted does not change what is decided. */
const turns = defineStrategy({
  name: 'turns',
  defaults: { every: 5, quantity: 10, once: false },
  init: () => ({ n: 0 }),
  on: {
    bar(ctx, bar) {
      if (bar.id === pair.id) return
      const n = ctx.state.n++
      if (n % ctx.params.every !== 0) return
      const side = (n / ctx.params.every) % 2 === 0 ? 'buy' : 'sell'
      ctx.submit({
        type: 'market',
        instrument: bar.id,
        side,
        quantity: ctx.params.quantity,
        tif: ctx.params.once ? 'ioc' : 'gtc',
      })
    },
  },
})

type Planted = {
  readonly facts?: readonly Sourced<Fact>[]
  readonly venue?: SimOptions
  readonly params?: { every?: number; quantity?: number }
  /** In both runs. */
  readonly once?: boolean
  readonly edit?: (lines: string[]) => void
}
const linesOf = (bars: Bars | readonly Bars[], facts: readonly Sourced<Fact>[] = []): Sourced<Fact>[] => [
  ...mergeFacts([facts, ...[bars].flat()]),
]

async function paperRun(
  facts: readonly Sourced<Fact>[],
  { venue = rules, params = {}, once = false }: Planted,
): Promise<MemoryJournal> {
  const engine = createEngine({
    runId: 'live',
    seed: 1,
    base: 'USD',
    strategies: [turns({ ...params, once })],
    rules: [],
    instruments,
    calendars: createCalendars([]),
    groups: { paper: ['bracket', 'oco', 'combo'] },
  })
  const sim = createSimVenue(instruments, createRng(1).fork('venue'), { cash: [money(100_000, 'USD')], ...venue })
  const system = await paperSystem(instruments, [sim], { facts })
  const journal = memoryJournal({ runId: 'live' })
  expect(await runLive(engine, system, { mode: 'paper', clock: system.clock, journal })).toEqual({
    end: 'stopped',
    differences: [],
  })
  worth = engine.book.equity().value
  return journal
}
let worth = 0

async function drifted(data: readonly Sourced<Fact>[], planted: Planted): Promise<Drift> {
  const live = await paperRun(planted.facts ?? data, planted)
  planted.edit?.(live.lines)
  const drift = await explainDrift({
    live,
    backtest: () => turns({ once: planted.once ?? false }),
    data: data as never,
    options: { instruments, venue: rules },
  })
  expect(drift.residual.value.isZero()).toBe(true)
  if (planted.edit === undefined) expect(drift.live.value.toNumber()).toBe(worth)
  for (const line of drift.table().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  return drift
}

const named = ({ rows }: Drift): readonly DriftCause[] =>
  rows.filter(({ money: sum, events }) => events > 0 || !sum.value.isZero()).map(({ cause }) => cause)
const bars = walkBars('A@X', 60)
const data = linesOf(bars)

describe('one cause planted, that cause named', () => {
  test('nothing planted, nothing named: live and backtest are equal to the last digit', async () => {
    const drift = await drifted(data, {})
    expect(named(drift)).toEqual([])
    expect(drift.difference.value.isZero()).toBe(true)
  })

  test('missing data', async () => {
    // Two bars that nothing is decided on, but things fill on them.
    const facts = data.filter((_, i) => i !== 6 && i !== 11)
    const drift = await drifted(data, { facts, params: {} })
    expect(drift.rows[0]).toMatchObject({ cause: 'missing-data', events: 2 })
    expect(named(drift)).toEqual(['missing-data'])
    expect(drift.rows[0]!.money.value.isZero()).toBe(false)
  })

  test('a decision', async () => {
    const drift = await drifted(data, { params: { quantity: 12 } })
    expect(named(drift)).toEqual(['decision'])
    expect(drift.difference.value.toNumber()).not.toBe(0)
  })

  test('latency', async () => {
    const drift = await drifted(data, { venue: { ...rules, orderLatency: '1h' } })
    expect(named(drift)).toEqual(['latency'])
    expect(drift.rows[3]!.events).toBe(12)
  })

  test('the price of fills', async () => {
    const drift = await drifted(data, { venue: { ...rules, slippage: proportionalSlippage(0.001) } })
    expect(named(drift)).toEqual(['fill-price'])
    const turnover = drift.rows[4]!.money.value.toNumber()
    expect(turnover).toBeCloseTo(
      -0.001 * 10 * [...data].reduce((sum, fact, i) => sum + (fact.kind === 'bar' && i % 5 === 1 ? fact.open : 0), 0),
      6,
    )
  })

  test('partial fills', async () => {
    const drift = await drifted(data, { venue: { ...rules, volumeShare: 0.002 }, once: true })
    expect(named(drift)).toEqual(['partial'])
    expect(drift.rows[6]!.events).toBeGreaterThan(0)
  })

  test('fees', async () => {
    const drift = await drifted(data, { venue: { ...rules, fees: percentFee(0.001) } })
    expect(named(drift)).toEqual(['fee'])
    expect(drift.rows[7]).toMatchObject({ events: 12 })
  })

  test('a restart that lost an order', async () => {
    const drift = await drifted(data, {
      edit(lines) {
        const at = lines.findIndex((line) => line.includes('"kind":"fill"'))
        const { input } = JSON.parse(lines[at]!) as {
          input: { orderId: string; account: string; seq: number; time: number; at: number }
        }
        const reason = { code: 'venue/never-arrived', message: 'it was sent before the restart', details: {} }
        const { orderId, account, seq, time } = input
        lines[at] = JSON.stringify({
          record: 'input',
          input: { kind: 'rejected', account, orderId, reason, seq, time, at: input.at, source: 'settled/paper' },
        })
      },
    })
    expect(named(drift)).toEqual(['restart'])
    expect(drift.rows[5]!.events).toBe(1)
  })

  test('somebody by hand', async () => {
    const drift = await drifted(data, {
      edit(lines) {
        const at = lines.findIndex((line, i) => i > 40 && line.includes('"kind":"bar"'))
        const { input } = JSON.parse(lines[at]!) as { input: Input & { close: number } }
        const { seq, time } = input
        const own: Input = {
          kind: 'fill',
          account: 'paper',
          strategy: 'hand',
          orderId: 'hand-1',
          tradeId: 'h1',
          instrument: share.id,
          side: 'buy',
          quantity: 3,
          price: input.close,
          quantityText: '3',
          priceText: String(input.close),
          liquidity: 'taker',
          fee: money(0, 'USD'),
          seq,
          time,
          at: time,
          source: 'desk',
        }
        lines.splice(at + 1, 0, JSON.stringify({ record: 'input', input: inputToJson(own) as Json }))
      },
    })
    expect(named(drift)).toEqual(['manual'])
    expect(drift.rows[10]!.events).toBe(1)
  })

  test('funding', async () => {
    const own = walkBars('P@X', 60)
    const rate = (value: number): Sourced<Fact>[] =>
      Array.from(
        own.time,
        (time) =>
          ({
            kind: 'funding',
            id: perpetual.id,
            rate: value,
            hours: 8,
            price: 100,
            at: time + 1000,
            source: 'rates',
          }) as Sourced<Fact>,
      )
    const recorded = linesOf(own, rate(0.0001))
    const drift = await drifted(recorded, { facts: linesOf(own, rate(0.0003)) })
    expect(named(drift)).toEqual(['funding'])
    expect(drift.rows[8]!.money.value.toNumber()).toBeLessThan(0)
  })

  test('rates between currencies', async () => {
    const own = { ...walkBars('E@X', 60) }
    const rates = (by: number): Sourced<Fact>[] =>
      Array.from(
        own.time,
        (time) =>
          ({
            kind: 'quote',
            id: pair.id,
            bid: 1.1 + by,
            ask: 1.1 + by,
            bidSize: 1,
            askSize: 1,
            at: time - 1000,
            source: 'ebs',
          }) as Sourced<Fact>,
      )
    const drift = await drifted(linesOf(own, rates(0)), { facts: linesOf(own, rates(0.05)) })
    expect(named(drift)).toEqual(['fx'])
    expect(drift.rows[9]!.money.value.toNumber()).not.toBe(0)
  })

  test('late data', async () => {
    const clock = manualClock(data[0]!.at - 1)
    const listeners = new Set<(fact: never) => unknown>()
    const feed = {
      watch: () => {},
      unwatch: () => {},
      listen: (one: (fact: never) => unknown) => {
        listeners.add(one)
        return () => listeners.delete(one)
      },
    }
    const sim = createSimVenue(instruments, createRng(1).fork('venue'), { cash: [money(100_000, 'USD')], ...rules })
    const system = await paperSystem(instruments, [sim], { feed: feed as never, clock })
    const engine = createEngine({
      runId: 'live',
      seed: 1,
      base: 'USD',
      strategies: [turns()],
      rules: [],
      instruments,
      calendars: createCalendars([]),
    })
    const journal = memoryJournal({ runId: 'live' })
    const stop = new AbortController()
    const end = runLive(engine, system, { mode: 'paper', clock, journal, signal: stop.signal })
    const settle = async () => {
      for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve))
    }
    await settle()
    // The sixth and the seventh come together: what was decided on the sixth trades on the eighth.
    for (const [i, fact] of data.entries()) {
      clock.advance(i === 5 ? data[6]!.at : fact.at)
      for (const listener of listeners) listener(fact as never)
      await settle()
    }
    stop.abort()
    await end
    const drift = await explainDrift({
      live: journal,
      backtest: () => turns(),
      data: data as never,
      options: { instruments, venue: rules },
    })
    expect(drift.residual.value.isZero()).toBe(true)
    expect(named(drift)).toEqual(['late-data'])
    expect(drift.rows[1]!.events).toBe(1)
  })
})

test('all at once: rows add up to the difference exactly, and live is the live book', async () => {
  for (let seed = 0; seed < campaign(300, 6); seed++) {
    const rng = createRng(`drift ${seed}`)
    const own = walkBars('A@X', 60, `drift ${seed}`)
    const all = linesOf(own)
    const some = <T>(value: T): T | undefined => (rng.next() < 0.5 ? value : undefined)
    const chosen = {
      orderLatency: some('1h' as const),
      slippage: some(proportionalSlippage(0.002 * rng.next())),
      volumeShare: some(0.002 + 0.01 * rng.next()),
      fees: some(percentFee(0.002 * rng.next())),
    }
    const venue = {
      ...rules,
      ...Object.fromEntries(Object.entries(chosen).filter(([, one]) => one !== undefined)),
    } as SimOptions
    const params = { quantity: 10 + Math.floor(5 * rng.next()) }
    const facts = all.filter(() => rng.next() > 0.05)
    const drift = await drifted(all, { facts, venue, params })
    const sum = drift.rows.reduce((total, row) => total.add(row.money.value), money(0, 'USD').value)
    expect(sum.eq(drift.difference.value)).toBe(true)
  }
})

test('a history is asked for what live was told of', async () => {
  const live = await paperRun(data, { venue: { ...rules, fees: percentFee(0.001) } })
  const asked: string[] = []
  const history: History = {
    bars: ({ id, span, from, to }) => {
      asked.push(`${id} ${span}`)
      return Promise.resolve(barsBetween(bars, from, to))
    },
    async *facts() {},
  }
  const options = { instruments, venue: rules }
  const drift = await explainDrift({ live, backtest: () => turns(), data: history, options })
  const same = await explainDrift({ live, backtest: () => turns(), data: bars, options })
  expect(asked).toEqual(['A@X 1d'])
  expect(drift.table()).toBe(same.table())
  expect(named(drift)).toEqual(['fee'])
})

test('a journal that cannot be explained says why', async () => {
  const empty = memoryJournal({ runId: 'none' })
  await expect(explainDrift({ live: empty, backtest: () => turns(), data: bars })).rejects.toThrow(
    /nothing of an account/,
  )
})
