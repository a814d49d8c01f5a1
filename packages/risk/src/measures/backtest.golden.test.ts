import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { seriesOf } from '../fixtures/datasets.js'
import {
  acerbiSzekely,
  baselZone,
  christoffersenTest,
  ewmaVolatility,
  historicalVar,
  kupiecTest,
  normalTail,
  rollingTail,
  testVar,
  varExceptions,
} from '../index.js'

type Zone = { zone: string; cumulative: number; plusFactor: number; multiplier: number }
type Series = {
  id: string
  dataset: string
  weights: number[]
  window: number
  alpha: number
  model: string
  varSeries: number[]
  exceptions: number
  n: number
  kupiec: { LR: number; p: number }
  christoffersenIndependence: { n00: number; n01: number; n10: number; n11: number; LRind: number; p: number }
  conditionalCoverage: { LR: number; p: number }
  binomialTwoSidedZ: number
  trafficLight: { last250: Zone } | null
  acerbiSzekely?: { esSeries: number[]; Z1: number; Z2: number }
}
type Table = { id: string; n: number; x: number; p: number; LR: number; pValue: number; traffic: Zone | null }
const { rows, title } = golden<{ cases: (Series | Table)[] }>('optrisk/var_backtest.dev.json')

const close = (ours: number, theirs: number, tolerance = 1e-9) =>
  expect(
    Math.min(relativeError(ours, theirs), Math.abs(ours - theirs)),
    `${ours} against ${theirs}`,
  ).toBeLessThanOrEqual(tolerance)

const zones = (ours: ReturnType<typeof baselZone>, theirs: Zone) => {
  expect(ours.zone).toBe(theirs.zone)
  close(ours.cumulative, theirs.cumulative)
  expect([ours.plusFactor, ours.multiplier]).toEqual([theirs.plusFactor, theirs.multiplier])
}

describe.skipIf(!rows)(title, () => {
  const tables = (rows?.cases ?? []).filter((row): row is Table => 'x' in row)
  const series = (rows?.cases ?? []).filter((row): row is Series => !('x' in row))

  test.each(tables)('$id', (row) => {
    const { statistic, probability } = kupiecTest(row.x, row.n, 1 - row.p)
    close(statistic, row.LR)
    close(probability, row.pValue)
    if (row.traffic !== null) zones(baselZone(row.x), row.traffic)
  })

  test.each(series)('$id', (row) => {
    const all = seriesOf(row.dataset, row.weights)
    const returns = all.subarray(row.window)
    const vars = Float64Array.from(row.varSeries)
    const hits = varExceptions(returns, vars)
    expect([hits.length, hits.reduce((a, b) => a + b, 0)]).toEqual([row.n, row.exceptions])
    const [kupiec, independence, conditional, binomial, basel] = testVar(returns, vars, row.alpha)
    close(kupiec!.statistic, row.kupiec.LR)
    close(kupiec!.probability, row.kupiec.p, 1e-7)
    close(independence!.statistic, row.christoffersenIndependence.LRind)
    close(independence!.probability, row.christoffersenIndependence.p)
    close(conditional!.statistic, row.conditionalCoverage.LR)
    close(conditional!.probability, row.conditionalCoverage.p)
    close(binomial!.statistic, row.binomialTwoSidedZ)
    const { n00, n01, n10, n11 } = row.christoffersenIndependence
    expect(christoffersenTest(hits).after).toEqual([
      [n00, n01],
      [n10, n11],
    ])
    expect(basel?.test).toBe(row.trafficLight === null ? undefined : 'basel')
    if (row.trafficLight !== null) zones(baselZone(basel!.statistic), row.trafficLight.last250)
    if (row.acerbiSzekely !== undefined) {
      const { z1, z2 } = acerbiSzekely(returns, vars, Float64Array.from(row.acerbiSzekely.esSeries), row.alpha)
      close(z1, row.acerbiSzekely.Z1)
      close(z2, row.acerbiSzekely.Z2)
    }
    // The series themselves, from the days before each.
    for (let t = 0; t < row.n; t += 7) {
      const past = all.subarray(t, t + row.window)
      if (row.model === 'historical_linear') close(historicalVar(past, row.alpha, { rule: 7 }), vars[t]!, 1e-10)
    }
    if (row.model === 'normal') {
      const tail = rollingTail(row.window, row.alpha, 'normal')
      for (let t = 0; t < all.length - 1; t++) {
        const { valueAtRisk, shortfall } = tail.next(all[t]!)
        if (t < row.window - 1) continue
        close(valueAtRisk, vars[t - row.window + 1]!, 1e-10)
        close(shortfall, row.acerbiSzekely!.esSeries[t - row.window + 1]!, 1e-10)
      }
    }
  })
})

test('ewma volatility is the recursion', () => {
  const volatility = ewmaVolatility(0.9)
  volatility.next(0.02)
  close(volatility.next(0.01) ** 2, 0.9 * 0.0004 + 0.1 * 0.0001, 1e-14)
  close(normalTail(0, 1, 0.95).valueAtRisk, 1.6448536269514722, 1e-14)
})
