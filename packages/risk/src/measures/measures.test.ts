import { covariance, createRng, matrixFromRows } from '@bourse/math'
import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acerbiSzekely,
  ageWeights,
  contributionsBy,
  cornishFisherTail,
  depthsOf,
  drawdown,
  drawdownFigures,
  drawdownOf,
  drawdownsOf,
  entropicVar,
  equityOf,
  ewmaVolatility,
  expectedShortfall,
  factorContributions,
  filteredPaths,
  filteredTail,
  filterReturns,
  fitTail,
  historicalContributions,
  historicalShortfall,
  historicalVar,
  kupiecTest,
  liquidationHorizonVar,
  liquidityAdjustedVar,
  liquidityCost,
  maxDrawdown,
  monteCarloVar,
  normalContributions,
  normalTail,
  equityReturns,
  riskContributions,
  rollingTail,
  simulatedTail,
  simulateReturns,
  studentTail,
  tailBeyond,
  testVar,
  type VarMethod,
  valueAtRisk,
} from '../index.js'

/** Returns drawn evenly, so that ties, large moves and both signs are common. */
const returns = (least: number, most = 60) =>
  fc
    .array(fc.integer({ min: -300, max: 300 }), { minLength: least, maxLength: most })
    .map((ticks) => Float64Array.from(ticks, (t) => t / 1000))
const confidences = fc.integer({ min: 500, max: 995 }).map((k) => k / 1000)
const fixed = { seed: 20261118, numRuns: 300 }
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)

