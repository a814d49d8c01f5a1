import { createMarketRecord, type Fact, manualClock, money, type Sourced } from '@bourse/core'
import { debounceTime, filter, from, map, throwError } from 'rxjs'
import { expect, test } from 'vitest'
import { runInputs } from './drivers/runInputs.js'
import { createEngine } from './engine/createEngine.js'
import type { AuditEntry } from './engine/engineTypes.js'
import { calendars, registry } from './fixtures/listings.js'
import { barAt, liveDesk } from './fixtures/liveDesk.js'
import { randomBars } from './fixtures/randomBars.js'
import { testVenue } from './fixtures/testVenue.js'
import { audit$, bookView$, commands$, driveEngine$, riskContext$, strategyFrom$ } from './rx.js'

const bars = randomBars('SPY@ARCX', 30)
const deposit: Sourced<Fact> = {
  kind: 'cashMove',
  account: 'paper',
  moveId: 'd',
  reason: 'deposit',
  amount: money('10000', 'USD'),
  at: 1,
  source: 'desk',
}

/** Buys an hour after each falling bar. */
const dips = () =>
  strategyFrom$('dips', ({ inputs, scheduler }) =>
    inputs.pipe(
      filter((input) => input.kind === 'bar'),
      filter((bar) => bar.close < bar.open),
      debounceTime(3_600_000, scheduler),
      map((bar) => ({ type: 'market', instrument: bar.id, side: 'buy', quantity: 1 }) as const),
    ),
  )
const engineOf = (strategies = [dips()]) =>
  createEngine({ runId: 'rx', seed: 1, base: 'USD', strategies, rules: [], instruments: registry, calendars })

test('a stream strategy waits on the run’s time, and restores by replay', () => {
  const engine = engineOf()
  const [commands, audits, versions]: [string[], AuditEntry[], number[]] = [[], [], []]
  commands$(engine).subscribe((command) => commands.push(command.do))
  audit$(engine).subscribe((entry) => audits.push(entry))
  const book = bookView$(engine)
  book.subscribe((view) => versions.push(view.version))
  let twin = engineOf()
  let steps = 0
  runInputs(engine, {
    sources: [[deposit], bars],
    venues: [testVenue('paper')],
    observe(input, sent) {
      if (steps > 0) expect(twin.step({ ...input })).toEqual(sent)
      if (steps++ % 5 === 0) {
        const state = engine.snapshot()
        twin = engineOf()
        twin.restore(state)
      }
    },
  })
  const falling = bars.close.filter((close, i) => close < bars.open[i]!).length
  expect(commands.filter((one) => one === 'submit').length).toBeGreaterThanOrEqual(falling - 1)
  expect(audits.every((one) => one.audit === 'verdict')).toBe(true)
  expect(versions.length).toBeGreaterThan(20)
  expect(book.value).toBe(engine.book)
})

test('an error of the stream halts the strategy, one of the facts ends the drive', () => {
  const engine = engineOf([strategyFrom$('broken', () => throwError(() => new Error('torn')))])
  let error: unknown
  const facts = [deposit, barAt(bars, 1), barAt(bars, 0)]
  driveEngine$(engine, from(facts), { venues: [] }).subscribe({ error: (caught: unknown) => (error = caught) })
  expect(error).toMatchObject({ code: 'input/backwards' })
  expect(engine.halted()).toEqual([{ name: 'broken', why: 'threw: torn' }])
})

test('a system is one risk context: fills at once, marks at most so often', async () => {
  const clock = manualClock(bars.time[0]! - 10)
  const desk = liveDesk('paper', clock)
  const state = await desk.venue.state(0)
  const read = createMarketRecord()
  read.observe({ kind: 'mark', id: 'SPY@ARCX', price: 95, seq: 0, time: 1, at: 1, source: 'connected' })
  const system = {
    ...desk.system,
    market: read,
    state: () => ({
      ...state,
      cash: [money('5000', 'USD')],
      positions: [{ instrument: 'SPY@ARCX', quantity: 3, quantityText: '3', averagePrice: 90 } as const],
    }),
  }
  const context$ = riskContext$(system, { base: 'USD', clock, calendars, every: '1d' })
  const seen: number[] = []
  context$.subscribe((context) => seen.push(context.book.equity().value))
  expect(context$.value.book.quantity('SPY@ARCX')).toBe(3)
  // What the system read when it connected is known from the first look on.
  expect(seen).toEqual([5000 + 3 * 95])
  expect(context$.value.book.cash().map((one) => one.value.toNumber())).toEqual([5000])
  for (let row = 0; row < 3; row++) {
    clock.advance(clock.now() + 3_600_000)
    desk.bar({ ...barAt(bars, row), at: clock.now() })
  }
  expect(seen).toHaveLength(1)
  clock.advance(clock.now() + 86_400_000)
  expect(seen).toHaveLength(2)
  expect(seen[1]).toBeCloseTo(5000 + 3 * bars.close[2]!, 6)
  desk.link('up')
})

test('a future held before its price is known is in the book as soon as it is', () => {
  const clock = manualClock(bars.time[0]! - 10)
  const desk = liveDesk('paper', clock)
  const es = { instrument: 'ESH26@CME', quantity: -2, quantityText: '-2', averagePrice: 6000 } as const
  const state = () => ({ at: clock.now(), cash: [money('5000', 'USD')], positions: [es], working: [], fills: [] })
  const { book } = riskContext$({ ...desk.system, state }, { base: 'USD', clock }).value
  expect(book.quantity('ESH26@CME')).toBe(0)
  desk.bar({ ...barAt(bars, 0), id: 'ESH26@CME', close: 6010, at: clock.now() })
  expect(book.quantity('ESH26@CME')).toBe(-2)
  expect(book.equity().value).toBe(5000)
})
