import { createMarketRecord } from '@bourse/core'
import { expect, test } from 'vitest'
import { mergeFacts } from '../align/mergeFacts.js'
import { parseCsv } from '../csv/parseCsv.js'
import { marketAfter } from './marketAfter.js'

const csv = (id: 'A@X' | 'B@X' | 'C@X', ...rows: readonly string[]) =>
  parseCsv(['date,close', ...rows].join('\n'), { id, span: '1d' })
const all = [
  csv('A@X', '2026-01-02,10', '2026-01-05,11'),
  csv('B@X', '2026-01-02,20', '2026-01-05,'),
  csv('C@X', '2026-01-02,'),
]

test('is the record that had seen every bar', () => {
  const [fast, slow] = [marketAfter(all), createMarketRecord()]
  for (const input of mergeFacts(all)) slow.observe(input)
  for (const id of ['A@X', 'B@X', 'C@X'] as const) expect(fast.mark(id)).toEqual(slow.mark(id))
  expect([fast.markValue('A@X'), fast.markValue('B@X'), fast.mark('C@X')]).toEqual([11, 20, undefined])
})