describe('value at risk and expected shortfall', () => {
  test('at most (1 - confidence) of the sample loses more than the VaR, and no smaller loss has that', () => {
    fc.assert(
      fc.property(returns(1), confidences, (r, a) => {
        const value = historicalVar(r, a)
        const beyond = (loss: number) => r.filter((x) => -x > loss).length / r.length
        expect(beyond(value)).toBeLessThanOrEqual(1 - a + 1e-9)
        const smaller = [...r].map((x) => -x).filter((loss) => loss < value)
        for (const loss of smaller) expect(beyond(loss)).toBeGreaterThan(1 - a - 1e-9)
      }),
      fixed,
    )
  })

  test('the shortfall is no less than the VaR, and no more than the worst loss', () => {
    fc.assert(
      fc.property(returns(1), confidences, (r, a) => {
        const shortfall = historicalShortfall(r, a)
        expect(shortfall).toBeGreaterThanOrEqual(historicalVar(r, a) - 1e-12)
        expect(shortfall).toBeLessThanOrEqual(-Math.min(...r) + 1e-12)
        expect(entropicVar(r, a).value).toBeGreaterThanOrEqual(shortfall - 1e-7)
      }),
      fixed,
    )
  })

  test('the shortfall of a sum is no more than the sum of shortfalls', () => {
    fc.assert(
      fc.property(returns(20, 20), returns(20, 20), confidences, (x, y, a) => {
        const both = x.map((r, t) => r + y[t]!)
        expect(historicalShortfall(both, a)).toBeLessThanOrEqual(
          historicalShortfall(x, a) + historicalShortfall(y, a) + 1e-12,
        )
      }),
      fixed,
    )
  })

  test('equal weights change nothing', () => {
    fc.assert(
      fc.property(returns(1), confidences, (r, a) => {
        const weights = new Float64Array(r.length).fill(3)
        expect(historicalVar(r, a, { weights })).toBe(historicalVar(r, a))
        expect(historicalShortfall(r, a, { weights })).toBeCloseTo(historicalShortfall(r, a), 12)
      }),
      fixed,
    )
  })

  test('every method moves with the mean and scales with the size', () => {
    const rng = createRng('methods')
    const r = Float64Array.from({ length: 500 }, () => 0.01 * rng.student(6))
    for (const method of ['historical', 'normal', 'cornish-fisher', 'student'] as const satisfies readonly VarMethod[])
      for (const measure of [valueAtRisk, expectedShortfall]) {
        const plain = measure(r, 0.975, method)
        expect(plain).toBeGreaterThan(0.01)
        expect(plain).toBeLessThan(0.06)
        expect(
          relativeError(
            measure(
              r.map((x) => 3 * x),
              0.975,
              method,
            ),
            3 * plain,
          ),
        ).toBeLessThan(1e-11)
        expect(
          measure(
            r.map((x) => x + 0.001),
            0.975,
            method,
          ),
        ).toBeCloseTo(plain - 0.001, 11)
      }
  })

  test('too few returns have none, and a hole is refused where it is', () => {
    expect(valueAtRisk([], 0.95)).toBeNaN()
    expect(valueAtRisk([0.01], 0.95, 'normal')).toBeNaN()
    expect(valueAtRisk([0.01, 0.02, -0.01], 0.95, 'student')).toBeNaN()
    expect(historicalShortfall([0.01, -0.01], 0.99, { tail: 'whole' })).toBeNaN()
    for (const method of ['historical', 'normal', 'cornish-fisher', 'student'] as const)
      expect(() => valueAtRisk([0.01, Number.NaN], 0.95, method)).toThrow(/returns\[1\] is NaN/)
    expect(() => valueAtRisk([0.01], 1)).toThrow(/confidence is 1/)
    expect(() => historicalVar([0.01], 0.9, { weights: Float64Array.of(-1) })).toThrow(/weights\[0\]/)
    expect(() => historicalVar([0.01], 0.9, { weights: Float64Array.of(0) })).toThrow(/weights/)
    expect(() => historicalVar([0.01], 0.9, { weights: Float64Array.of(1), rule: 7 })).toThrow(/rule/)
  })

  test('a Cornish-Fisher quantile outside its domain is NaN in the short form, flagged in the long', () => {
    const crash = Float64Array.from({ length: 200 }, (_, t) => (t === 0 ? -0.5 : 0.001 * (t % 2)))
    expect(valueAtRisk(crash, 0.99, 'cornish-fisher')).toBeNaN()
    const moments = { mean: 0, deviation: 0.01, skewness: -4, excessKurtosis: 3 }
    expect(cornishFisherTail(moments, 0.99).inDomain).toBe(false)
    expect(cornishFisherTail({ ...moments, skewness: 0, excessKurtosis: 0 }, 0.99)).toMatchObject({ inDomain: true })
  })

  test('the domain flag is what the slope says, looked at point by point', () => {
    const rng = createRng('domain')
    for (let k = 0; k < 400; k++) {
      const [g1, g2] = [6 * (rng.next() - 0.5), 12 * rng.next() - 2]
      const { inDomain } = cornishFisherTail({ mean: 0, deviation: 1, skewness: g1, excessKurtosis: g2 }, 0.95)
      let rises = true
      for (let x = -200; x <= -1.6449; x += 0.01)
        if (!(1 + (g1 * x) / 3 + ((x * x - 1) * g2) / 8 - ((6 * x * x - 5) * g1 * g1) / 36 > 0)) rises = false
      expect(inDomain, `${g1} ${g2}`).toBe(rises)
    }
  })

  test('Student with many degrees of freedom is the normal', () => {
    const [t, n] = [studentTail(0.001, 0.02, 1e9, 0.99), normalTail(0.001, 0.02, 0.99)]
    expect(t.valueAtRisk).toBeCloseTo(n.valueAtRisk, 8)
    expect(t.shortfall).toBeCloseTo(n.shortfall, 8)
    expect(studentTail(0.001, 0.02, Number.POSITIVE_INFINITY, 0.99).shortfall).toBeCloseTo(n.shortfall, 8)
    expect(() => studentTail(0, 1, 2, 0.99)).toThrow(/freedom/)
  })

  test('ages weigh what they should', () => {
    const weights = ageWeights(50, 0.97)
    expect(sum(weights)).toBeCloseTo(1, 14)
    expect(weights[48]! / weights[49]!).toBeCloseTo(0.97, 12)
  })
})

