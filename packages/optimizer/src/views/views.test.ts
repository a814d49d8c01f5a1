import { covariance as covarianceOfReturns, type Matrix, matrixFromRows, solveSpd } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { drawer } from '../anyProblem.bench.js'
import {
  blackLitterman,
  entropyPooling,
  optimizeWeights,
  type ScenarioView,
  scenarioMoments,
  viewsOf,
} from '../index.js'

type Numbers = readonly number[]
type MarketRow = {
  readonly id: string
  readonly dataset: string
  readonly spec: {
    readonly delta: number
    readonly tau: number
    readonly marketWeights: Numbers
    readonly P: readonly Numbers[]
    readonly Q: Numbers
    readonly omegaMethod: string
    readonly confidences?: Numbers
  }
  readonly equilibriumReturns: Numbers
  readonly omega: readonly Numbers[]
  readonly posteriorReturns: Numbers
  readonly posteriorUncertainty: readonly Numbers[]
  readonly posteriorCov: readonly Numbers[]
  readonly weightsUnconstrained_posteriorCov: Numbers
  readonly weightsLongOnlyMaxUtility: Numbers
  readonly weightsLongOnlyMaxSharpe_rf0: Numbers
}
type PoolRow = {
  readonly id: string
  readonly dataset: string
  readonly spec: {
    readonly prior: string
    readonly constraints: readonly { readonly coef: string; readonly equals: number }[]
  }
  readonly probabilities: Numbers
  readonly lagrange: Numbers
  readonly relativeEntropy: number
  readonly effectiveScenarios?: number
  readonly posteriorMean: Numbers
  readonly posteriorCov: readonly Numbers[]
}

const market = golden<{ readonly cases: readonly MarketRow[] }>('optrisk/blacklitterman.dev.json')
const pools = golden<{ readonly cases: readonly PoolRow[] }>('optrisk/entropypooling.dev.json')
const data = golden<Record<string, { readonly R: readonly Numbers[] }>>('optrisk/datasets.dev.json')

function near(ours: Float64Array, theirs: Numbers, tolerance: number): void {
  expect(ours.length).toBe(theirs.length)
  const scale = theirs.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
  theirs.forEach((v, i) => {
    expect(Math.abs(ours[i]! - v)).toBeLessThanOrEqual(tolerance * scale)
  })
}

describe.skipIf(!market.rows || !data.rows)(market.title, () => {
  test.each(market.rows?.cases ?? [])('$id', (row) => {
    const { spec } = row
    const daily = covarianceOfReturns(matrixFromRows(data.rows![row.dataset]!.R))
    const covariance: Matrix = { ...daily, data: daily.data.map((v) => 252 * v) }
    const known =
      spec.confidences !== undefined
        ? { confidence: Float64Array.from(spec.confidences) }
        : spec.omegaMethod === 'explicit'
          ? { uncertainty: matrixFromRows(row.omega) }
          : {}
    const views = { picks: matrixFromRows(spec.P), expected: Float64Array.from(spec.Q), ...known }
    const prior = { covariance, market: Float64Array.from(spec.marketWeights), aversion: spec.delta, tau: spec.tau }
    const ours = blackLitterman(prior, views)
    near(ours.equilibrium, row.equilibriumReturns, 1e-10)
    near(ours.uncertainty.data, row.omega.flat(), 1e-10)
    near(ours.expected, row.posteriorReturns, 1e-10)
    near(ours.meanCovariance.data, row.posteriorUncertainty.flat(), 1e-10)
    near(ours.covariance.data, row.posteriorCov.flat(), 1e-10)
    const free = solveSpd(ours.covariance, ours.expected)
    near(
      free.ok ? free.value.map((w) => w / spec.delta) : new Float64Array(0),
      row.weightsUnconstrained_posteriorCov,
      1e-9,
    )
    const assets = spec.marketWeights.map((_, i) => `${i}`)
    const asked = { assets, covariance: ours.covariance, expected: ours.expected }
    const useful = optimizeWeights({ ...asked, objective: { maximize: 'utility', aversion: spec.delta } })
    near(useful.status === 'optimal' ? useful.weights : new Float64Array(0), row.weightsLongOnlyMaxUtility, 1e-8)
    const sharp = optimizeWeights({ ...asked, objective: { maximize: 'sharpe' } })
    near(sharp.status === 'optimal' ? sharp.weights : new Float64Array(0), row.weightsLongOnlyMaxSharpe_rf0, 1e-8)
  })
})

describe.skipIf(!pools.rows || !data.rows)(pools.title, () => {
  test.each(pools.rows?.cases ?? [])('$id', (row) => {
    const scenarios = matrixFromRows(data.rows![row.dataset]!.R)
    const { rows: T, cols: n } = scenarios
    const column = (i: number): Float64Array => Float64Array.from({ length: T }, (_, t) => scenarios.data[t * n + i]!)
    const valuesOf = (words: string): Float64Array => {
      const [a, b] = [...words.matchAll(/x\[:,(\d+)\]/g)].map((m) => column(Number(m[1])))
      if (b !== undefined) return a!.map((x, t) => x - b[t]!)
      if (!words.includes('^2')) return a!
      const mean = a!.reduce((s, x) => s + x, 0) / T
      return a!.map((x) => (x - mean) ** 2)
    }
    const prior = Float64Array.from({ length: T }, (_, t) => (row.spec.prior === 'uniform' ? 1 : 2 ** (t / 125)))
    const pool = entropyPooling(
      prior,
      row.spec.constraints.map(({ coef, equals }) => ({ values: valuesOf(coef), equals })),
    )
    if (!pool.ok) throw new Error(pool.failure.message)
    row.probabilities.forEach((p, t) => {
      expect(Math.abs(pool.value.probabilities[t]! / p - 1)).toBeLessThan(1e-9)
    })
    near(pool.value.multipliers, row.lagrange, 1e-8)
    expect(pool.value.entropy).toBeCloseTo(row.relativeEntropy, 12)
    if (row.effectiveScenarios !== undefined)
      expect(Math.abs(pool.value.effective / row.effectiveScenarios - 1)).toBeLessThan(1e-10)
    const { expected, covariance } = scenarioMoments(scenarios, pool.value.probabilities)
    near(expected, row.posteriorMean, 1e-9)
    near(covariance.data, row.posteriorCov.flat(), 1e-9)
  })
})

