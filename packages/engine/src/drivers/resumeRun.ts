// A start is a restart: the engine is brought to where the journal ends, by the same steps that led there.
import type { EpochMs, Input, Journal, Json } from '@bourse/core'
import type { Engine } from '../engine/engineTypes.js'
import { foreignRun } from '../journal/replayJournal.js'

/** What the journal told: its newest input's time, and whether anything was in it. */
export type ResumedRun = { readonly entries: number; readonly inputs: number; readonly time: EpochMs }

/**
 * The newest snapshot, then every input after it; commands are not sent again. `sameCode` false: facts are folded and
 * strategies re-warmed, nothing is decided anew, and snapshots of the other code are not used.
 */
export async function resumeRun(engine: Engine, journal: Journal, sameCode: boolean): Promise<ResumedRun> {
  if (journal.header.runId !== engine.runId) throw foreignRun('runLive', journal.header.runId, engine.runId)
  let from = 0
  let entries = 0
  let snapshot: Json | undefined
  for await (const entry of journal.read()) {
    entries = entry.position + 1
    if (entry.record !== 'snapshot' || !sameCode) continue
    from = entry.position + 1
    snapshot = entry.state
  }
  if (snapshot !== undefined) engine.restore(snapshot)
  let inputs = 0
  let waiting: Input | undefined
  let recorded: Json[] = []
  const take = (): void => {
    if (waiting === undefined) return
    inputs++
    if (sameCode) engine.step(waiting)
    else engine.fold(waiting, recorded)
    waiting = undefined
    recorded = []
  }
  for await (const entry of journal.read(from)) {
    if (entry.record === 'input') {
      take()
      waiting = entry.input
    } else if (entry.record === 'command') recorded.push(entry.command)
  }
  take()
  return { entries, inputs, time: engine.position.time }
}
