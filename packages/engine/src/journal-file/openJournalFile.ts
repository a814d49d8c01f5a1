import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  BourseError,
  badArgument,
  inputFromJson,
  inputToJson,
  type Journal,
  type JournalEntry,
  type JournalHeader,
  type JournalRecord,
  type Json,
} from '@bourse/core'
import { lineOf } from './lines.js'
import { scanLines } from './scanFile.js'

/**
 * `mostPending`: bytes that may wait for the disk before `append` refuses (default 64 MiB). `upcasts`: by format, how a
 * record of that format is written in the next one.
 */
export type FileJournalOptions = {
  readonly mostPending?: number
  readonly upcasts?: {
    /** From this format to the next. */
    readonly [format: number]: (record: Json) => Json
  }
}

/** A journal in a file. `torn`: bytes of an unfinished record that were cut off when it was opened. */
export interface FileJournal extends Journal {
  readonly torn: number
  /** Records so far. */
  readonly length: number
  /** From here on another code or configuration writes: its header follows, and is `header` from now on. */
  renew(header: JournalHeader): void
  /** Waits for the disk and closes the file. */
  close(): Promise<void>
}

/** The format this version writes. */
const format = 1

/**
 * Opens a journal file, or begins one. `append` keeps records in memory, `durable` writes and syncs all that wait at
 * once; only then is a record safe. A record that a crash cut short is cut off when the file is opened; a damaged one with
 * others behind it throws `journal/damaged` with its line, because what follows cannot be trusted to be complete. The
 * header of an existing file stays (`header` says which); another run id throws `journal/foreign`, a newer format
 * `journal/newer`. `append` throws `journal/full` when too much waits for the disk or the disk refused a write.
 *
 * @example
 * import { mkdtemp } from 'node:fs/promises'
 * import { tmpdir } from 'node:os'
 * import { openJournalFile } from '@bourse/engine/journal-file'
 * const folder = await mkdtemp(`${tmpdir()}/journal-`)
 * const header = { format: 1, version: '0.1.0', runId: 'r1', seed: '1', config: 'a', registry: 'b', code: 'c' }
 * const journal = await openJournalFile(`${folder}/r1.journal`, header)
 * await journal.durable(journal.append([{ record: 'audit', time: 5, what: 'begun' }]))
 * journal.length // => 1
 * await journal.close()
 */
export async function openJournalFile(
  path: string,
  header: JournalHeader,
  options: FileJournalOptions = {},
): Promise<FileJournal> {
  const { mostPending = 64 * 2 ** 20, upcasts = {} } = options
  if (!(mostPending > 0)) throw badArgument('openJournalFile', 'mostPending', mostPending, 'bytes > 0')
  if (header.format !== format) throw badArgument('openJournalFile', 'header.format', header.format, `${format}`)
  const file = await open(path, 'a+')
  try {
    return await openedJournal(path, file, header, mostPending, upcasts)
  } catch (error) {
    await file.close()
    throw error
  }
}

type Headed = { readonly header: JournalHeader }

async function openedJournal(
  path: string,
  file: FileHandle,
  own: JournalHeader,
  mostPending: number,
  upcasts: NonNullable<FileJournalOptions['upcasts']>,
): Promise<FileJournal> {
  const found = await recover(path, file)
  if (found.header !== undefined) checkHeader(path, found.header, own.runId)
  let header = found.header ?? own
  let length = found.records
  let durableLength = length
  let durableBytes = found.bytes
  let pending: string[] = []
  let pendingBytes = 0
  let writing: Promise<void> | undefined
  let broken: BourseError | undefined
  let closed = false

  const put = (record: Json): void => {
    const line = lineOf(record)
    pending.push(line)
    pendingBytes += line.length
  }
  const flush = async (): Promise<void> => {
    const text = pending.join('')
    const upTo = length
    pending = []
    pendingBytes = 0
    try {
      const bytes = Buffer.from(text)
      await file.appendFile(bytes)
      await file.datasync()
      durableLength = upTo
      durableBytes += bytes.length
    } catch (error) {
      broken = full(path, 'the disk refused a write', error)
      throw broken
    }
  }
  /** One write at a time; whoever waits meanwhile shares the next. */
  const flushAll = async (): Promise<void> => {
    while (writing !== undefined) await writing
    if (broken !== undefined) throw broken
    if (pending.length === 0) return
    writing = flush().finally(() => {
      writing = undefined
    })
    await writing
  }
  if (found.header === undefined) {
    put({ header: own } as unknown as Json)
    await flushAll()
    await syncFolder(path)
  }

  return {
    get header() {
      return header
    },
    torn: found.torn,
    get length() {
      return length
    },
    append(batch) {
      if (closed) throw full(path, 'the journal is closed')
      if (broken !== undefined) throw broken
      if (pendingBytes > mostPending) throw full(path, `${pendingBytes} bytes wait for the disk`)
      // All or nothing: a record that is no JSON must not leave half a batch behind.
      const lines = batch.map((record) => lineOf(recordToJson(record)))
      for (const line of lines) {
        pending.push(line)
        pendingBytes += line.length
      }
      length += batch.length
      return length - 1
    },
    async durable(position) {
      while (durableLength <= position) {
        if (position >= length) throw badArgument('durable', 'position', position, `< ${length}`)
        await flushAll()
      }
    },
    async *read(from = 0): AsyncIterable<JournalEntry> {
      await flushAll()
      let position = 0
      let written = format
      for await (const { line, record } of scanLines(file, durableBytes)) {
        if (record === undefined) throw damaged(path, line)
        if (isHeader(record)) written = record.header.format
        else if (position++ >= from) yield entryFromJson(path, line, position - 1, upcast(record, written, upcasts))
      }
    },
    renew(next) {
      if (next.runId !== header.runId) throw foreign(path, header.runId, next.runId)
      put({ header: next } as unknown as Json)
      header = next
    },
    async close() {
      if (closed) return
      await flushAll()
      closed = true
      await file.close()
    },
  }
}