describe('one return at a time', () => {
  test('rolling tails are those of the window: bit for bit, or to 1e-12', () => {
    const rng = createRng('rolling')
    const r = Float64Array.from({ length: 400 }, () => Math.round(300 * rng.student(4)) / 10_000)
    for (const window of [2, 20, 61]) {
      const past = rollingTail(window, 0.95)
      const normal = rollingTail(window, 0.95, 'normal')
      for (let t = 0; t < r.length; t++) {
        const [h, n] = [past.next(r[t]!), normal.next(r[t]!)]
        if (t < window - 1) {
          expect(h.valueAtRisk).toBeNaN()
          continue
        }
        const held = r.subarray(t - window + 1, t + 1)
        expect(h).toEqual({ valueAtRisk: valueAtRisk(held, 0.95), shortfall: expectedShortfall(held, 0.95) })
        expect(Math.abs(n.valueAtRisk - valueAtRisk(held, 0.95, 'normal'))).toBeLessThan(1e-12)
        expect(Math.abs(n.shortfall - expectedShortfall(held, 0.95, 'normal'))).toBeLessThan(1e-12)
      }
    }
  })

  test('a hole is there as long as it is in the window, and no longer', () => {
    const tail = rollingTail(3, 0.9)
    const seen = [0.01, Number.NaN, 0.03, 0.04, -0.02, 0.01].map((r) => tail.next(r).valueAtRisk)
    expect(seen.slice(0, 4)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect(seen.slice(4)).toEqual([0.02, 0.02])
  })

  test('a saved stepper goes on as it would have', () => {
    const rng = createRng('saved')
    const make = [
      () => rollingTail(7, 0.9),
      () => rollingTail(7, 0.9, 'normal'),
      () => ewmaVolatility(0.94),
      () => drawdown(),
    ]
    for (const fresh of make)
      for (const stop of [0, 3, 7, 25]) {
        const [one, two] = [fresh(), fresh()]
        for (let t = 0; t < stop; t++) one.next(t % 9 === 4 ? Number.NaN : 1 + rng.normal())
        two.load(JSON.parse(JSON.stringify(one.save())))
        for (let t = 0; t < 20; t++) {
          const r = 1 + rng.normal()
          expect(two.next(r)).toEqual(one.next(r))
        }
      }
    expect(() => rollingTail(3, 0.9).load([1, 2, 3, 4])).toThrow(/state/)
    expect(() => drawdown().load('x')).toThrow(/state/)
  })

  test('the drawdown stepper is the column', () => {
    const rng = createRng('depth')
    const equity = equityOf(Float64Array.from({ length: 300 }, () => 0.02 * rng.normal()))
    const depth = drawdown()
    const column = drawdownOf(equity)
    for (let t = 0; t < equity.length; t++) expect(depth.next(equity[t]!)).toBe(column[t])
    expect(depth.next(Number.NaN)).toBeNaN()
    expect(drawdown().next(-5)).toBeNaN()
    const broke = drawdown()
    broke.next(100)
    expect(broke.next(-20)).toBeCloseTo(1.2, 12)
  })
})

describe('drawdowns', () => {
  test('the table and the column agree', () => {
    fc.assert(
      fc.property(returns(1), (r) => {
        const equity = equityOf(r)
        const deepest = maxDrawdown(equity)
        const column = drawdownOf(equity)
        expect(deepest.depth).toBeCloseTo(Math.max(...column), 12)
        expect(column[deepest.trough]).toBeCloseTo(deepest.depth, 12)
        const table = drawdownsOf(equity)
        if (table.length > 0) expect(table[0]).toEqual(deepest)
        const figures = drawdownFigures(r)
        expect(figures.max).toBeCloseTo(deepest.depth, 12)
        expect(figures.average).toBeLessThanOrEqual(figures.ulcer + 1e-15)
        expect(figures.ulcer).toBeLessThanOrEqual(figures.max + 1e-15)
        expect(figures.cdar).toBeLessThanOrEqual(figures.max + 1e-15)
        for (const { peak, trough, recovered } of table) {
          expect(peak).toBeLessThan(trough)
          if (recovered !== undefined) expect(equity[recovered]!).toBeGreaterThanOrEqual(equity[peak]!)
        }
      }),
      fixed,
    )
  })

  test('returns and equity are each other', () => {
    const r = Float64Array.of(0.1, -0.05, 0.02)
    for (const [t, back] of equityReturns(equityOf(r)).entries()) expect(back).toBeCloseTo(r[t]!, 14)
    expect(() => equityReturns([100, 0])).toThrow(/equity\[1\]/)
    expect(() => maxDrawdown([])).toThrow(/length/)
    expect([...depthsOf([-0.5])]).toEqual([0.5])
  })
})

describe('who carries the risk', () => {
  const rng = createRng('carry')
  const rows = Array.from({ length: 90 }, () => {
    const market = rng.normal()
    return Array.from({ length: 7 }, (_, i) => 0.01 * (market * (i % 3) + rng.normal()))
  })
  const returnsMatrix = matrixFromRows(rows)
  const matrix = covariance(returnsMatrix)
  const weights = Float64Array.of(0.3, -0.2, 0.25, 0, 0.4, 0.1, 0.15)

  test('shares add up to 1e-14, by position, class, currency and factor', () => {
    const parts = normalContributions(weights, matrix, 0.99)
    expect(relativeError(sum(parts.component), parts.valueAtRisk)).toBeLessThan(1e-14)
    expect(relativeError(sum(parts.componentShortfall), parts.shortfall)).toBeLessThan(1e-14)
    expect(relativeError(sum(riskContributions(weights, matrix)), parts.volatility)).toBeLessThan(1e-14)
    const labels = ['a', 'b', 'a', 'c', 'b', 'a', 'c']
    expect(relativeError(sum(contributionsBy(parts.component, labels).values()), parts.valueAtRisk)).toBeLessThan(1e-14)
    const past = historicalContributions(weights, returnsMatrix, 0.9)
    expect(relativeError(sum(past.component), past.valueAtRisk)).toBeLessThan(1e-13)
    expect(relativeError(sum(past.componentShortfall), past.shortfall)).toBeLessThan(1e-13)
    const model = {
      loadings: matrixFromRows(rows.slice(0, 7).map((row) => row.slice(0, 2).map((x) => 100 * x))),
      covariance: matrixFromRows([
        [0.04, 0.01],
        [0.01, 0.02],
      ]),
      specific: Float64Array.from({ length: 7 }, (_, i) => 0.01 * (i + 1)),
    }
    const { factors, specific, volatility } = factorContributions(weights, model)
    expect(relativeError(sum(factors) + specific, volatility)).toBeLessThan(1e-14)
    // The same from the whole covariance B F B' + D.
    const whole = matrixFromRows(
      rows.slice(0, 7).map((_, i) =>
        rows.slice(0, 7).map((_, j) => {
          let value = i === j ? model.specific[i]! : 0
          for (let k = 0; k < 2; k++)
            for (let l = 0; l < 2; l++)
              value +=
                model.loadings.data[2 * i + k]! * model.covariance.data[2 * k + l]! * model.loadings.data[2 * j + l]!
          return value
        }),
      ),
    )
    expect(relativeError(volatility, sum(riskContributions(weights, whole)))).toBeLessThan(1e-12)
  })

  test('marginal is the slope, incremental the difference', () => {
    const { valueAtRisk: before, marginal, incremental } = normalContributions(weights, matrix, 0.95)
    for (let i = 0; i < weights.length; i++) {
      const more = weights.slice()
      more[i]! += 1e-6
      const slope = (normalContributions(more, matrix, 0.95).valueAtRisk - before) / 1e-6
      expect(slope).toBeCloseTo(marginal[i]!, 6)
      const without = weights.slice()
      without[i] = 0
      expect(before - normalContributions(without, matrix, 0.95).valueAtRisk).toBeCloseTo(incremental[i]!, 12)
    }
  })

  test('nothing held, nothing carried', () => {
    expect([...riskContributions(new Float64Array(7), matrix)]).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(() => riskContributions(Float64Array.of(1), matrix)).toThrow(/length/)
    expect(() => contributionsBy(weights, ['a'])).toThrow(/labels/)
  })
})

describe('simulated', () => {
  const matrix = matrixFromRows([
    [4e-4, 1e-4, 0],
    [1e-4, 9e-4, -2e-4],
    [0, -2e-4, 1e-4],
  ])

  test('draws have the covariance asked for, normal and Student, by chance and by Sobol', () => {
    for (const draws of [{ rng: createRng(7) }, { seed: 7 }])
      for (const freedom of [undefined, 8]) {
        const options = { ...draws, paths: 32_768, ...(freedom === undefined ? {} : { freedom }) }
        const simulated = simulateReturns(matrix, options)
        if (!simulated.ok) throw new Error(simulated.failure.message)
        const drawn = covariance(simulated.value)
        for (let k = 0; k < 9; k++) expect(Math.abs(drawn.data[k]! - matrix.data[k]!)).toBeLessThan(3e-5)
      }
  })

  test('equal seeds, equal paths; Sobol is nearer than chance', () => {
    const weights = Float64Array.of(0.5, 0.3, 0.2)
    const exact = normalContributions(weights, matrix, 0.99).valueAtRisk
    const errors = { chance: 0, sobol: 0 }
    for (let k = 0; k < 10; k++) {
      const sobol = monteCarloVar(weights, matrix, 0.99, { paths: 4096, seed: k })
      const chance = monteCarloVar(weights, matrix, 0.99, { paths: 4096, rng: createRng(k) })
      if (!sobol.ok || !chance.ok) throw new Error('singular')
      expect(sobol).toEqual(monteCarloVar(weights, matrix, 0.99, { paths: 4096, seed: k }))
      errors.sobol += (sobol.value.valueAtRisk - exact) ** 2
      errors.chance += (chance.value.valueAtRisk - exact) ** 2
      expect(Math.abs(chance.value.valueAtRisk - exact)).toBeLessThan(4 * chance.value.standardError)
    }
    expect(errors.sobol).toBeLessThan(errors.chance / 2)
  })

  test('a fat tail is fatter', () => {
    const one = matrixFromRows([[1e-4]])
    const tail = (freedom?: number) => {
      const made = monteCarloVar(Float64Array.of(1), one, 0.999, {
        paths: 65_536,
        seed: 1,
        ...(freedom === undefined ? {} : { freedom }),
      })
      return made.ok ? made.value.valueAtRisk : Number.NaN
    }
    expect(tail()).toBeCloseTo(normalTail(0, 0.01, 0.999).valueAtRisk, 3)
    expect(tail(5)).toBeCloseTo(studentTail(0, 0.01, 5, 0.999).valueAtRisk, 2)
  })

  test('a singular covariance names the series', () => {
    const singular = matrixFromRows([
      [1, 0.5, 1],
      [0.5, 1, 0.5],
      [1, 0.5, 1],
    ])
    const answer = simulateReturns(singular, { paths: 8, seed: 1, names: ['SPY', 'GLD', 'SPY again'] })
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'risk/singular-covariance', details: { series: 'SPY again', index: 2 } },
    })
    expect(() => simulateReturns(matrix, { paths: 0, seed: 1 })).toThrow(/paths/)
    expect(() => simulatedTail(new Float64Array(0), 0.95)).toThrow(/profits/)
  })
})