const covariance = matrixFromRows([
  [0.04, 0.01],
  [0.01, 0.09],
])
const prior = { covariance, market: Float64Array.of(0.6, 0.4), aversion: 3 }

test('no confidence leaves the market, certainty takes the view', () => {
  const picks = matrixFromRows([[1, -1]])
  const expected = Float64Array.of(0.07)
  const none = blackLitterman(prior, { picks, expected, confidence: Float64Array.of(0) })
  expect([...none.expected]).toEqual([...none.equilibrium])
  const certain = blackLitterman(prior, { picks, expected, confidence: Float64Array.of(1) }).expected
  expect(certain[0]! - certain[1]!).toBeCloseTo(0.07, 14)
})

test('views by name are rows; bad input is refused by name', () => {
  const views = viewsOf(['a', 'b'], [{ mix: { a: 0.5, b: 0.5 }, expected: 0.1, confidence: 0.4 }])
  expect([...views.picks.data, ...views.confidence!]).toEqual([0.5, 0.5, 0.4])
  expect(() => viewsOf(['a'], [{ asset: 'z', expected: 1 }])).toThrow('z')
  const picks = matrixFromRows([
    [1, 0],
    [1, 0],
  ])
  const twice = { picks, expected: Float64Array.of(0.1, 0.2), confidence: Float64Array.of(1, 1) }
  expect(() => blackLitterman(prior, twice)).toThrow('certain')
  expect(() => blackLitterman({ ...prior, aversion: 0 }, twice)).toThrow('aversion')
  expect(() => blackLitterman(prior, { ...twice, confidence: Float64Array.of(1, 2) })).toThrow('confidence[1]')
  expect(() => entropyPooling(Float64Array.of(1), [{ values: Float64Array.of(1, 2), equals: 1 }])).toThrow('values')
  expect(() => entropyPooling(Float64Array.of(-1), [])).toThrow('prior')
})

test('inequality views: kept, complementary, and as near to the prior as the equalities they lean on', () => {
  const draw = drawer(3)
  for (let c = 0; c < 60; c++) {
    const T = 40 + Math.floor(draw() * 200)
    const k = 1 + Math.floor(draw() * 5)
    const uniform = new Float64Array(T).fill(1)
    const columns = Array.from({ length: k }, () => Float64Array.from({ length: T }, () => draw() - 0.4))
    // Feasible by construction: the means under some other probabilities lie inside every range.
    const other = Float64Array.from({ length: T }, () => draw() ** 3)
    const sum = other.reduce((s, p) => s + p, 0)
    const views: ScenarioView[] = columns.map((values) => {
      const mean = values.reduce((s, x, t) => s + (x * other[t]!) / sum, 0)
      const kind = draw()
      if (kind < 0.3) return { values, equals: mean }
      if (kind < 0.55) return { values, max: mean + 0.01 * draw() }
      return kind < 0.8 ? { values, min: mean } : { values, min: mean - 0.001, max: mean + 0.002 }
    })
    const pool = entropyPooling(uniform, views)
    if (!pool.ok) throw new Error(`${c}: ${pool.failure.message}`)
    const { probabilities: p, multipliers, error } = pool.value
    expect(error).toBeLessThan(1e-11)
    expect(p.reduce((s, x) => s + x, 0)).toBeCloseTo(1, 12)
    views.forEach((view, v) => {
      const mean = view.values.reduce((s, x, t) => s + p[t]! * x, 0)
      const slackOf = 'equals' in view ? 0 : multipliers[v]! > 0 ? view.max! - mean : mean - (view.min ?? mean)
      if (multipliers[v] !== 0) expect(Math.abs(slackOf)).toBeLessThan(1e-9)
      if (!('equals' in view) && view.max === undefined) expect(multipliers[v]).toBeLessThanOrEqual(0)
      if (!('equals' in view) && view.min === undefined) expect(multipliers[v]).toBeGreaterThanOrEqual(0)
    })
  }
})

test('views nobody can keep are named', () => {
  const values = Float64Array.of(-1, 0, 1, 2)
  const uniform = new Float64Array(4).fill(1)
  const beyond = entropyPooling(uniform, [{ label: 'moon', values, equals: 3 }])
  expect(!beyond.ok && beyond.failure).toMatchObject({
    code: 'optimizer/views-conflict',
    details: { conflict: ['moon'] },
  })
  const apart = entropyPooling(uniform, [
    { label: 'up', values, min: 1 },
    { label: 'down', values, max: 0.9 },
    { label: 'any', values: Float64Array.of(1, 0, 0, 1), max: 0.9 },
  ])
  expect(!apart.ok && apart.failure.details).toEqual({ conflict: ['up', 'down'] })
})
