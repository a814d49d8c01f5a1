import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noise, noiseMatrix } from './fixtures/noise.js'
import reference from './fixtures/statistics.json' with { type: 'json' }
import {
  andersonDarlingNormalTest,
  andersonDarlingSamplesTest,
  andersonDarlingTest,
  chiSquareTest,
  cholesky,
  correlation,
  covariance,
  createRng,
  cramerVonMisesTest,
  denoisedCovariance,
  deviationOf,
  eigenSymmetric,
  ewmaCovariance,
  excessKurtosisOf,
  fitGarch,
  fitHmm,
  garchVariances,
  gerberCovariance,
  kendall,
  kendallTest,
  kolmogorovTail,
  ksTest,
  ksTestOf,
  ledoitWolf,
  mannWhitneyTest,
  type Matrix,
  matrixFromRows,
  matrixOf,
  meanOf,
  medianOf,
  momentsOf,
  normCdf,
  oas,
  ols,
  pearson,
  pearsonTest,
  quantile,
  type QuantileType,
  ranksOf,
  semicovariance,
  shrunkCovariance,
  skewnessOf,
  smoothHmm,
  spearman,
  spearmanTest,
  stationaryDistribution,
  svd,
  toCorrelation,
  varianceOf,
  viterbiPath,
  zeros,
} from './index.js'

const x = Float64Array.from(reference.x)
const y = Float64Array.from(reference.y)
const far = Float64Array.from(reference.far)
const eps = Number.EPSILON

function near(value: number, wanted: number, tolerance = 4 * eps): void {
  expect(relativeError(value, wanted)).toBeLessThanOrEqual(tolerance)
}

describe('against 40 digits', () => {
  test('moments', () => {
    near(meanOf(x), reference.mean)
    near(varianceOf(x), reference.variance)
    near(varianceOf(far), reference.varianceFar, 1e-14) // values 1e8 away from 0
    near(skewnessOf(x), reference.skewness, 1e-14)
    near(excessKurtosisOf(x), reference.excessKurtosis, 1e-14)
    const all = momentsOf(x)
    expect(all).toEqual({
      count: 37,
      mean: meanOf(x),
      variance: varianceOf(x),
      skewness: skewnessOf(x),
      excessKurtosis: excessKurtosisOf(x),
    })
    near(covariance(matrixOf([x, y])).data[1]!, reference.covariance, 1e-14)
    near(pearson(x, y), reference.pearson, 1e-14)
    near(pearsonTest(x, y).pValue, reference.pearsonP, 1e-11)
  })

  test('quantiles of all nine types', () => {
    for (let type = 1; type <= 9; type++)
      for (let k = 0; k <= 16; k++) {
        // Between values of either sign the quantile itself may be near 0: errors are measured in the values.
        const difference = quantile(x, k / 16, type as QuantileType) - reference.quantiles[type - 1]![k]!
        expect(Math.abs(difference)).toBeLessThanOrEqual(4 * eps * Math.max(...x))
      }
  })

  test('regression', () => {
    const fit = ols(matrixOf([x]), y)
    if (!fit.ok) throw new Error(fit.failure.message)
    const { coefficients, standardErrors, pValues, rSquared, freedom, residuals } = fit.value
    for (const j of [0, 1]) {
      near(coefficients[j]!, reference.ols.coefficients[j]!, 1e-13)
      near(standardErrors[j]!, reference.ols.errors[j]!, 1e-13)
      near(pValues[j]!, reference.ols.p[j]!, 1e-11)
    }
    near(rSquared, reference.ols.r2, 1e-13)
    expect(freedom).toBe(35)
    expect(Math.abs(meanOf(residuals))).toBeLessThan(1e-14)
  })

  test('eigenvalues and singular values of the Hilbert matrix', () => {
    const n = 8
    const hilbert = zeros(n, n)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) hilbert.data[i * n + j] = 1 / (i + j + 1)
    const { values } = eigenSymmetric(hilbert)
    const largest = reference.hilbertEigenvalues[7]!
    for (const [k, value] of reference.hilbertEigenvalues.entries())
      expect(Math.abs(values[k]! - value)).toBeLessThan(n * eps * largest)
    for (const [k, value] of reference.hilbertSingular.entries())
      expect(Math.abs(svd(hilbert).values[k]! - value)).toBeLessThan(n * eps * largest)
  })

  test('two-sample Kolmogorov-Smirnov counts paths exactly', () => {
    for (const [n, m, limit, tail] of reference.ks as [number, number, number, number][]) {
      // Two samples whose distribution functions part by limit / (n m): all of y, with a step of x's before it.
      const { a, b } = apartBy(n, m, limit)
      const { statistic, pValue } = ksTest(a, b)
      if (Math.round(statistic * n * m) === limit) near(pValue, tail, 1e-12)
    }
  })
})

