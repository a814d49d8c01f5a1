// A day on paper that is stopped in the middle, started again from its journal, and replayed in the evening: the same
// decisions, no order twice.
import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { createCalendars, createRegistry } from '@bourse/assets'
import { type ManualClock, manualClock } from '@bourse/core'
import { createEngine, defineStrategy, type Engine, replayJournal, runLive } from '@bourse/engine'
import { openJournalFile } from '@bourse/engine/journal-file'
import { ema } from '@bourse/indicators'
import { createRng } from '@bourse/math'
import { type Exchange, paperExchange } from './paperExchange.js'

/** Buys one when the price falls below its average, sells it above. */
const revert = defineStrategy({
  name: 'revert',
  defaults: { id: 'BTC/USD@paper', minutes: 20 },
  watch: (p) => [p.id],
  init: (p) => ({ average: ema(p.minutes), seen: 0 }),
  on: {
    quote(ctx, quote) {
      const middle = (quote.bid + quote.ask) / 2
      const average = ctx.state.average.next(middle)
      if (++ctx.state.seen < ctx.params.minutes || ctx.working().length > 0) return
      const held = ctx.book.quantity(quote.id)
      if (middle < 0.999 * average && held === 0)
        ctx.submit({ type: 'market', instrument: quote.id, side: 'buy', quantity: 1 })
      if (middle > 1.001 * average && held > 0)
        ctx.submit({ type: 'market', instrument: quote.id, side: 'sell', quantity: 1 })
    },
  },
})
const coin = {
  kind: 'spot',
  id: 'BTC/USD@paper',
  assetClass: 'crypto',
  currency: 'USD',
  tick: 0.01,
  lot: 0.001,
  calendar: 'always',
  base: 'BTC',
  quote: 'USD',
} as const
const instruments = createRegistry([coin])
const newEngine = (): Engine =>
  createEngine({
    runId: 'day',
    seed: 7,
    base: 'USD',
    strategies: [revert()],
    rules: [],
    instruments,
    calendars: createCalendars([]),
  })

const path = `${await mkdtemp(`${tmpdir()}/bourse-`)}/day.journal`
const header = { format: 1, version: '0.1.0', runId: 'day', seed: '7', config: 'a', registry: 'b', code: 'c' }
const clock = manualClock('2026-01-05T00:00Z')
const exchange = paperExchange(clock, instruments)
const rng = createRng('a day')
let price = 100_000

await live('morning', 120)
await live('afternoon', 180)

const journal = await openJournalFile(path, header)
const replayed = await replayJournal(newEngine(), journal)
await journal.close()
console.log(`replayed ${replayed.inputs} inputs: ${replayed.equal ? 'the same decisions' : 'DIFFERENT'}`)
assert(replayed.equal)
assert.equal(new Set(exchange.orders).size, exchange.orders.length)

/** Lives for so many minutes, then stops; what it knows is in the journal alone. */
async function live(name: string, minutes: number): Promise<void> {
  const file = await openJournalFile(path, header)
  const engine = newEngine()
  const stop = new AbortController()
  const run = runLive(engine, exchange.connect(), { mode: 'paper', clock, journal: file, signal: stop.signal })
  await quiet()
  for (let minute = 0; minute < minutes; minute++) await nextMinute(clock, exchange)
  exchange.disconnect()
  stop.abort()
  const { end } = await run
  await file.close()
  const { length } = exchange.orders
  console.log(`${name}: ${end} after ${length} orders, holding ${engine.book.quantity('BTC/USD@paper')}`)
  assert.equal(end, 'stopped')
}

async function nextMinute(time: ManualClock, { quote }: Exchange): Promise<void> {
  time.advance(time.now() + 60_000)
  price *= 1 + 0.001 * rng.normal()
  quote('BTC/USD@paper', Math.round(price * 100) / 100)
  await quiet()
}

/** Lets what was set off come to rest, the disk included. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 4; i++) await new Promise((resolve) => setTimeout(resolve, 0))
}
