import { expect, test } from 'vitest'
import { indicativeMargins } from './indicativeMargins.js'
import { marginOn, parseMargins } from './marginTable.js'

const header = 'root,from,initial,maintenance,currency,source'

test('the latest row in force', () => {
  const table = parseMargins(`${header}\nES,2026-01-02,20000,18000,USD,a, b\r\nES,2026-06-01,22000,20000,USD,c\n\n`)
  if (!table.ok) throw new Error(table.failure.message)
  const on = (date: '2026-05-31' | '2026-06-01' | '2026-01-01') => marginOn(table.value, 'ES', date)
  expect(on('2026-05-31')).toMatchObject({ value: { initial: 20_000, source: 'a, b' } })
  expect(on('2026-06-01')).toMatchObject({ value: { initial: 22_000 } })
  expect(on('2026-01-01')).toMatchObject({ failure: { code: 'margin/missing' } })
  expect(marginOn(table.value, 'ES', '2026-09-01', { maxAgeDays: 30 })).toMatchObject({
    failure: { code: 'margin/stale' },
  })
})

test.each([
  '',
  'root,initial',
  `${header}\nES,2026-13-01,2,1,USD,x`,
  `${header}\nES,2026-01-01,1,2,USD,x`,
  `${header}\nES,2026-01-01,,1,USD,x`,
  `${header}\nES,2026-01-01,2,1,USD`,
  `${header}\n,2026-01-01,2,1,USD,x`,
  `${header}\nES,2026-01-01,two,1,USD,x`,
])('text that is no table: %j', (text) => {
  expect(parseMargins(text)).toMatchObject({ failure: { code: 'margin/parse' } })
})

test('the sample says that it is old', () => {
  expect(indicativeMargins.length).toBeGreaterThan(35)
  for (const { from, initial, maintenance, source } of indicativeMargins) {
    expect(from < '2023').toBe(true)
    expect(initial > maintenance).toBe(true)
    expect(source).toMatch(/stale/)
  }
})
