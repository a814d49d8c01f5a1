import { type Command, type Fact, money, type Sourced } from '@bourse/core'
import { continuousFuture, ES } from '@bourse/futures'
import { expect, test } from 'vitest'
import { runInputs } from '../drivers/runInputs.js'
import { calendars, listings, registry } from '../fixtures/listings.js'
import { randomBars } from '../fixtures/randomBars.js'
import { testVenue } from '../fixtures/testVenue.js'
import { defineStrategy } from '../strategy/defineStrategy.js'
import { createEngine } from './createEngine.js'
import type { AuditEntry } from './engineTypes.js'

const futures = listings.filter((one) => one.kind === 'future')
const start = Date.parse('2026-02-02T22:00Z')
const contracts = futures.map(({ id }, i) => randomBars(id, 220, { price: 6000 + 50 * i, start, move: 0.005 }))
const deposit: Sourced<Fact> = {
  kind: 'cashMove',
  account: 'paper',
  moveId: 'd',
  reason: 'deposit',
  amount: money('2000000', 'USD'),
  at: 1,
  source: 'desk',
}
const series = continuousFuture(ES, { roll: 'notice-safe', adjust: 'ratio' })

function trendRun(share: (bars: number) => number, options: { readonly volTarget?: number } = {}) {
  const trend = defineStrategy({
    name: 'trend',
    defaults: { volTarget: options.volTarget ?? 0 },
    watch: () => [series],
    init: () => ({ bars: 0, fronts: [] as string[] }),
    on: {
      bar(ctx, bar) {
        expect(bar.id).toBe('ES.c@CME')
        ctx.target(series, share(ctx.state.bars++), ctx.params.volTarget > 0 ? { volTarget: ctx.params.volTarget } : {})
      },
    },
  })
  const engine = createEngine({
    runId: 'roll',
    seed: 1,
    base: 'USD',
    strategies: [trend()],
    rules: [],
    instruments: registry,
    calendars,
  })
  const audit: AuditEntry[] = []
  const commands: Command[] = []
  engine.audit((entry) => audit.push(entry))
  runInputs(engine, {
    sources: [[deposit], ...contracts],
    venues: [testVenue('paper', { fee: 2 })],
    observe: (_, sent) => void commands.push(...sent),
  })
  return { engine, audit, commands }
}

test('a target on a continuous series is held in the contract in front, and rolled once per roll as one combo', () => {
  const { engine, audit, commands } = trendRun(() => 1)
  const combos = commands.flatMap((one) => (one.do === 'submit' && 'legs' in one.order ? [one.order] : []))
  const singles = commands.flatMap((one) => (one.do === 'submit' && !('legs' in one.order) ? [one.order] : []))
  // 2026-02-02 + 220 days reaches 2026-09-10: rolls of March and June, the September one lies days ahead.
  expect(combos.map((one) => one.legs.map((leg) => leg.instrument))).toEqual([
    ['ESH26@CME', 'ESM26@CME'],
    ['ESM26@CME', 'ESU26@CME'],
  ])
  expect(singles).toHaveLength(1)
  const held = [...engine.book.positions()]
  expect(held.map((one) => one.instrument)).toEqual(['ESU26@CME'])
  const rolls = audit.flatMap((one) => (one.audit === 'roll' ? [one] : []))
  expect(rolls.map((one) => [one.from, one.to, one.quantity])).toEqual(
    combos.map((one, i) => [combos[i]!.legs[0]!.instrument, combos[i]!.legs[1]!.instrument, one.quantity]),
  )
  // Bars open where the ones before closed, so that both legs fill at their marks: what is left are the fees.
  for (const { cost, quantity } of rolls) expect(cost).toEqual({ currency: 'USD', value: 2 * 2 * quantity })
})

test('a short turned at a roll ends short in the new contract alone', () => {
  const { engine } = trendRun((bars) => (bars < 50 ? -0.5 : bars < 150 ? 0.5 : -0.5))
  const held = [...engine.book.positions()]
  expect(held).toHaveLength(1)
  expect(held[0]!.instrument).toBe('ESU26@CME')
  expect(held[0]!.quantity).toBeLessThan(0)
})

test('a volatility target waits for twenty returns and then sizes by what was measured', () => {
  const { engine, audit, commands } = trendRun(() => 1, { volTarget: 0.1 })
  const skipped = audit.filter((one) => one.audit === 'skipped')
  expect(skipped).toHaveLength(20)
  const [first] = commands.flatMap((one) =>
    one.do === 'submit' && 'quantity' in one.order ? [one.order.quantity] : [],
  )
  // About 0.1 of 2,000,000 at 9.6 % a year (0.005 a day over calendar days): a little over all of it.
  expect(first).toBeGreaterThan(3)
  expect(first).toBeLessThan(14)
  expect([...engine.book.positions()]).toHaveLength(1)
})
