// A day on paper: the engine is driven as it is live, by a clock, a broker and a journal on disk, and the journal is replayed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createEngine,
  createRegistry,
  createRng,
  createSimVenue,
  type Engine,
  money,
  paperSystem,
  type ReplayEnd,
  replayJournal,
  runLive,
} from 'bourse'
import { openJournalFile } from 'bourse/engine/journal-file'
import { calendars, margins, rules, slots, venue as terms } from './desk.js'
import { demoMarket, seed } from './market.js'

export type PaperDay = { readonly fills: number; readonly equity: number; readonly replay: ReplayEnd }

export async function paperDay(): Promise<PaperDay> {
  const market = demoMarket(calendars, '2026-01-05', '2026-01-06', '5m')
  const instruments = createRegistry(market.instruments)
  const newEngine = (): Engine =>
    createEngine({
      runId: 'paper-day',
      seed,
      base: 'USD',
      strategies: slots({ fast: 5, slow: 20 }),
      rules: rules(),
      margins,
      instruments,
      calendars,
      routes: [{ account: 'paper' }],
      groups: { paper: ['bracket', 'oco', 'combo'] },
    })
  const header = {
    format: 1,
    version: '0.1.0',
    runId: 'paper-day',
    seed,
    config: 'demo',
    registry: 'demo',
    code: 'demo',
  }
  const folder = mkdtempSync(join(tmpdir(), 'bourse-'))
  try {
    const journal = await openJournalFile(join(folder, 'day.journal'), header)
    const broker = createSimVenue(instruments, createRng(seed), { ...terms, cash: [money(10_000_000, 'USD')] })
    const system = await paperSystem(instruments, [broker], { facts: market.inputs() })
    const engine = newEngine()
    await runLive(engine, system, { mode: 'paper', clock: system.clock, journal })
    const replay = await replayJournal(newEngine(), journal)
    await journal.close()
    return { fills: broker.counts.fills, equity: engine.book.equity().value, replay }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
