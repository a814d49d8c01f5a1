import { covariance, fitGarch, garchForecast } from '@bourse/math'
import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { columnOf, datasetOf, seriesOf } from '../fixtures/datasets.js'
import {
  filteredPaths,
  filteredTail,
  filterReturns,
  fitTail,
  simulateReturns,
  simulatedTail,
  tailBeyond,
} from '../index.js'

type GarchRow = {
  id: string
  dataset: string
  series: string
  weights: number[] | null
  params: { omega: number; alpha: number; beta: number }
  logLik: number
  interiorOptimum: boolean
  nextVariance: number
  variances: number[]
  forecast10: number[]
  note?: string
  filteredHistoricalSimulation: {
    indices: number[][]
    pathSumsPercent: number[]
    oneDayVar: { a99: number; a95: number }
  }
}
const garch = golden<{ cases: GarchRow[] }>('optrisk/garch_fhs.dev.json')
const close = (ours: number, theirs: number, tolerance: number) =>
  expect(relativeError(ours, theirs), `${ours} against ${theirs}`).toBeLessThanOrEqual(tolerance)

describe.skipIf(!garch.rows)(garch.title, () => {
  test.each(garch.rows?.cases ?? [])('$id', (row) => {
    const bitcoin = row.series.startsWith('BTC')
    const names = golden<{ [name: string]: { names: string[] } }>('optrisk/datasets.dev.json').rows!
    const column = bitcoin ? names[row.dataset]!.names.findIndex((name) => name.includes('BTC')) : 0
    const returns = row.weights === null ? columnOf(row.dataset, column) : seriesOf(row.dataset, row.weights)
    const { omega, alpha, beta } = row.params
    const told = filterReturns(returns, { omega: omega / 1e4, alpha, beta })
    if (!told.ok) throw new Error(told.failure.message)
    for (const [t, h] of row.variances.entries()) close(1e4 * told.value.variances[t]!, h, 1e-10)
    close(1e4 * told.value.next, row.nextVariance, 1e-10)
    const forecast = garchForecast(told.value.model, told.value.next, 10)
    for (const [k, h] of row.forecast10.entries()) close(1e4 * forecast[k]!, h, 1e-10)
    const { indices, pathSumsPercent, oneDayVar } = row.filteredHistoricalSimulation
    const sums = filteredPaths(told.value, { indices })
    for (const [p, sum] of pathSumsPercent.entries()) close(100 * sums[p]!, sum, 1e-9)
    close(100 * filteredTail(told.value, 0.99, { rule: 7 }).valueAtRisk, oneDayVar.a99, 1e-10)
    close(100 * filteredTail(told.value, 0.95, { rule: 7 }).valueAtRisk, oneDayVar.a95, 1e-10)
    const percent = returns.map((r) => 100 * r)
    const fit = fitGarch(percent)
    if (row.interiorOptimum) {
      const fitted = filterReturns(returns, 'garch')
      if (!fitted.ok) throw new Error(fitted.failure.message)
      close(1e4 * fitted.value.model.omega, omega, 1e-5)
      close(fitted.value.model.alpha, alpha, 1e-5)
      close(fitted.value.model.beta, beta, 1e-5)
    } else expect(fit.logLikelihood).toBeGreaterThanOrEqual(row.logLik - (row.note === undefined ? 1e-6 : 1e-3))
  })
})

type EvtRow = {
  id: string
  dataset: string
  weights: number[] | null
  series: string
  thresholdQuantile: number
  threshold: number
  nExceed: number
  n: number
  xi: number
  beta: number
  logLik: number
  tail: { [confidence: string]: { var: number; es: number } }
  meanExcess: number
  hill: number
}
const evt = golden<{ cases: EvtRow[] }>('optrisk/evt.dev.json')

describe.skipIf(!evt.rows)(evt.title, () => {
  test.each(evt.rows?.cases ?? [])('$id', (row) => {
    const column = Number(/column (\d+)/.exec(row.series)?.[1] ?? 0)
    const returns = row.weights === null ? columnOf(row.dataset, column) : seriesOf(row.dataset, row.weights)
    const fit = fitTail(
      returns.map((r) => -r),
      row.thresholdQuantile,
    )
    if (!fit.ok) throw new Error(fit.failure.message)
    const tail = fit.value
    close(tail.threshold, row.threshold, 1e-12)
    expect([tail.exceeding, tail.count]).toEqual([row.nExceed, row.n])
    close(tail.xi, row.xi, 1e-5)
    close(tail.beta, row.beta, 1e-5)
    expect(Math.abs(tail.logLikelihood - row.logLik)).toBeLessThan(1e-8)
    close(tail.meanExcess, row.meanExcess, 1e-10)
    close(tail.hill, row.hill, 1e-10)
    for (const [confidence, want] of Object.entries(row.tail)) {
      const ours = tailBeyond({ ...tail, xi: row.xi, beta: row.beta }, Number(confidence))
      close(ours.valueAtRisk, want.var, 1e-10)
      close(ours.shortfall, want.es, 1e-10)
    }
  })
})

type VarRow = {
  id: string
  dataset: string
  weights: number[]
  alpha: number
  monteCarloNormal: { exactVar: number; stdErrorFor: { paths: number; se: number } }
}
const vars = golden<{ cases: VarRow[] }>('optrisk/var_es.dev.json')
describe.skipIf(!vars.rows)(`${vars.title}: Monte Carlo`, () => {
  test.each(vars.rows?.cases ?? [])('$id', (row) => {
    const data = datasetOf(row.dataset)
    const means = Float64Array.from({ length: data.cols }, (_, j) => {
      let sum = 0
      for (let t = 0; t < data.rows; t++) sum += data.data[t * data.cols + j]!
      return sum / data.rows
    })
    const simulated = simulateReturns(covariance(data), { paths: 8192, means, seed: row.id })
    if (!simulated.ok) throw new Error(simulated.failure.message)
    const { rows: paths, cols, data: drawn } = simulated.value
    const profits = Float64Array.from({ length: paths }, (_, p) =>
      row.weights.reduce((sum, w, i) => sum + w * drawn[p * cols + i]!, 0),
    )
    const tail = simulatedTail(profits, row.alpha)
    const { exactVar, stdErrorFor } = row.monteCarloNormal
    const error = stdErrorFor.se * Math.sqrt(stdErrorFor.paths / paths)
    expect(Math.abs(tail.valueAtRisk - exactVar)).toBeLessThan(4 * error)
    expect(tail.standardError / error).toBeGreaterThan(0.5)
    expect(tail.standardError / error).toBeLessThan(2)
  })
})
