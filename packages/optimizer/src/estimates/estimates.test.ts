import { covariance as sampleCovariance, eigenSymmetric, type Matrix, matrixFromRows } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { drawer, normal } from '../anyProblem.bench.js'
import {
  asynchronousCovariance,
  bayesSteinReturns,
  capmReturns,
  completedMoments,
  detonedCovariance,
  ewmaReturns,
  factorModelCovariance,
  geometricReturns,
  jamesSteinReturns,
} from '../index.js'
import { meansOf } from '../lp/scenarioReturns.js'

type Numbers = readonly number[]
type Row = {
  readonly dataset: string
  readonly method: string
  readonly mean: Numbers
  readonly geometric_252: Numbers
  readonly ema_span: number
  readonly ema_mean_252: Numbers
  readonly bayes_stein_jorion: { readonly muGmv: number; readonly phi: number; readonly mu: Numbers }
}

const rows = golden<{ readonly cases: readonly Row[] }>('optrisk/cov.dev.json')
const data = golden<Record<string, { readonly R: readonly Numbers[] }>>('optrisk/datasets.dev.json')

function near(ours: Float64Array, theirs: Numbers): void {
  theirs.forEach((v, i) => {
    expect(Math.abs(ours[i]! - v)).toBeLessThan(1e-10 * Math.max(1e-2, Math.abs(v)))
  })
}

describe.skipIf(!rows.rows || !data.rows)(`${rows.title}: expected returns`, () => {
  test.each((rows.rows?.cases ?? []).filter((r) => r.method === 'expected_returns'))('$dataset', (row) => {
    const returns = matrixFromRows(data.rows![row.dataset]!.R)
    near(meansOf(returns), row.mean)
    near(geometricReturns(returns, 252), row.geometric_252)
    // The row compounds the mean over a year.
    near(
      ewmaReturns(returns, row.ema_span).map((m) => (1 + m) ** 252 - 1),
      row.ema_mean_252,
    )
    const { expected, target, intensity } = bayesSteinReturns(returns)
    near(Float64Array.of(target, intensity), [row.bayes_stein_jorion.muGmv, row.bayes_stein_jorion.phi])
    near(expected, row.bayes_stein_jorion.mu)
  })
})

function returnsOfFactors(T: number, n: number, seed: number): Matrix {
  const draw = drawer(seed)
  const out = new Float64Array(T * n)
  for (let t = 0; t < T; t++) {
    const market = normal(draw)
    for (let i = 0; i < n; i++) out[t * n + i] = 0.01 * ((0.5 + i / n) * market + normal(draw))
  }
  return { rows: T, cols: n, data: out }
}

function smallest(matrix: Matrix): number {
  return eigenSymmetric(matrix).values[0]!
}

test('short histories: nothing missing is the sample covariance; what is missing is told by the others', () => {
  const returns = returnsOfFactors(300, 5, 1)
  const whole = completedMoments(returns)
  const sample = sampleCovariance(returns)
  whole.covariance.data.forEach((v, at) => {
    expect(v).toBeCloseTo(sample.data[at]!, 15)
  })
  const short = { ...returns, data: returns.data.slice() }
  // Asset 4 is asset 0 doubled, and was listed late: its early life is known all the same.
  for (let t = 0; t < 300; t++) short.data[t * 5 + 4] = t < 250 ? Number.NaN : 2 * returns.data[t * 5]!
  for (let t = 0; t < 100; t++) short.data[t * 5 + 2] = Number.NaN
  const { expected, covariance, rows: counts } = completedMoments(short)
  expect([...counts]).toEqual([300, 300, 200, 300, 50])
  expect(expected[4]).toBeCloseTo(2 * meansOf(returns)[0]!, 12)
  expect(covariance.data[24]).toBeCloseTo(4 * sample.data[0]!, 12)
  expect(smallest(covariance)).toBeGreaterThan(-1e-15)
  expect(() => completedMoments(matrixFromRows([[1], [Number.NaN], [2]]))).toThrow('returns[1][0]')
  expect(() =>
    completedMoments(
      matrixFromRows([
        [1, Number.NaN],
        [2, 1],
        [3, 2],
      ]),
    ),
  ).toThrow('history of column 1')
})

