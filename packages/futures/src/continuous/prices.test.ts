import { golden, ulpsBetween } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { continuousPrices } from './continuousPrices.js'
import type { RollAdjustment } from './series.js'

type Row = {
  id: string
  prices: string[][]
  rollAfterIndex: number[]
  gaps: string[]
  raw: string[]
  backwardDifference: string[]
  forwardDifference: string[]
  backwardRatio: string[]
  forwardRatio: string[]
}
const { rows, title } = golden<{ backAdjust: Row[] }>('futures/rolls.dev.json')

function joined(row: Pick<Row, 'prices' | 'rollAfterIndex'>, adjust: RollAdjustment) {
  const result = continuousPrices(
    row.prices.map((column) => column.map(Number)),
    row.rollAfterIndex,
    adjust,
  )
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}

describe.skipIf(!rows)(title, () => {
  test.each(rows?.backAdjust ?? [])('$id', (row) => {
    const plain = joined(row, 'none')
    expect([...plain.raw]).toEqual(row.raw.map(Number))
    expect([...plain.adjusted]).toEqual(row.raw.map(Number))
    expect([...plain.gaps]).toEqual(row.gaps.map(Number))
    expect([...joined(row, 'difference').adjusted]).toEqual(row.backwardDifference.map(Number))
    expect([...joined(row, 'forward').adjusted]).toEqual(row.forwardDifference.map(Number))
    for (const [adjust, column] of [
      ['ratio', row.backwardRatio],
      ['forward-ratio', row.forwardRatio],
    ] as const)
      for (const [i, value] of joined(row, adjust).adjusted.entries())
        expect(ulpsBetween(value, Number(column[i]))).toBeLessThanOrEqual(4)
  })
})

test('ratios refuse what has no ratio', () => {
  const oil = [
    [20, -37.63, 10],
    [25, 20, 21],
  ]
  expect(continuousPrices(oil, [1], 'ratio')).toMatchObject({ ok: false, failure: { code: 'roll/non-positive-price' } })
  expect(continuousPrices(oil, [1], 'difference').ok).toBe(true)
})

test('columns that do not fit are refused', () => {
  expect(() => continuousPrices([[1], [2]], [], 'none')).toThrow(/rollAfter/)
  expect(() => continuousPrices([[1], [2]], [1], 'none')).toThrow(/rollAfter/)
})

test('a ratio over hundreds of rolls still ends on the raw price', () => {
  const [contracts, days] = [300, 600]
  const columns = Array.from({ length: contracts }, (_, j) =>
    Array.from({ length: days }, (_, day) => 100 + ((j * 37 + day * 11) % 97) / 7),
  )
  const rollAfter = Array.from({ length: contracts - 1 }, (_, j) => 2 * j + 1)
  const joined = continuousPrices(columns, rollAfter, 'ratio')
  if (!joined.ok) throw new Error(joined.failure.message)
  const { raw, adjusted } = joined.value
  expect(adjusted[days - 1]).toBe(raw[days - 1])
  expect(adjusted[days - 2]).toBe(raw[days - 2])
  // The first factor in exact arithmetic: prices are sevenths, their ratios quotients of integers.
  let [over, under] = [1n, 1n]
  for (const [j, day] of rollAfter.entries()) {
    over *= BigInt(700 + (((j + 1) * 37 + day * 11) % 97))
    under *= BigInt(700 + ((j * 37 + day * 11) % 97))
  }
  const factor = Number((over * 10n ** 40n) / under) / 1e40
  expect(Math.abs(adjusted[0]! / raw[0]! / factor - 1)).toBeLessThan(300 * 2 ** -53)
})