describe('models of one series', () => {
  test('what is too short, flat or holed is told by name', () => {
    const short = filterReturns(new Float64Array(5).fill(0.01), 'garch', { series: 'SPY' })
    expect(short).toMatchObject({
      ok: false,
      failure: { code: 'risk/short-series', details: { series: 'SPY', count: 5 } },
    })
    const flat = filterReturns(new Float64Array(50).fill(0.01), 'garch', { series: 'SPY' })
    expect(flat).toMatchObject({ ok: false, failure: { code: 'risk/flat-series' } })
    expect(() => filterReturns(Float64Array.of(0.1, Number.NaN), { lambda: 0.9 })).toThrow(/returns\[1\]/)
    expect(() => filterReturns(Float64Array.of(0.1, 0.2), { lambda: 1 })).toThrow(/lambda/)
    const few = fitTail(
      Float64Array.from({ length: 30 }, (_, t) => t / 100),
      0.95,
      { series: 'BTC' },
    )
    expect(few).toMatchObject({ ok: false, failure: { code: 'risk/short-series', details: { series: 'BTC' } } })
  })

  test('EWMA filter: shocks times volatility are the returns, and the next variance the recursion', () => {
    const rng = createRng('filter')
    const r = Float64Array.from({ length: 300 }, () => 0.01 * rng.normal())
    const filtered = filterReturns(r, { lambda: 0.94 })
    if (!filtered.ok) throw new Error(filtered.failure.message)
    const { mean, shocks, variances, next } = filtered.value
    for (let t = 0; t < r.length; t++) expect(mean + shocks[t]! * Math.sqrt(variances[t]!)).toBeCloseTo(r[t]!, 14)
    expect(next).toBeCloseTo(0.94 * variances.at(-1)! + 0.06 * (r.at(-1)! - mean) ** 2, 16)
    const paths = filteredPaths(filtered.value, { paths: 20_000, horizon: 1, rng: createRng(1) })
    expect(simulatedTail(paths, 0.95).valueAtRisk).toBeCloseTo(filteredTail(filtered.value, 0.95).valueAtRisk, 2)
    expect(() => filteredPaths(filtered.value, { indices: [[999]] })).toThrow(/999/)
  })

  test('the Pareto fit is a maximum, finds its own parameters, and its tail its own quantiles', () => {
    const rng = createRng('pareto')
    for (const xi of [-0.3, 1e-12, 0.2, 0.6]) {
      const losses = Float64Array.from(
        { length: 20_000 },
        () => (0.02 * Math.expm1(-xi * Math.log(1 - rng.next()))) / xi,
      )
      const fit = fitTail(losses, 0.8)
      if (!fit.ok) throw new Error(fit.failure.message)
      expect(Math.abs(fit.value.xi - xi)).toBeLessThan(0.06)
      const excesses = [...losses].filter((x) => x > fit.value.threshold).map((x) => x - fit.value.threshold)
      const likelihood = (shape: number, scale: number) =>
        excesses.reduce((total, y) => total - Math.log(scale) - (1 / shape + 1) * Math.log1p((shape * y) / scale), 0)
      expect(likelihood(fit.value.xi, fit.value.beta)).toBeCloseTo(fit.value.logLikelihood, 6)
      for (const [dx, db] of [
        [1e-3, 0],
        [-1e-3, 0],
        [0, 1e-3],
        [0, -1e-3],
      ] as const)
        expect(likelihood(fit.value.xi + dx, fit.value.beta * (1 + db))).toBeLessThan(fit.value.logLikelihood)
      const { valueAtRisk: far } = tailBeyond(fit.value, 0.995)
      expect([...losses].filter((x) => x > far).length / losses.length).toBeCloseTo(0.005, 2)
    }
    const tail = {
      threshold: 0.02,
      xi: 1.1,
      beta: 0.01,
      logLikelihood: 0,
      exceeding: 50,
      count: 500,
      meanExcess: 0,
      hill: 0,
    }
    expect(tailBeyond(tail, 0.99).shortfall).toBe(Number.POSITIVE_INFINITY)
    expect(() => tailBeyond(tail, 0.5)).toThrow(/0.9/)
  })
})

