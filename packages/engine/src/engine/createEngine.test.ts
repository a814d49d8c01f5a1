import { money, type Command, type Fact, type Sourced } from '@bourse/core'
import { ema } from '@bourse/indicators'
import { expect, test } from 'vitest'
import { runInputs } from '../drivers/runInputs.js'
import { randomBars } from '../fixtures/randomBars.js'
import { calendars, registry } from '../fixtures/listings.js'
import { testVenue } from '../fixtures/testVenue.js'
import { defineStrategy } from '../strategy/defineStrategy.js'
import { createEngine } from './createEngine.js'

const cross = defineStrategy({
  name: 'cross',
  defaults: { fast: 5, slow: 20 },
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0),
  },
})
const deposit: Sourced<Fact> = {
  kind: 'cashMove',
  account: 'paper',
  moveId: 'd',
  reason: 'deposit',
  amount: money('100000', 'USD'),
  at: 0,
  source: 'desk',
}

test('a cross goes long and flat with all it has', () => {
  const engine = createEngine({
    runId: 'r',
    seed: 1,
    base: 'USD',
    strategies: [cross()],
    rules: [],
    instruments: registry,
    calendars,
  })
  const commands: Command[] = []
  const end = runInputs(engine, {
    sources: [[deposit], randomBars('SPY@ARCX', 300)],
    venues: [testVenue('paper')],
    observe: (_, sent) => void commands.push(...sent),
  })
  const submits = commands.filter((one) => one.do === 'submit')
  expect(submits.length).toBeGreaterThan(5)
  expect(end.inputs).toBe(1 + 300 + 2 * submits.length)
  const sides = submits.map((one) => one.do === 'submit' && 'side' in one.order && one.order.side)
  for (const [i, side] of sides.entries()) expect(side).toBe(i % 2 === 0 ? 'buy' : 'sell')
  expect(engine.book.equity().value).toBeGreaterThan(50_000)
})
