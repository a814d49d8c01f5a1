import { correlation, createRng, matrixFromRows, type Rng } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import {
  averageCorrelation,
  changeDetector,
  commonMoves,
  concentrationOf,
  correlationBreakdown,
  correlationChange,
  correlationRegime,
  diversificationRatio,
  ewmaCorrelations,
  fitPosition,
  riskConcentration,
  rollingCorrelations,
} from '../index.js'

const rows = (count: number, series: number, rho: number, rng: Rng) =>
  Array.from({ length: count }, () => {
    const market = rng.normal()
    return Float64Array.from({ length: series }, () => Math.sqrt(rho) * market + Math.sqrt(1 - rho) * rng.normal())
  })

describe('as returns come in', () => {
  test('the rolling matrix is that of its window', () => {
    const rng = createRng('rolling')
    const all = rows(60, 4, 0.4, rng)
    const matrix = rollingCorrelations(4, 15)
    for (const [t, row] of all.entries()) {
      const now = matrix.next(row)
      if (t < 14) {
        expect(now.data.every(Number.isNaN)).toBe(true)
        continue
      }
      const batch = correlation(matrixFromRows(all.slice(t - 14, t + 1)))
      for (let k = 0; k < 16; k++) expect(Math.abs(now.data[k]! - batch.data[k]!)).toBeLessThan(1e-12)
    }
  })

  test('a hole hides its own series alone, as long as it is in the window', () => {
    const rng = createRng('hole')
    const matrix = rollingCorrelations(3, 5)
    for (const row of rows(5, 3, 0.5, rng)) matrix.next(row)
    const holed = matrix.next(Float64Array.of(0.1, Number.NaN, 0.2))
    expect([holed.data[1], holed.data[4], holed.data[5]].every((r) => Number.isNaN(r))).toBe(true)
    expect(holed.data[2]).not.toBeNaN()
    expect(averageCorrelation(holed)).toBe(holed.data[2])
    let last = holed
    for (const row of rows(5, 3, 0.5, rng)) last = matrix.next(row)
    expect(last.data.some(Number.isNaN)).toBe(false)
    expect(() => matrix.next(Float64Array.of(1))).toThrow(/row.length/)
  })

  test('exponential weights are the weighted sums, and saved ones go on', () => {
    const rng = createRng('ewma')
    const all = rows(80, 3, 0.5, rng)
    const [one, two] = [ewmaCorrelations(3, 0.94), ewmaCorrelations(3, 0.94)]
    let now = one.next(all[0]!)
    for (const row of all.slice(1)) now = one.next(row)
    const weighted = (i: number, j: number) =>
      all.reduce((sum, row, t) => sum + 0.94 ** (all.length - 1 - t) * row[i]! * row[j]!, 0)
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        expect(now.data[3 * i + j]).toBeCloseTo(weighted(i, j) / Math.sqrt(weighted(i, i) * weighted(j, j)), 12)
    two.load(JSON.parse(JSON.stringify(one.save())))
    expect(two.next(all[0]!)).toEqual(one.next(all[0]!))
    const [three, four] = [rollingCorrelations(3, 10), rollingCorrelations(3, 10)]
    for (const row of all.slice(0, 13)) three.next(row)
    four.load(JSON.parse(JSON.stringify(three.save())))
    expect(four.next(all[0]!)).toEqual(three.next(all[0]!))
    expect(() => four.load({ slot: 0, rows: [[1]] })).toThrow(/rows of 3/)
  })
})