test('asynchronous clocks: the lost correlation comes back, variances stay, the matrix stays one', () => {
  const draw = drawer(3)
  const T = 4000
  const out = new Float64Array(T * 2)
  let before = 0
  for (let t = 0; t < T; t++) {
    const news = normal(draw)
    // Half of the news comes after the first market's close and shows there a day later.
    const late = normal(draw)
    out[t * 2] = news + before + 0.2 * normal(draw)
    out[t * 2 + 1] = news + late
    before = late
  }
  const returns = { rows: T, cols: 2, data: out }
  const plain = sampleCovariance(returns)
  const rho = (m: Matrix): number => m.data[1]! / Math.sqrt(m.data[0]! * m.data[3]!)
  const [one, many] = [1, 8].map((lags) => asynchronousCovariance(returns, { lags }))
  expect(rho(plain)).toBeLessThan(0.55)
  expect(rho(one!)).toBeGreaterThan(0.68)
  expect(rho(many!)).toBeGreaterThan(0.88)
  expect(many!.data[0]).toBeCloseTo(plain.data[0]!, 10)
  expect(rho(asynchronousCovariance(returns, { lags: 0 }))).toBeCloseTo(rho(plain), 12)
  for (let n = 2; n < 12; n++)
    for (const variances of ['own', 'corrected'] as const)
      expect(smallest(asynchronousCovariance(returnsOfFactors(n + 8, n, n), { lags: 6, variances }))).toBeGreaterThan(
        -1e-16,
      )
  expect(() => asynchronousCovariance(returns, { lags: -1 })).toThrow('lags')
})

test('detoned: the market is gone, variances stay', () => {
  const covariance = sampleCovariance(returnsOfFactors(500, 6, 2))
  const detoned = detonedCovariance(covariance)
  for (let i = 0; i < 6; i++) expect(detoned.data[i * 7]).toBe(covariance.data[i * 7])
  expect(smallest(detoned)).toBeGreaterThan(-1e-15)
  const mean = (m: Matrix): number => m.data.reduce((s, v, at) => s + (at % 7 === 0 ? 0 : v), 0)
  expect(mean(detoned)).toBeLessThan(0.1 * mean(covariance))
  detonedCovariance(covariance, 0).data.forEach((v, at) => {
    expect(v).toBeCloseTo(covariance.data[at]!, 15)
  })
  expect(() => detonedCovariance(covariance, 6)).toThrow('count')
})

test('factor model: assets made of factors alone get their covariance back', () => {
  const factors = returnsOfFactors(80, 2, 7)
  const B = [
    [1, 0],
    [0.5, 2],
    [-1, 1],
  ]
  const returns = matrixFromRows(
    Array.from({ length: 80 }, (_, t) =>
      B.map(([a, b]) => 0.001 + a! * factors.data[2 * t]! + b! * factors.data[2 * t + 1]!),
    ),
  )
  const { covariance, loadings, specific } = factorModelCovariance(returns, factors)
  loadings.data.forEach((b, at) => {
    expect(b).toBeCloseTo(B.flat()[at]!, 12)
  })
  expect(Math.max(...specific)).toBeLessThan(1e-28)
  sampleCovariance(returns).data.forEach((v, at) => {
    expect(covariance.data[at]).toBeCloseTo(v, 15)
  })
  expect(() => factorModelCovariance(returns, matrixFromRows([[1], [2], [3]]))).toThrow('factors')
})

test('shrunk means lie between the means and the target; CAPM of the market itself is rate plus premium', () => {
  const returns = returnsOfFactors(400, 6, 5)
  const means = meansOf(returns)
  const { expected, target, intensity } = jamesSteinReturns(returns)
  expect(intensity).toBeGreaterThan(0)
  expect(intensity).toBeLessThanOrEqual(1)
  expected.forEach((e, i) => {
    expect(e).toBeCloseTo(means[i]! + intensity * (target - means[i]!), 15)
  })
  expect(jamesSteinReturns(returns, 10).intensity).toBeLessThan(1e-4)
  const market = Float64Array.from({ length: 400 }, (_, t) => returns.data[t * 6]!)
  expect(capmReturns(returns, market, { rate: 0.01, premium: 0.05 }).expected[0]).toBeCloseTo(0.06, 14)
  expect(() => capmReturns(returns, new Float64Array(400), { rate: 0, premium: 0 })).toThrow('variance of market')
  expect(() => jamesSteinReturns(matrixFromRows([[1, 2]]))).toThrow('rows of returns')
})
