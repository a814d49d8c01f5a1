import type { Bars, Fact, Input, Sourced } from '@bourse/core'
import { mergeFacts } from '@bourse/data'
import type { Engine } from '../engine/engineTypes.js'
import { offerLate } from './lateFacts.js'
import { createLoop, type Loop, type LoopEnd, type LoopPorts } from './loop.js'

/** Columns of bars, or facts in order of time. */
export type FactSource = Bars | Iterable<Sourced<Fact>>

/**
 * Runs an engine over recorded facts: the loop of every backtest. Sources are merged by time; at one moment the venues
 * see the market facts first and what they make of them (fills, order facts) is stepped first, then account facts,
 * controls and links, then timers, then answers, then the market facts themselves (by source, then by place). An order
 * that answers a fact can therefore never trade on that fact. Where a venue has a `dataLatency`, the engine sees prices so much later than
 * the venues do. Ends with the last fact; timers and answers due later do
 * not run. Throws on a source that is not in order, with its record's number; all inputs before it have been stepped.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import { createEngine, defineStrategy, runInputs } from '@bourse/engine'
 * const quiet = defineStrategy({ name: 'quiet', defaults: {}, on: {} })
 * const engine = createEngine({ runId: 'r1', seed: 1, base: 'USD', strategies: [quiet()], rules: [],
 *   instruments: createRegistry([]), calendars: createCalendars([]) })
 * const marks = [1, 2, 3].map((at) => ({ kind: 'mark', id: 'A@X', price: 100 + at, at, source: 'feed' }) as const)
 * runInputs(engine, { sources: [marks], venues: [] }) // => { inputs: 3, commands: 0, time: 3 }
 */
export function runInputs(engine: Engine, options: LoopPorts & { readonly sources: readonly FactSource[] }): LoopEnd {
  const loop = createLoop(engine, options)
  const latency = options.venues.reduce((most, { dataLatency = 0 }) => Math.max(most, dataLatency), 0)
  const inputs = mergeFacts(options.sources, { reuse: true })
  if (latency > 0) offerLate(loop, inputs, latency)
  else feed(inputs[Symbol.iterator](), loop)
  return loop.end()
}

// By hand and by itself: a `for of` among other things is interpreted for much longer.
function feed(line: Iterator<Input>, loop: Loop): void {
  for (let step = line.next(); step.done !== true; step = line.next()) loop.offer(step.value)
}