/** Samples of n and m values with i of the first below all of the second, i / n the gap. */
function apartBy(n: number, m: number, limit: number): { readonly a: Float64Array; readonly b: Float64Array } {
  const below = Math.floor(limit / m)
  const a = Float64Array.from({ length: n }, (_, i) => (i < below ? -i - 1 : i + 0.5))
  const b = Float64Array.from({ length: m }, (_, j) => (j * (n - below)) / m + below)
  return { a, b }
}

describe('moments and quantiles', () => {
  test('of nothing are NaN, of what is not finite refused with its place', () => {
    expect(meanOf([])).toBeNaN()
    expect(varianceOf([1])).toBeNaN()
    expect(medianOf([])).toBeNaN()
    expect(skewnessOf([2, 2, 2])).toBeNaN()
    expect(() => meanOf([1, Number.NaN])).toThrow(/values\[1\] is NaN/)
    expect(() => quantile([1], 1.5)).toThrow(/p is 1.5, allowed is in \[0, 1\]/)
  })

  test('shift and scale as they must', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 40 }),
        fc.constantFrom(2, 0.5, -4),
        (list, factor) => {
          const moved = list.map((v) => v * factor + 64)
          expect(meanOf(moved)).toBeCloseTo(meanOf(list) * factor + 64, 9)
          expect(deviationOf(moved)).toBeCloseTo(deviationOf(list) * Math.abs(factor), 9)
          for (const p of [0, 0.1, 0.5, 0.95, 1]) {
            const wanted = quantile(list, factor > 0 ? p : 1 - p) * factor + 64
            expect(quantile(moved, p)).toBeCloseTo(wanted, 9)
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    )
  })

  test('unbiased versions are as Joanes and Gill write them', () => {
    const n = 37
    near(skewnessOf(x, { unbiased: true }), (reference.skewness * Math.sqrt(n * (n - 1))) / (n - 2), 1e-14)
    const g2 = reference.excessKurtosis
    near(excessKurtosisOf(x, { unbiased: true }), ((n - 1) * ((n + 1) * g2 + 6)) / ((n - 2) * (n - 3)), 1e-14)
  })
})

describe('ranks and association', () => {
  test('ties in every way', () => {
    const values = [3, 1, 3, 2, 1]
    expect(Array.from(ranksOf(values))).toEqual([4.5, 1.5, 4.5, 3, 1.5])
    expect(Array.from(ranksOf(values, 'min'))).toEqual([4, 1, 4, 3, 1])
    expect(Array.from(ranksOf(values, 'max'))).toEqual([5, 2, 5, 3, 2])
    expect(Array.from(ranksOf(values, 'dense'))).toEqual([3, 1, 3, 2, 1])
  })

  test('Kendall is its definition over all pairs, ties included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
          minLength: 2,
          maxLength: 30,
        }),
        (list) => {
          const a = list.map(([u]) => u)
          const b = list.map(([, v]) => v)
          let net = 0
          let openA = 0
          let openB = 0
          for (let i = 0; i < a.length; i++)
            for (let j = 0; j < i; j++) {
              net += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!)
              openA += a[i] === a[j] ? 0 : 1
              openB += b[i] === b[j] ? 0 : 1
            }
          if (openA * openB === 0) expect(kendall(a, b)).toBeNaN()
          else expect(kendall(a, b)).toBeCloseTo(net / Math.sqrt(openA * openB), 12)
        },
      ),
      { seed: 5, numRuns: 200 },
    )
  })

  test('no variation, no answer; p-values of perfect order', () => {
    expect(pearson([1, 1, 1], [1, 2, 3])).toBeNaN()
    expect(kendallTest([1, 1, 1], [1, 2, 3]).pValue).toBeNaN()
    expect(kendallTest([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).pValue).toBeCloseTo(2 / 120, 15)
    expect(spearmanTest([1, 2, 3, 4], [1, 2, 3, 4]).pValue).toBe(0)
    expect(spearman([1, 2, 3], [3, 2, 1])).toBe(-1)
    expect(() => pearson([1, 2], [1])).toThrow(/y.length is 1, allowed is 2, as x/)
  })
})