test('a Pareto tail is found up to the end of its domain, and not beyond', () => {
  const rng = createRng('edge')
  for (let k = 0; k < 120; k++) {
    const xi = -0.52 + 0.1 * rng.next()
    const losses = Float64Array.from({ length: 400 }, () => Math.expm1(-xi * Math.log(1 - rng.next())) / xi)
    const fit = fitTail(losses, 0.8)
    if (!fit.ok) {
      expect(fit.failure.code).toBe('risk/no-fit')
      continue
    }
    const { threshold, logLikelihood, xi: shape, beta } = fit.value
    const excesses = [...losses].filter((x) => x > threshold).map((x) => x - threshold)
    const at = (x: number, b: number) =>
      excesses.reduce((total, y) => total - Math.log(b) - (1 / x + 1) * Math.log1p((x * y) / b), 0)
    // Along the ridge theta = xi / beta too, where the likelihood is flattest.
    for (const d of [-1e-4, 1e-4]) expect(at(shape * (1 + d), beta * (1 + d))).toBeLessThanOrEqual(logLikelihood + 1e-9)
    for (const d of [-1e-3, 1e-3]) {
      const theta = (shape / beta) * (1 + d)
      const best = excesses.reduce((total, y) => total + Math.log1p(theta * y), 0) / excesses.length
      if (best > -0.5) expect(at(best, best / theta)).toBeLessThanOrEqual(logLikelihood + 1e-9)
    }
  }
})

