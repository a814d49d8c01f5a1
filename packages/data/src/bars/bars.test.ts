import type { Bar, Sourced } from '@bourse/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barColumns, columnBars } from './barColumns.js'
import { barsBetween } from './barsBetween.js'
import { barRows, barsOf } from './barsOf.js'
import { filterBars } from './filterBars.js'

const bar: Sourced<Bar> = {
  kind: 'bar',
  id: 'A@X',
  span: '1m',
  open: 1,
  high: 3,
  low: 0,
  close: 2,
  volume: 5,
  adjusted: 1,
  at: 60_000,
  source: 'bars',
}
const number = fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 64)
const rows = fc.array(
  fc.record({ open: number, high: number, low: number, close: number, volume: number, adjusted: number }),
  { minLength: 1, maxLength: 80 },
)

test('rows to columns and back, rows to Arrow and back', () => {
  fc.assert(
    fc.property(rows, fc.subarray(['openInterest', 'settlement', 'trades'] as const), (prices, extra) => {
      const all = prices.map(
        (one, i): Sourced<Bar> => ({
          ...bar,
          ...one,
          ...Object.fromEntries(extra.map((name) => [name, i])),
          at: 60_000 * (i + 1),
        }),
      )
      const bars = barsOf(all)
      expect([...barRows(bars)]).toEqual(all)
      expect(columnBars(barColumns(bars), bars)).toEqual(bars)
      expect(barsBetween(bars, 120_000, 240_000).close).toEqual(bars.close.slice(1, 3))
      expect([...filterBars(bars, (row) => row % 2 === 0).open]).toEqual(
        [...bars.open].filter((_, row) => row % 2 === 0),
      )
    }),
    { seed: 71, numRuns: 100 },
  )
})

test('rows that do not belong together are refused', () => {
  expect(() => barsOf([])).toThrow(/no rows/)
  expect(() => barsOf([bar, { ...bar, id: 'B@X' }])).toThrow(/row 1 is of B@X 1m/)
  expect(() => barsOf([bar, bar])).toThrow(/row 1 is dated 60000, the one before it 60000/)
  expect(() => barsOf([{ ...bar, at: Number.NaN }])).toThrow(/row 0 is dated NaN/)
  expect([...barsOf([bar, { ...bar, at: 5 }], { unchecked: true }).time]).toEqual([60_000, 5])
})

test('columns that do not fit are refused', () => {
  const of = { id: 'A@X', span: '1m' } as const
  const one = Float64Array.of(1)
  expect(() => columnBars({ time: one }, of)).toThrow(/no column close/)
  expect(() => columnBars({ time: one, close: Float64Array.of(1, 2) }, of)).toThrow(/close has 2 rows/)
  expect(() => columnBars({ time: one, close: ['1'] }, of)).toThrow(/holds text/)
  expect(() => columnBars({ time: Float64Array.of(2, 1), close: Float64Array.of(1, 2) }, of)).toThrow(/row 1/)
  expect([...columnBars({ time: one, close: Int32Array.of(3) }, of).close]).toEqual([3])
})
