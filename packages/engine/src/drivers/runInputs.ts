import { compareInputs } from '@bourse/core'
import type { Engine } from '../engine/engineTypes.js'
import { type FactCursor, type FactSource, factCursor } from './factSource.js'
import { createLoop, type LoopEnd, type LoopPorts } from './loop.js'

/**
 * Runs an engine over recorded facts: the loop of every backtest. Sources are merged by time; at one moment the venues
 * see the market facts first and what they make of them (fills, order facts) is stepped first, then account facts,
 * controls and links, then timers, then answers, then the market facts themselves (by source, then by place). An order
 * that answers a fact can therefore never trade on that fact. Ends with the last fact; timers and answers due later do
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
  const cursors = options.sources.map((source, i) => factCursor(source, i))
  const heap = cursors.filter((cursor) => cursor.at < Number.POSITIVE_INFINITY).sort(earlier)
  while (heap.length > 0) {
    const first = heap[0]!
    loop.offer(first.head)
    first.advance()
    if (first.at === Number.POSITIVE_INFINITY) {
      const last = heap.pop()!
      if (heap.length > 0) sink(heap, last)
    } else if (heap.length > 1) sink(heap, first)
  }
  return loop.end()
}

function earlier(a: FactCursor, b: FactCursor): number {
  return a.at === b.at ? compareInputs(a.head, b.head) : a.at - b.at
}

/** Puts a cursor where it belongs, from the top of the heap down. */
function sink(heap: FactCursor[], cursor: FactCursor): void {
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && earlier(heap[child + 1]!, heap[child]!) < 0) child++
    if (earlier(heap[child]!, cursor) >= 0) break
    heap[i] = heap[child]!
    i = child
  }
  heap[i] = cursor
}