function isPositive(a: Matrix): boolean {
  return eigenSymmetric(a).values[0]! > -1e-12 * eigenSymmetric(a).values[a.rows - 1]!
}

describe('covariances', () => {
  const observations = noiseMatrix(120, 9, 3)

  test('are symmetric, positive and move with the units of their columns', () => {
    const factors = Float64Array.from({ length: 9 }, (_, j) => 2 ** (j - 4))
    const scaled = { ...observations, data: observations.data.map((v, i) => v * factors[i % 9]!) }
    for (const estimate of [
      (o: Matrix) => covariance(o),
      (o: Matrix) => covariance(o, { weights: Float64Array.from({ length: 120 }, (_, t) => 1 + (t % 3)) }),
      (o: Matrix) => ewmaCovariance(o, { halfLife: 20 }),
      (o: Matrix) => ledoitWolf(o, { target: 'constant-correlation' }).covariance,
      (o: Matrix) => denoisedCovariance(o).covariance,
      (o: Matrix) => gerberCovariance(o),
      (o: Matrix) => semicovariance(o),
    ]) {
      const a = estimate(observations)
      const b = estimate(scaled)
      for (let i = 0; i < 9; i++)
        for (let j = 0; j < 9; j++) {
          expect(a.data[i * 9 + j]).toBe(a.data[j * 9 + i])
          expect(b.data[i * 9 + j]).toBeCloseTo(a.data[i * 9 + j]! * factors[i]! * factors[j]!, 10)
        }
    }
    for (const a of [
      covariance(observations),
      ledoitWolf(observations).covariance,
      oas(observations).covariance,
      denoisedCovariance(observations).covariance,
    ])
      expect(isPositive(a)).toBe(true)
  })

  test('equal weights are no weights, and a weight of two is a row twice (ddof 0)', () => {
    const plain = covariance(observations)
    const equal = covariance(observations, { weights: new Float64Array(120).fill(3) })
    for (let i = 0; i < 81; i++) expect(equal.data[i]).toBeCloseTo(plain.data[i]!, 13)
    const few = matrixFromRows([
      [1, 4],
      [2, 0],
      [5, 3],
    ])
    const twice = matrixFromRows([
      [1, 4],
      [2, 0],
      [2, 0],
      [5, 3],
    ])
    const weighted = covariance(few, { ddof: 0, weights: Float64Array.of(1, 2, 1) })
    for (let i = 0; i < 4; i++) expect(weighted.data[i]).toBeCloseTo(covariance(twice, { ddof: 0 }).data[i]!, 14)
  })

  test('shrinkage makes more columns than rows invertible', () => {
    const wide = noiseMatrix(20, 30, 5)
    expect(cholesky(covariance(wide)).ok && eigenSymmetric(covariance(wide)).values[0]! > 1e-10).toBe(false)
    for (const { covariance: shrunk, shrinkage } of [ledoitWolf(wide), oas(wide), oas(wide, { formula: 'paper' })]) {
      expect(shrinkage).toBeGreaterThan(0)
      expect(shrinkage).toBeLessThanOrEqual(1)
      expect(cholesky(shrunk).ok).toBe(true)
    }
  })

  test('both formulas of OAS: equation 23 with its terms in 2 / p, the program without', () => {
    const sample = covariance(observations, { ddof: 0 })
    let trace = 0
    let squares = 0
    for (let i = 0; i < 81; i++) squares += sample.data[i]! ** 2
    for (let i = 0; i < 9; i++) trace += sample.data[i * 10]!
    const paper = ((1 - 2 / 9) * squares + trace ** 2) / ((121 - 2 / 9) * (squares - trace ** 2 / 9))
    expect(oas(observations, { formula: 'paper' }).shrinkage).toBeCloseTo(Math.min(1, paper), 13)
    const program = (squares + trace ** 2) / (121 * (squares - trace ** 2 / 9))
    expect(oas(observations).shrinkage).toBeCloseTo(Math.min(1, program), 13)
  })

  test('correlations', () => {
    const r = correlation(observations)
    for (let i = 0; i < 9; i++) expect(r.data[i * 10]).toBe(1)
    expect(toCorrelation(covariance(observations)).data).toEqual(r.data)
    const still = correlation(
      matrixFromRows([
        [1, 2],
        [1, 3],
      ]),
    )
    expect(Array.from(still.data)).toEqual([Number.NaN, Number.NaN, Number.NaN, 1])
  })

  test('refuse what they cannot mean', () => {
    expect(() => covariance(matrixFromRows([[1, 2]]))).toThrow(/observations.rows is 1, allowed is >= 2/)
    expect(() =>
      covariance(
        matrixFromRows([
          [1, 2],
          [Number.NaN, 1],
        ]),
      ),
    ).toThrow(/row 1, column 0 is NaN/)
    expect(() => covariance(observations, { weights: new Float64Array(3) })).toThrow(/weights.length is 3/)
    expect(() => covariance(observations, { weights: new Float64Array(120) })).toThrow(/sum of weights/)
    expect(() => ewmaCovariance(observations, { lambda: 1 })).toThrow(/lambda is 1, allowed is in \(0, 1\)/)
    expect(() => shrunkCovariance(observations, 2)).toThrow(/shrinkage is 2/)
    expect(() =>
      ledoitWolf(
        matrixFromRows([
          [1, 2],
          [1, 3],
        ]),
        { target: 'single-index' },
      ),
    ).toThrow(/variance of column 0/)
  })
})

