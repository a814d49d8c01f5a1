import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { JournalEntry, JournalHeader, JournalRecord } from '@bourse/core'
import { expect, test } from 'vitest'
import { openJournalFile } from './openJournalFile.js'

const header: JournalHeader = { format: 1, version: '0', runId: 'r1', seed: '1', config: 'a', registry: 'b', code: 'c' }
const file = async () => `${await mkdtemp(`${tmpdir()}/journal-`)}/r1.journal`
const input = (seq: number): JournalRecord => ({
  record: 'input',
  input: {
    kind: 'quote',
    id: 'ÄÖ@X',
    bid: 1,
    ask: Number.NaN,
    bidSize: 0,
    askSize: 2,
    seq,
    time: seq,
    at: seq,
    source: 's',
  },
})
const audit = (what: string): JournalRecord => ({ record: 'audit', time: 1, what })
async function all(entries: AsyncIterable<JournalEntry>): Promise<JournalEntry[]> {
  const list: JournalEntry[] = []
  for await (const entry of entries) list.push(entry)
  return list
}

test('what was durable is read back, from anywhere, before and after reopening', async () => {
  const path = await file()
  const journal = await openJournalFile(path, header)
  expect(journal.append([input(0), audit('a')])).toBe(1)
  expect(journal.append([input(1)])).toBe(2)
  await Promise.all([journal.durable(0), journal.durable(2), journal.durable(1)])
  expect((await all(journal.read())).map((one) => one.position)).toEqual([0, 1, 2])
  await journal.close()
  await journal.close()
  const again = await openJournalFile(path, { ...header, code: 'other' })
  expect(again.header.code).toBe('c')
  expect([again.length, again.torn]).toEqual([3, 0])
  const entries = await all(again.read(1))
  expect(entries[0]).toEqual({ position: 1, record: 'audit', time: 1, what: 'a' })
  expect(entries[1]).toMatchObject({ record: 'input', input: { id: 'ÄÖ@X', ask: Number.NaN } })
  again.renew({ ...header, code: 'other' })
  again.append([audit('b')])
  await again.close()
  const third = await openJournalFile(path, header)
  expect([third.header.code, third.length]).toEqual(['other', 4])
  await third.close()
})

test('a tail that a crash tore is cut off, wherever it was torn', async () => {
  const path = await file()
  const journal = await openJournalFile(path, header)
  journal.append([input(0), input(1), audit('last')])
  await journal.close()
  const whole = await readFile(path)
  const firstTwo = whole.lastIndexOf(0x0a, whole.lastIndexOf(0x0a) - 1) + 1
  for (let cut = firstTwo + 1; cut < whole.length; cut++) {
    await writeFile(path, whole.subarray(0, cut))
    const opened = await openJournalFile(path, header)
    expect([opened.length, opened.torn], `cut at ${cut}`).toEqual([2, cut - firstTwo])
    opened.append([audit('again')])
    await opened.close()
    expect((await readFile(path)).subarray(0, firstTwo)).toEqual(whole.subarray(0, firstTwo))
  }
})

test('damage in the middle stops, and names the line', async () => {
  const path = await file()
  const journal = await openJournalFile(path, header)
  journal.append([input(0), input(1), input(2)])
  await journal.close()
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"seq":1', '"seq":7'))
  await expect(openJournalFile(path, header)).rejects.toMatchObject({ code: 'journal/damaged', details: { line: 3 } })
})

test('a journal of another run, a newer format and a closed file are refused', async () => {
  const path = await file()
  const journal = await openJournalFile(path, header)
  await journal.close()
  expect(() => journal.append([audit('late')])).toThrow(expect.objectContaining({ code: 'journal/full' }))
  await expect(openJournalFile(path, { ...header, runId: 'r2' })).rejects.toMatchObject({ code: 'journal/foreign' })
  await expect(openJournalFile(path, { ...header, format: 2 })).rejects.toMatchObject({ code: 'input/out-of-range' })
  await appendFile(path, 'rubbish')
  const opened = await openJournalFile(path, header)
  expect(opened.torn).toBe(7)
  await opened.close()
})

test('too much that waits for the disk is refused, and the batch with it', async () => {
  const journal = await openJournalFile(await file(), header, { mostPending: 100 })
  journal.append([input(0)])
  expect(() => journal.append([input(1)])).toThrow(expect.objectContaining({ code: 'journal/full' }))
  await journal.durable(0)
  expect(journal.append([input(1)])).toBe(1)
  await journal.close()
})
