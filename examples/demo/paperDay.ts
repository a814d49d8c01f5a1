// A day on paper in bars of five minutes, every input and command in a journal on disk, and the journal replayed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createEngine,
  createRegistry,
  createRng,
  createSimVenue,
  type Engine,
  type JournalRecord,
  type MarketFact,
  money,
  type ReplayEnd,
  replayJournal,
  runInputs,
  type Sourced,
} from 'bourse'
import { openJournalFile } from 'bourse/engine/journal-file'
import { calendars, margins, rules, slots, venue as terms } from './desk.js'
import { demoMarket, seed } from './market.js'

export type PaperDay = {
  readonly inputs: number
  readonly commands: number
  readonly fills: number
  readonly equity: number
  readonly replay: ReplayEnd
}

export async function paperDay(): Promise<PaperDay> {
  const market = demoMarket(calendars, '2026-01-05', '2026-01-06', '5m')
  const facts = [...market.inputs()] as readonly Sourced<MarketFact>[]
  const instruments = createRegistry(market.instruments)
  const engineOf = (): Engine =>
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
  const folder = mkdtempSync(join(tmpdir(), 'bourse-'))
  try {
    const header = {
      format: 1,
      version: '0.1.0',
      runId: 'paper-day',
      seed,
      config: 'demo',
      registry: 'demo',
      code: 'demo',
    }
    const journal = await openJournalFile(join(folder, 'day.journal'), header)
    const engine = engineOf()
    let fills = 0
    engine.watch((input, commands) => {
      if (input.kind === 'fill') fills++
      const records: JournalRecord[] = [
        { record: 'input', input },
        ...commands.map((command) => ({ record: 'command', command }) as const),
      ]
      journal.append(records)
    })
    const opening = {
      kind: 'cashMove',
      account: 'paper',
      moveId: 'opening',
      reason: 'deposit',
      amount: money(10_000_000, 'USD'),
      at: facts[0]!.at,
      source: 'desk',
    } as const
    const world = createSimVenue(instruments, createRng(seed).fork('venue'), {
      ...terms,
      cash: [money(10_000_000, 'USD')],
    })
    const end = runInputs(engine, { sources: [[opening], facts], venues: [world] })
    await journal.durable(journal.length - 1)
    const replay = await replayJournal(engineOf(), journal)
    await journal.close()
    return { inputs: end.inputs, commands: end.commands, fills, equity: engine.book.equity().value, replay }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
