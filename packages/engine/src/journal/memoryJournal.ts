// A journal that lives as long as its process: for paper runs, browsers and tests.
import {
  inputFromJson,
  inputToJson,
  type Journal,
  type JournalEntry,
  type JournalHeader,
  type JournalRecord,
  type Json,
} from '@bourse/core'

/** A journal, and its records as text, one a line. */
export interface MemoryJournal extends Journal {
  readonly lines: string[]
}

/**
 * A journal in memory: records are text at once, as a disk would keep them, and durable at once. `header`: of the run, its id at
 * least. `lines`: of a run before, to go on with.
 *
 * @example
 * import { memoryJournal } from '@bourse/engine'
 * const journal = memoryJournal({ runId: 'r1' })
 * journal.append([{ record: 'audit', time: 5, what: 'hello' }]) // => 0
 * journal.lines // => ['{"record":"audit","time":5,"what":"hello"}']
 */
export function memoryJournal(
  header: Pick<JournalHeader, 'runId'> & Partial<JournalHeader>,
  lines: string[] = [],
): MemoryJournal {
  const whole: JournalHeader = { format: 1, version: '', seed: '', config: '', registry: '', code: '', ...header }
  return {
    header: whole,
    lines,
    append(batch) {
      for (const record of batch) lines.push(JSON.stringify(recordToJson(record)))
      return lines.length - 1
    },
    durable: () => Promise.resolve(),
    async *read(from = 0): AsyncIterable<JournalEntry> {
      for (let position = from; position < lines.length; position++) {
        const record = JSON.parse(lines[position]!) as { readonly record: string; readonly input: Json }
        yield (
          record.record === 'input'
            ? { position, record: 'input', input: inputFromJson(record.input) }
            : { position, ...record }
        ) as JournalEntry
      }
    },
  }
}

function recordToJson(record: JournalRecord): Json {
  return record.record === 'input' ? { record: 'input', input: inputToJson(record.input) } : (record as unknown as Json)
}
