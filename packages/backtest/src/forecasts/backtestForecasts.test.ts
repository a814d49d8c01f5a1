import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { InstrumentId, Resolution } from '@bourse/core'
import { sharedFile } from '@bourse/proof'
import { expect, test } from 'vitest'
import { backtestForecasts, type MarketForecast } from './backtestForecasts.js'

const resolution = (id: InstrumentId, pays: number, disputed = false, at = 10): Resolution & { readonly at: number } => ({ kind: 'resolution', id, pays, disputed, at })

test('figures by hand', () => {
  const forecasts: MarketForecast[] = [
    { id: 'A@M', time: 1, probability: 0.9, price: 0.7, category: 'rain' },
    { id: 'B@M', time: 1, probability: 0.2, price: 0.5, category: 'snow' },
    { id: 'C@M', time: 1, probability: 0.5, category: 'rain' },
    { id: 'D@M', time: 1, probability: 0.5 },
    { id: 'E@M', time: 10, probability: 0.5 },
    { id: 'F@M', time: 1, probability: 0.5 },
  ]
  const facts = [resolution('A@M', 1), resolution('B@M', 1), resolution('C@M', 0.5), resolution('D@M', 1, true), resolution('E@M', 1)]
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
test.skipIf(file === undefined)('two thousand resolved markets: crowds are calibrated, and better than one half', () => {
  const [head, ...lines] = gunzipSync(readFileSync(file!)).toString().trim().split('\n')
  console.log(head, lines.length, lines[0])
})