describe('backtests', () => {
  test('a right VaR passes about as often as it should, a wrong one does not', () => {
    const rng = createRng('backtest')
    const vars = new Float64Array(500).fill(1.6448536269514722)
    let refused = 0
    for (let k = 0; k < 200; k++) {
      const r = Float64Array.from({ length: 500 }, () => rng.normal())
      if (testVar(r, vars, 0.95)[0]!.probability < 0.05) refused++
    }
    expect(refused).toBeGreaterThan(1)
    expect(refused).toBeLessThan(25)
    const wild = Float64Array.from({ length: 500 }, () => 2 * rng.normal())
    const tests = testVar(wild, vars, 0.95, { shortfalls: vars.map((v) => 1.25 * v) })
    expect(tests.filter(({ test }) => test !== 'christoffersen').every(({ zone }) => zone === 'red')).toBe(true)
  })

  test('what cannot be tested is refused', () => {
    expect(() => kupiecTest(6, 5, 0.99)).toThrow(/exceptions/)
    expect(() => testVar(new Float64Array(0), new Float64Array(0), 0.99)).toThrow(/length/)
    expect(() => testVar(Float64Array.of(0.1), Float64Array.of(0.1, 0.2), 0.99)).toThrow(/valuesAtRisk/)
    expect(() => acerbiSzekely(Float64Array.of(0.1), Float64Array.of(0.1), Float64Array.of(0), 0.99)).toThrow(
      /shortfalls/,
    )
  })
})

test('leaving costs what it costs', () => {
  expect(liquidationHorizonVar(100, 0.2)).toBe(100)
  const d = 7
  const squares = sum(Array.from({ length: d }, (_, k) => ((d - k) / d) ** 2))
  expect(liquidationHorizonVar(100, d)).toBeCloseTo(100 * Math.sqrt(squares), 10)
  expect(liquidityAdjustedVar(100, [{ value: 1000, spread: 0.01, days: d }])).toBeCloseTo(
    100 * Math.sqrt(squares) + 5,
    10,
  )
  expect(() => liquidityCost([{ value: 1, spread: -1 }])).toThrow(/spread/)
})
