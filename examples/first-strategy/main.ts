// A first strategy: two averages that cross, run over two years of invented bars. What is sent, filled and left is printed.
import assert from 'node:assert/strict'
import { createCalendars, createRegistry, nyse } from '@bourse/assets'
import { type Bars, type Fact, formatMoney, type Input, money, type Sourced } from '@bourse/core'
import { createEngine, defineStrategy, type LoopVenue, runInputs } from '@bourse/engine'
import { ema } from '@bourse/indicators'
import { createRng } from '@bourse/math'
import { drawdownLadder, maxOrderNotional } from '@bourse/risk'
import { nextOpenVenue } from './nextOpenVenue.js'

const cross = defineStrategy({
  name: 'cross',
  defaults: { fast: 10, slow: 30 },
  warmUp: (p) => p.slow,
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 0.9 : 0),
  },
})

const spy = {
  kind: 'etf',
  id: 'SPY@ARCX',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'XNYS',
} as const
const engine = createEngine({
  runId: 'first',
  seed: 1,
  base: 'USD',
  strategies: [cross({ fast: 12 })],
  rules: [maxOrderNotional('150000 USD'), drawdownLadder({ warn: 0.1, halve: 0.2, kill: 0.3, since: 'start' })],
  instruments: createRegistry([spy]),
  calendars: createCalendars([nyse]),
})

const deposit: Sourced<Fact> = {
  kind: 'cashMove',
  account: 'paper',
  moveId: 'start',
  reason: 'deposit',
  amount: money('100000', 'USD'),
  at: 0,
  source: 'desk',
}
const lines: string[] = []
const venue: LoopVenue = nextOpenVenue('paper', '0.005')
const observe = (input: Input): void => {
  if (input.kind === 'fill')
    lines.push(
      `${new Date(input.at).toISOString().slice(0, 10)}  ${input.side.padEnd(4)} ${input.quantity} at ${input.price.toFixed(2)}`,
    )
}
const end = runInputs(engine, { sources: [[deposit], inventedBars(504)], venues: [venue], observe })

const [cash] = engine.book.cash()
console.log(lines.join('\n'))
console.log(`${end.inputs} inputs, ${end.commands} commands, ${lines.length} fills`)
console.log(`cash ${formatMoney(cash!, 2)}, equity ${engine.book.equity().value.toFixed(2)} USD`)

assert.equal(lines.length % 2, engine.book.quantity('SPY@ARCX') === 0 ? 0 : 1)
assert.deepEqual(engine.halted(), [])

/** A walk with a slow wave in it, one bar a day. */
function inventedBars(count: number): Bars {
  const rng = createRng('first strategy')
  const column = (): Float64Array => new Float64Array(count)
  const [time, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()]
  let last = 600
  for (let i = 0; i < count; i++) {
    time[i] = Date.parse('2024-01-02T21:00Z') + i * 86_400_000
    open[i] = Math.round(last * 100) / 100
    last *= 1 + 0.004 * Math.sin(i / 25) + 0.008 * rng.normal()
    close[i] = Math.round(last * 100) / 100
    high[i] = Math.max(open[i]!, close[i]!)
    low[i] = Math.min(open[i]!, close[i]!)
    volume[i] = 1e6
  }
  return { id: 'SPY@ARCX', span: '1d', time, open, high, low, close, volume, adjusted: close }
}
