import { BourseError, type Journal, type Json } from '@bourse/core'
import type { Engine } from '../engine/engineTypes.js'
import { textDigest } from '@bourse/core'
import { commandText } from './commandText.js'

/** Commands of the journal against commands of the engine: equal, or the first that differs. `digest` is the engine's. */
export type ReplayEnd = {
  readonly equal: boolean
  readonly digest: string
  readonly inputs: number
  readonly firstDifference?: { readonly seq: number; readonly journal: Json; readonly engine: Json }
}

/**
 * Steps a fresh engine through every input of a journal and compares what it commands with what was commanded then; null
 * stands where one of them has no command. Nothing is sent. Throws `journal/foreign` where the journal is of another run.
 *
 * @example
 * import { createCalendars, createRegistry } from '@bourse/assets'
 * import type { Journal } from '@bourse/core'
 * import { createEngine, replayJournal } from '@bourse/engine'
 * const engine = createEngine({ runId: 'r1', seed: 1, base: 'USD', strategies: [], rules: [], instruments: createRegistry([]), calendars: createCalendars([]) })
 * const empty = { header: { runId: 'r1' }, async *read() {} } as unknown as Journal
 * const end = await replayJournal(engine, empty)
 * end.equal // => true
 */
export async function replayJournal(engine: Engine, journal: Journal): Promise<ReplayEnd> {
  const { runId } = journal.header
  if (runId !== engine.runId) throw foreignRun('replayJournal', runId, engine.runId)
  const digest = textDigest()
  let inputs = 0
  let seq = -1
  let ours: readonly Json[] = []
  let next = 0
  let firstDifference: ReplayEnd['firstDifference']
  const differ = (theirs: Json, mine: Json): void => {
    firstDifference ??= { seq, journal: theirs, engine: mine }
  }
  const closeStep = (): void => {
    for (; next < ours.length; next++) differ(null, ours[next]!)
  }
  for await (const entry of journal.read()) {
    if (entry.record === 'input') {
      closeStep()
      seq = entry.input.seq
      ours = engine.step(entry.input) as unknown as readonly Json[]
      next = 0
      inputs++
      for (const command of ours) digest.add(commandText(command))
    } else if (entry.record === 'command') {
      const mine = ours[next++] ?? null
      if (mine === null || commandText(entry.command) !== commandText(mine)) differ(entry.command, mine)
    }
  }
  closeStep()
  const end = { equal: firstDifference === undefined, digest: digest.digest(), inputs }
  return firstDifference === undefined ? end : { ...end, firstDifference }
}

/** The error for a journal of another run. */
export function foreignRun(where: string, journal: string, engine: string): BourseError {
  return new BourseError('journal/foreign', `${where}: the journal is of run ${journal}, the engine of run ${engine}`, {
    details: { where, value: journal, allowed: engine },
    remedy: 'give the engine the run id of the journal, or the run a journal of its own',
  })
}