describe('tests of hypotheses', () => {
  test('the law of Kolmogorov is one curve across its methods', () => {
    // Marsaglia, Tsang and Wang's own example, and continuity where methods meet.
    expect(1 - kolmogorovTail(10, 0.274)).toBeCloseTo(0.6284796154565, 12)
    for (const n of [141, 200, 1000, 5000])
      for (const square of [2.2, (1.4 / n) ** (4 / 3) * n]) {
        const d = Math.sqrt(square / n)
        const step = kolmogorovTail(n, d * (1 - 1e-9)) - kolmogorovTail(n, d * (1 + 1e-9))
        expect(Math.abs(step)).toBeLessThan(1e-5)
      }
    for (const n of [1, 2, 5]) expect(kolmogorovTail(n, 0.5 / n)).toBe(1)
    expect(kolmogorovTail(2, 0.75)).toBeCloseTo(2 * 0.25 ** 2, 14)
  })

  test('p-values are uniform where the hypothesis holds', () => {
    const rng = createRng('uniform p')
    const counts = [0, 0, 0, 0, 0].map(() => new Float64Array(10))
    const runs = 400
    for (let k = 0; k < runs; k++) {
      const a = Float64Array.from({ length: 40 }, () => rng.normal())
      const b = Float64Array.from({ length: 60 }, () => rng.normal())
      const values = [
        ksTestOf(a, normCdf),
        andersonDarlingTest(a, normCdf),
        andersonDarlingSamplesTest(a, b),
        cramerVonMisesTest(a, b),
        mannWhitneyTest(a, b),
      ]
      for (const [i, { pValue }] of values.entries()) counts[i]![Math.min(9, Math.floor(pValue * 10))]! += 1
    }
    for (const bins of counts)
      expect(chiSquareTest(bins, new Float64Array(10).fill(runs / 10)).pValue).toBeGreaterThan(1e-3)
  })

  test('small exact cases by hand', () => {
    expect(mannWhitneyTest([1, 2, 3], [4, 5, 6]).pValue).toBeCloseTo(0.1, 15)
    expect(mannWhitneyTest([1, 4], [2, 3])).toEqual({ statistic: 2, pValue: 1 })
    expect(ksTest([1, 2], [3, 4]).pValue).toBeCloseTo(2 / 6, 15)
    expect(chiSquareTest([10, 10], [10, 10])).toEqual({ statistic: 0, pValue: 1 })
    expect(andersonDarlingNormalTest([1, 1, 1, 1, 1, 1, 1, 1]).pValue).toBeNaN()
    const bell = createRng(3)
    expect(andersonDarlingNormalTest(Float64Array.from({ length: 300 }, () => bell.normal())).pValue).toBeGreaterThan(
      0.01,
    )
    expect(andersonDarlingNormalTest(Float64Array.from({ length: 300 }, () => bell.next())).pValue).toBeLessThan(0.01)
  })

  test('refuse what they cannot mean', () => {
    expect(() => ksTest([], [1])).toThrow(/x.length is 0/)
    expect(() => chiSquareTest([1, 2], [1, 0])).toThrow(/expected\[1\] is 0/)
    expect(() => ksTestOf([1], () => 2)).toThrow(/cdf\(1\) is 2/)
  })
})

