import type { InputOf, InstrumentId } from '@bourse/core'
import { ema } from '@bourse/indicators'
import { defineBench } from '@bourse/proof'
import { from } from 'rxjs'
import { runInputs } from './drivers/runInputs.js'
import { createEngine } from './engine/createEngine.js'
import type { Engine } from './engine/engineTypes.js'
import { etf, calendars } from './fixtures/listings.js'
import { barAt } from './fixtures/liveDesk.js'
import { randomBars } from './fixtures/randomBars.js'
import { testVenue } from './fixtures/testVenue.js'
import { driveEngine$ } from './rx.js'
import { defineStrategy } from './strategy/defineStrategy.js'
import { createRegistry } from '@bourse/assets'

// The rival is the loop somebody writes by hand: the same averages, fills at the next open, cash and equity per bar, all in
// local variables. Ratios are time of ours over time of theirs.
const count = 100_000
const ids = Array.from({ length: 50 }, (_, i): InstrumentId => `S${i}@ARCX`)
const series = ids.map((id) => randomBars(id, count / 50, { step: 60_000, move: 0.001 }))
const bars = randomBars('SPY@ARCX', count, { step: 60_000, move: 0.0005 })
const facts = Array.from(bars.time, (_, row) => barAt(bars, row))
const instruments = createRegistry([etf('SPY@ARCX'), ...ids.map(etf)])

const cross = defineStrategy({
  name: 'cross',
  defaults: { fast: 50, slow: 200 },
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0),
  },
})
const many = defineStrategy({
  name: 'many',
  defaults: {},
  init: () => Object.fromEntries(ids.map((id) => [id, { fast: ema(50), slow: ema(200) }])),
  on: {
    bar(ctx, bar) {
      const own = ctx.state[bar.id]!
      ctx.target(bar.id, own.fast.next(bar.close) > own.slow.next(bar.close) ? 0.02 : 0)
    },
  },
})
const engineOf = (strategy = cross()): Engine =>
  createEngine({
    runId: 'b',
    seed: 1,
    base: 'USD',
    strategies: [{ strategy, capital: '100000 USD' }],
    rules: [],
    instruments,
    calendars,
  })

function byHand(all: readonly (typeof bars)[]): number {
  let cash = 100_000
  let equity = cash
  let peak = cash
  for (const { open, close } of all) {
    const [fast, slow] = [ema(50), ema(200)]
    let [held, wanted] = [0, 0]
    for (let i = 0; i < close.length; i++) {
      if (wanted !== held) {
        cash -= (wanted - held) * open[i]!
        held = wanted
      }
      equity = cash + held * close[i]!
      if (equity > peak) peak = equity
      const long = fast.next(close[i]!) > slow.next(close[i]!)
      if (long !== held > 0) wanted = long ? Math.floor(equity / all.length / close[i]!) : 0
    }
  }
  return equity + peak
}

/** Computes the same, and holds what it has: what a step costs on most bars of most runs. */
const calm = defineStrategy({
  name: 'calm',
  defaults: { fast: 50, slow: 200 },
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 0 : -0),
  },
})

function steps(): number {
  const engine = engineOf(calm())
  // In the shape in which the loop's bars come: another one would make every read of a field a search.
  const bar: { -readonly [K in keyof InputOf<'bar'>]: InputOf<'bar'>[K] } = {
    kind: 'bar',
    id: bars.id,
    span: bars.span,
    open: Number.NaN,
    high: Number.NaN,
    low: Number.NaN,
    close: Number.NaN,
    volume: Number.NaN,
    adjusted: Number.NaN,
    at: Number.NaN,
    source: 'bars',
    time: Number.NaN,
    seq: 0,
  }
  let commands = 0
  for (let i = 0; i < count; i++) {
    bar.time = bars.time[i]!
    bar.at = bars.time[i]!
    bar.seq = i
    bar.open = bars.open[i]!
    bar.high = bars.high[i]!
    bar.low = bars.low[i]!
    bar.close = bars.close[i]!
    bar.volume = bars.volume[i]!
    bar.adjusted = bars.close[i]!
    commands += engine.step(bar).length
  }
  return commands
}

const loopRun = (): number => runInputs(engineOf(), { sources: [facts], venues: [testVenue('paper')] }).commands

export const bench = defineBench({
  title: 'engine',
  races: () => [
    {
      name: 'step on bars, one strategy',
      operations: count,
      contenders: { step: steps, 'a loop by hand': () => byHand([bars]) },
    },
    {
      name: 'loop with a venue, bars in columns',
      operations: count,
      contenders: {
        runInputs: () => runInputs(engineOf(), { sources: [bars], venues: [testVenue('paper')] }).commands,
        'a loop by hand': () => byHand([bars]),
      },
    },
    {
      name: '50 instruments merged',
      operations: count,
      contenders: {
        runInputs: () => runInputs(engineOf(many()), { sources: series, venues: [testVenue('paper')] }).commands,
        'a loop by hand': () => byHand(series),
      },
    },
    {
      name: 'under RxJS',
      operations: count,
      contenders: {
        driveEngine$: () => {
          let commands = 0
          driveEngine$(engineOf(), from(facts), { venues: [testVenue('paper')] }).subscribe((step) => {
            commands += step.commands.length
          })
          return commands
        },
        runInputs: loopRun,
      },
    },
  ],
})