describe('are correlations breaking down', () => {
  test('not where they are the same: about one in a hundred is refused at 1 %', () => {
    const rng = createRng('same')
    let refused = 0
    for (let k = 0; k < 120; k++) {
      const found = correlationBreakdown(matrixFromRows(rows(250, 4, 0.4, rng)), matrixFromRows(rows(120, 4, 0.4, rng)))
      if (found.ok && found.value.breaking) refused++
    }
    expect(refused).toBeLessThan(7)
  })

  test('yes where they are not, and which pair', () => {
    const rng = createRng('other')
    const past = matrixFromRows(rows(250, 3, 0.2, rng))
    const recent = matrixFromRows(
      Array.from({ length: 120 }, () => {
        const [x, y, z] = [rng.normal(), rng.normal(), rng.normal()]
        return [x, 0.95 * x + 0.3 * y, z]
      }),
    )
    const found = correlationBreakdown(past, recent, { names: ['SPY', 'BTC', 'GLD'] })
    if (!found.ok) throw new Error(found.failure.message)
    expect(found.value.breaking).toBe(true)
    expect(found.value.pairs[0]).toMatchObject({ a: 'SPY', b: 'BTC' })
    expect(found.value.pairs[0]!.z).toBeGreaterThan(5)
  })

  test('for two series it is nearly the square of Fisher z', () => {
    const rng = createRng('two')
    for (let k = 0; k < 20; k++) {
      const found = correlationBreakdown(matrixFromRows(rows(400, 2, 0.5, rng)), matrixFromRows(rows(400, 2, 0.6, rng)))
      if (!found.ok) throw new Error(found.failure.message)
      const { statistic, pairs } = found.value
      expect(Math.abs(statistic - pairs[0]!.z ** 2)).toBeLessThan(0.1 + 0.08 * statistic)
    }
  })

  test('too short and flat are told by name', () => {
    const rng = createRng('short')
    const long = matrixFromRows(rows(50, 3, 0.5, rng))
    expect(correlationBreakdown(long, matrixFromRows(rows(3, 3, 0.5, rng)))).toMatchObject({
      failure: { code: 'risk/short-series', details: { series: 'recent', count: 3 } },
    })
    const flat = matrixFromRows(rows(50, 3, 0.5, rng).map((row) => [row[0]!, 1, row[2]!]))
    expect(correlationBreakdown(long, flat, { names: ['A', 'B', 'C'] })).toMatchObject({
      failure: { code: 'risk/singular-covariance', details: { series: 'B' } },
    })
    expect(correlationChange({ correlation: 0.5, count: 3 }, { correlation: 0.5, count: 50 }).z).toBeNaN()
    expect(() => correlationChange({ correlation: 1, count: 30 }, { correlation: 0.5, count: 50 })).toThrow(/before/)
  })
})

describe('regimes', () => {
  test('a model of states, lowest correlation first', () => {
    const rng = createRng('states')
    const values = Float64Array.from({ length: 300 }, (_, t) => (t % 100 < 60 ? 0.25 : 0.75) + 0.04 * rng.normal())
    const regime = correlationRegime(values, { states: 2, rng })
    if (!regime.ok) throw new Error(regime.failure.message)
    const [low, high] = regime.value.states
    expect(low!.mean).toBeCloseTo(0.25, 1)
    expect(high!.mean).toBeCloseTo(0.75, 1)
    expect(low!.share).toBeCloseTo(0.6, 1)
    expect(regime.value.state).toBe(1)
    expect(correlationRegime(values.subarray(0, 30), { states: 2, rng, series: 'desk' })).toMatchObject({
      failure: { code: 'risk/short-series', details: { series: 'desk' } },
    })
    expect(() => correlationRegime(Float64Array.of(1), { states: 2, rng })).toThrow(/values\[0\]/)
  })

  test('a change is found soon after it came, and rarely before', () => {
    const rng = createRng('change')
    let early = 0
    let late = 0
    for (let k = 0; k < 100; k++) {
      const detector = changeDetector({ mean: 0.3, deviation: 0.05 })
      let found = -1
      for (let t = 0; t < 120 && found < 0; t++)
        if (detector.next((t < 100 ? 0.3 : 0.42) + 0.05 * rng.normal()).change !== undefined) found = t
      if (found >= 0 && found < 100) early++
      if (found < 0) late++
    }
    expect(early).toBeLessThan(30)
    expect(late).toBe(0)
    const one = changeDetector({ mean: 0, deviation: 1 })
    one.next(3)
    const two = changeDetector({ mean: 0, deviation: 1 })
    two.load(JSON.parse(JSON.stringify(one.save())))
    expect(two.next(3)).toEqual(one.next(3))
    expect(one.next(Number.NaN).change).toBeUndefined()
  })
})

