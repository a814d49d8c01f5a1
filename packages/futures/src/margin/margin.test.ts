import { expect, test } from 'vitest'
import { indicativeMargins } from './indicativeMargins.js'
import { marginOn, parseMargins } from './marginTable.js'
import { parseSpreadCredits, spreadCreditsOn } from './spreadCredits.js'

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

const credits = 'legs,from,credit,source'

test('of every spread the latest credit in force, largest first', () => {
  const table = parseSpreadCredits(
    `${credits}\n1 ES -1 NQ,2026-01-02,0.7,a, b\r\n2 ZF -1 ZB,2026-01-02,0.75,c\n-1 NQ 1 ES,2026-06-01,0.8,d\n`,
  )
  if (!table.ok) throw new Error(table.failure.message)
  const on = (date: '2026-05-31' | '2026-06-01' | '2026-01-01') => spreadCreditsOn(table.value, date)
  expect(on('2026-01-01')).toEqual([])
  expect(on('2026-05-31').map(({ credit, source }) => [credit, source])).toEqual([
    [0.75, 'c'],
    [0.7, 'a, b'],
  ])
  expect(on('2026-06-01').map(({ credit }) => credit)).toEqual([0.8, 0.75])
})

test.each([
  '',
  'legs,credit',
  `${credits}\n1 ES 1 NQ,2026-01-02,0.7,a`,
  `${credits}\n1 ES,2026-01-02,0.7,a`,
  `${credits}\n1 ES -1,2026-01-02,0.7,a`,
  `${credits}\n0 ES -1 NQ,2026-01-02,0.7,a`,
  `${credits}\n1 ES -1 NQ,2026-02-30,0.7,a`,
  `${credits}\n1 ES -1 NQ,2026-01-02,80,a`,
  `${credits}\n1 ES -1 NQ,2026-01-02,,a`,
  `${credits}\n1 ES -1 NQ,2026-01-02,0.7`,
])('text that is no table of credits: %j', (text) => {
  expect(parseSpreadCredits(text)).toMatchObject({ failure: { code: 'margin/parse' } })
})