/** Reads a file to the end of its good part, and cuts off what is not. */
async function recover(
  path: string,
  file: FileHandle,
): Promise<{ header: JournalHeader | undefined; records: number; bytes: number; torn: number }> {
  const { size } = await file.stat()
  let header: JournalHeader | undefined
  let [records, bytes] = [0, 0]
  let bad: number | undefined
  for await (const { line, end, record } of scanLines(file, size)) {
    if (record === undefined) {
      bad ??= line
      continue
    }
    if (bad !== undefined) throw damaged(path, bad)
    if (isHeader(record)) header = record.header
    else if (header === undefined) throw damaged(path, line)
    else records++
    bytes = end
  }
  if (bytes < size) {
    await file.truncate(bytes)
    await file.datasync()
  }
  return { header, records, bytes, torn: size - bytes }
}

function isHeader(record: Json): record is Json & Headed {
  return typeof record === 'object' && record !== null && 'header' in record
}

function recordToJson(record: JournalRecord): Json {
  if (record.record === 'input') return { record: 'input', input: inputToJson(record.input) }
  return record as unknown as Json
}

function entryFromJson(path: string, line: number, position: number, json: Json): JournalEntry {
  const entry = json as unknown as { readonly record: JournalEntry['record']; readonly input: Json }
  if (entry.record !== 'input') return { position, ...entry } as unknown as JournalEntry
  try {
    return { position, record: 'input', input: inputFromJson(entry.input) }
  } catch (cause) {
    throw new BourseError('input/parse', `${path}: line ${line} holds no input: ${(cause as Error).message}`, {
      details: { where: 'openJournalFile', path, line },
      remedy: 'give upcasts for records of older formats',
      cause,
    })
  }
}

function upcast(record: Json, from: number, upcasts: NonNullable<FileJournalOptions['upcasts']>): Json {
  let json = record
  for (let at = from; at < format; at++) json = upcasts[at]?.(json) ?? json
  return json
}

function checkHeader(path: string, found: JournalHeader, runId: string): void {
  if (found.runId !== runId) throw foreign(path, found.runId, runId)
  if (found.format > format)
    throw new BourseError('journal/newer', `${path} has format ${found.format}, this version reads up to ${format}`, {
      details: { where: 'openJournalFile', path, value: found.format, allowed: format },
      remedy: 'open it with the version that wrote it, or a newer one',
    })
}

/** A new file is in its folder only when the folder is on disk too. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch {
    // Platforms that cannot open a folder keep its entries by themselves.
  }
}

function foreign(path: string, found: string, wanted: string): BourseError {
  return new BourseError('journal/foreign', `${path} is the journal of run ${found}, not of ${wanted}`, {
    details: { where: 'openJournalFile', path, value: found, allowed: wanted },
    remedy: 'give each run a file of its own',
  })
}

function damaged(path: string, line: number): BourseError {
  return new BourseError('journal/damaged', `${path}: line ${line} is damaged, and others follow it`, {
    details: { where: 'openJournalFile', path, line },
    remedy: 'restore the file from a copy; cut it off before that line only if you know what was lost',
  })
}

function full(path: string, why: string, cause?: unknown): BourseError {
  return new BourseError('journal/full', `${path}: ${why}`, {
    details: { where: 'openJournalFile', path },
    remedy: 'make room or give it a faster disk; nothing is sent before it is on disk',
    ...(cause === undefined ? {} : { cause }),
  })
}