describe('concentration', () => {
  test('of money and of risk', () => {
    expect(concentrationOf(new Float64Array(3)).herfindahl).toBeNaN()
    expect(concentrationOf(Float64Array.of(1, 1, 1, 1)).effective).toBe(4)
    const twins = matrixFromRows([
      [0.04, 0.04],
      [0.04, 0.04],
    ])
    expect(diversificationRatio(Float64Array.of(0.5, 0.5), twins)).toBeCloseTo(1, 12)
    expect(commonMoves(twins)).toMatchObject({ first: 1 })
    expect(
      commonMoves(
        matrixFromRows([
          [1, 0],
          [0, 1],
        ]),
      ).effective,
    ).toBeCloseTo(2, 12)
    expect(riskConcentration(Float64Array.of(1, 1), twins).effective).toBeCloseTo(2, 12)
  })
})

describe('a new position', () => {
  const rng = createRng('new')
  const spy = Float64Array.from({ length: 120 }, () => 0.01 * rng.normal())
  const gold = Float64Array.from({ length: 120 }, () => 0.008 * rng.normal())
  const like = (rho: number) => spy.map((r) => rho * r + Math.sqrt(1 - rho * rho) * 0.01 * rng.normal())
  const held = [
    { series: 'SPY', returns: spy, weight: 0.6 },
    { series: 'GLD', returns: gold, weight: 0.2 },
  ]
  const ask = (returns: Float64Array, weight = 0.1) => fitPosition({ series: 'NEW', returns, weight }, held)

  test('proceed, reduce, skip; a short in the same is a hedge', () => {
    const told = [0.1, 0.82, 0.99].map((rho) => ask(like(rho)))
    expect(told.map((fit) => fit.ok && fit.value.recommendation)).toEqual(['proceed', 'reduce', 'skip'])
    const short = ask(like(0.99), -0.1)
    expect(short.ok && short.value).toMatchObject({ recommendation: 'proceed' })
    expect(short.ok && short.value.diversification).toBeGreaterThan(0.2)
    const beside = fitPosition({ series: 'NEW', returns: like(0.99), weight: 0.1 }, [{ ...held[0]!, weight: -0.6 }])
    expect(beside.ok && beside.value.max).toBeLessThan(-0.9)
    const twin = ask(spy)
    expect(twin.ok && twin.value.with).toBe('SPY')
    const first = fitPosition({ series: 'NEW', returns: spy, weight: 1 }, [])
    expect(first.ok && first.value).toEqual({
      max: 0,
      with: undefined,
      average: 0,
      diversification: 0,
      recommendation: 'proceed',
    })
  })

  test('holes, short and flat series are told by name', () => {
    const holed = gold.slice()
    holed[7] = Number.NaN
    expect(
      fitPosition({ series: 'NEW', returns: spy, weight: 1 }, [{ series: 'GLD', returns: holed, weight: 1 }]),
    ).toMatchObject({
      failure: { code: 'risk/missing-return', details: { series: 'GLD', index: 7 } },
    })
    expect(fitPosition({ series: 'NEW', returns: spy.subarray(0, 5), weight: 1 }, [])).toMatchObject({
      failure: { code: 'risk/short-series', details: { series: 'NEW' } },
    })
    expect(ask(new Float64Array(120))).toMatchObject({
      failure: { code: 'risk/flat-series', details: { series: 'NEW' } },
    })
    expect(() => ask(spy.subarray(1))).toThrow(/SPY: returns.length/)
  })
})
