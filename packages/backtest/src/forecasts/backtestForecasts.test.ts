import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { InstrumentId, Resolution } from '@bourse/core'
import { sharedFile } from '@bourse/proof'
import { expect, test } from 'vitest'
import { backtestForecasts, type MarketForecast } from './backtestForecasts.js'

const resolution = (
  id: InstrumentId,
  pays: number,
  disputed = false,
  at = 10,
): Resolution & { readonly at: number } => ({ kind: 'resolution', id, pays, disputed, at })

test('figures by hand', () => {
  const forecasts: MarketForecast[] = [
    { id: 'A@M', time: 1, probability: 0.9, price: 0.7, category: 'rain' },
    { id: 'B@M', time: 1, probability: 0.2, price: 0.5, category: 'snow' },
    { id: 'C@M', time: 1, probability: 0.5, category: 'rain' },
    { id: 'D@M', time: 1, probability: 0.5 },
    { id: 'E@M', time: 10, probability: 0.5 },
    { id: 'F@M', time: 1, probability: 0.5 },
  ]
  const facts = [
    resolution('A@M', 1),
    resolution('B@M', 1),
    resolution('C@M', 0.5),
    resolution('D@M', 1, true),
    resolution('E@M', 1),
  ]
  const report = backtestForecasts(forecasts, facts, { fee: 0.01 })
  expect([report.count, report.unresolved]).toEqual([3, 3])
  expect(report.brier).toBeCloseTo((0.01 + 0.64 + 0) / 3, 12)
  expect(report.logLoss).toBeCloseTo((-Math.log(0.9) - Math.log(0.2) - Math.log(0.5)) / 3, 12)
  expect(report.edge).toBeCloseTo(0.25, 12)
  // A yes at 0.71 pays 1; a no at 0.51 pays nothing.
  expect(report.captured).toBeCloseTo((0.29 - 0.51) / 2, 12)
  expect(report.roi).toBeCloseTo((0.29 - 0.51) / 1.22, 12)
  expect(report.byCategory['category']).toEqual(['rain', 'snow'])
  expect(Array.from(report.byCategory['count'] as Float64Array)).toEqual([2, 1])
  expect((report.calibration['count'] as Float64Array)[9]).toBe(1)
  expect(backtestForecasts([{ id: 'A@M', time: 1, probability: 0 }], facts).logLoss).toBeNaN()
  expect(() => backtestForecasts([{ id: 'A@M', time: 1, probability: 1.2 }], facts)).toThrow(/probability of A@M/)
})

const file = sharedFile('data/prediction/forecastbench_resolved_markets.csv.gz')
test.skipIf(file === undefined)(
  'resolved markets: the whole is the sum of its categories, and a crowd is better than one half',
  () => {
    // A question may hold commas and line ends; it is the last column.
    const rows = gunzipSync(readFileSync(file!))
      .toString()
      .split('\n')
      .filter((line) => /^\d{4}-\d\d-\d\d,/.test(line))
      .map((line) => line.split(','))
    const time = (cell: string | undefined): number => Date.parse(cell!)
    const told = rows.map(
      (row, i): MarketForecast => ({
        id: `${row[1]}-${i}@M`,
        time: time(row[4]),
        probability: Number(row[3]),
        category: row[1]!,
      }),
    )
    const facts = rows.map((row, i) => resolution(`${row[1]}-${i}@M`, Number(row[8]), false, time(row[7])))
    const report = backtestForecasts(told, facts)
    const counted = rows.filter((row) => time(row[7]) > time(row[4]))
    expect(report.count + report.unresolved).toBe(rows.length)
    expect(report.count).toBe(counted.length)
    const brier = counted.reduce((sum, row) => sum + (Number(row[3]) - Number(row[8])) ** 2, 0) / counted.length
    expect(report.brier).toBeCloseTo(brier, 12)
    expect(report.brier).toBeLessThan(0.25)
    const parts = report.byCategory
    const weighted = Array.from(parts['brier'] as Float64Array).reduce(
      (sum, value, i) => sum + value * (parts['count'] as Float64Array)[i]!,
      0,
    )
    expect(weighted / report.count).toBeCloseTo(brier, 12)
  },
)