describe('regression', () => {
  test('recovers an exact line and names a column that others explain', () => {
    const design = noiseMatrix(30, 3, 1)
    const line = Float64Array.from({ length: 30 }, (_, t) => 2 + design.data[t * 3]! - 3 * design.data[t * 3 + 2]!)
    const fit = ols(design, line)
    if (!fit.ok) throw new Error(fit.failure.message)
    for (const [j, b] of [2, 1, 0, -3].entries()) expect(fit.value.coefficients[j]).toBeCloseTo(b, 13)
    const twice = matrixFromRows(Array.from({ length: 5 }, (_, t) => [t, 2 * t]))
    expect(ols(twice, new Float64Array(5))).toMatchObject({
      ok: false,
      failure: { code: 'rank-deficient', details: { column: 2 } },
    })
    expect(() => ols(zeros(2, 2), new Float64Array(2))).toThrow(/the number of coefficients/)
  })
})

describe('models of series', () => {
  test('HMM: one state is the normal fit; probabilities sum to 1; states that cannot be are not', () => {
    const rng = createRng('one')
    const values = Float64Array.from({ length: 100 }, () => 2 + 3 * rng.normal())
    const fit = fitHmm(values, { states: 1, rng })
    if (fit.status === 'degenerate') throw new Error('degenerate')
    expect(fit.model.means[0]).toBeCloseTo(meanOf(values), 12)
    expect(fit.model.deviations[0]).toBeCloseTo(deviationOf(values, { ddof: 0 }), 12)
    const model = {
      means: Float64Array.of(0, 1),
      deviations: Float64Array.of(1, 2),
      transition: matrixFromRows([
        [1, 0],
        [0.5, 0.5],
      ]),
      initial: Float64Array.of(1, 0),
    }
    const { smoothed, filtered, logLikelihood } = smoothHmm(model, Float64Array.of(0, 1e6, -40))
    expect(Number.isFinite(logLikelihood)).toBe(true)
    for (let t = 0; t < 3; t++) {
      expect(filtered.data[2 * t]).toBe(1)
      expect(smoothed.data[2 * t]).toBe(1)
    }
    expect(Array.from(viterbiPath(model, Float64Array.of(0, 1e6, -40)).states)).toEqual([0, 0, 0])
  })

  test('HMM: filter, smoother and path against all paths written out', () => {
    const model = {
      means: Float64Array.of(0, 1, -1),
      deviations: Float64Array.of(1, 0.5, 2),
      transition: matrixFromRows([
        [0.7, 0.2, 0.1],
        [0.3, 0.6, 0.1],
        [0.2, 0.2, 0.6],
      ]),
      initial: Float64Array.of(0.5, 0.3, 0.2),
    }
    const next = noise(6)
    const values = Float64Array.from({ length: 5 }, () => 2 * next())
    const density = (k: number, v: number): number =>
      Math.exp(-0.5 * ((v - model.means[k]!) / model.deviations[k]!) ** 2) /
      model.deviations[k]! /
      Math.sqrt(2 * Math.PI)
    let total = 0
    let best = 0
    const at = new Float64Array(15)
    for (let code = 0; code < 243; code++) {
      const path = Array.from({ length: 5 }, (_, t) => Math.floor(code / 3 ** t) % 3)
      let p = model.initial[path[0]!]!
      for (let t = 0; t < 5; t++)
        p *= density(path[t]!, values[t]!) * (t > 0 ? model.transition.data[path[t - 1]! * 3 + path[t]!]! : 1)
      total += p
      best = Math.max(best, p)
      for (let t = 0; t < 5; t++) at[t * 3 + path[t]!]! += p
    }
    const { smoothed, logLikelihood } = smoothHmm(model, values)
    expect(logLikelihood).toBeCloseTo(Math.log(total), 12)
    for (let i = 0; i < 15; i++) expect(smoothed.data[i]).toBeCloseTo(at[i]! / total, 12)
    expect(viterbiPath(model, values).logProbability).toBeCloseTo(Math.log(best), 12)
  })

  test('HMM: data of a single value repeated are degenerate, never NaN', () => {
    const rng = createRng('flat')
    const values = Float64Array.from({ length: 60 }, (_, t) => (t % 2 === 0 ? 5 : -5))
    expect(fitHmm(values, { states: 2, rng }).status).toBe('degenerate')
    expect(fitHmm(new Float64Array(20), { states: 2, rng }).status).toBe('degenerate')
    expect(() => fitHmm(new Float64Array(3), { states: 2, rng })).toThrow(/values.length is 3, allowed is >= 4/)
  })

  test('HMM: equal seeds fit equally; a stationary distribution stays', () => {
    const rng = createRng('regimes')
    const values = Float64Array.from({ length: 300 }, (_, t) => rng.normal() * (t % 100 < 60 ? 1 : 4))
    expect(fitHmm(values, { states: 2, rng: createRng(1) })).toEqual(fitHmm(values, { states: 2, rng: createRng(1) }))
    const p = matrixFromRows([
      [0.9, 0.1, 0],
      [0, 0.2, 0.8],
      [0.5, 0, 0.5],
    ])
    const pi = stationaryDistribution(p)
    for (let j = 0; j < 3; j++)
      expect([0, 1, 2].reduce((sum, i) => sum + pi[i]! * p.data[i * 3 + j]!, 0)).toBeCloseTo(pi[j]!, 15)
    expect(() =>
      stationaryDistribution(
        matrixFromRows([
          [0.5, 0.4],
          [0, 1],
        ]),
      ),
    ).toThrow(/sum of row 0/)
  })

  test('GARCH: finds what made the series, and its likelihood is higher there than around', () => {
    const rng = createRng('garch')
    let h = 1
    const values = Float64Array.from({ length: 6000 }, () => {
      const v = Math.sqrt(h) * rng.normal()
      h = 0.1 + 0.08 * v * v + 0.82 * h
      return v
    })
    const fit = fitGarch(values, { mean: 'zero' })
    expect(fit.status).toBe('converged')
    for (const [name, truth] of [
      ['omega', 0.1],
      ['alpha', 0.08],
      ['beta', 0.82],
    ] as const)
      expect(Math.abs(fit[name] - truth)).toBeLessThan(4 * fit.standardErrors[name])
    for (const name of ['omega', 'alpha', 'beta'] as const)
      for (const factor of [0.99, 1.01]) {
        const moved = { omega: fit.omega, alpha: fit.alpha, beta: fit.beta }
        moved[name] *= factor
        expect(garchVariances(moved, values).logLikelihood).toBeLessThan(fit.logLikelihood)
      }
    const scaled = fitGarch(
      values.map((v) => v * 0.01),
      { mean: 'zero' },
    )
    expect(relativeError(scaled.beta, fit.beta)).toBeLessThan(1e-6)
    expect(relativeError(scaled.omega, fit.omega * 1e-4)).toBeLessThan(1e-6)
  })

  test('GARCH: without clusters the answer is a boundary, without variance a refusal', () => {
    const rng = createRng('iid')
    const alternating = Float64Array.from(
      { length: 500 },
      (_, t) => (t % 2 === 0 ? 1 : -1) * (1 + 0.2 * ((t >> 1) % 2)) + 0 * rng.next(),
    )
    expect(['boundary', 'converged']).toContain(fitGarch(alternating).status)
    expect(() => fitGarch(new Float64Array(50))).toThrow(/variance of values/)
    expect(() => garchVariances({ omega: 0, alpha: 0.1, beta: 0.8 }, Float64Array.of(1))).toThrow(
      /omega is 0, allowed is > 0/,
    )
  })
})
