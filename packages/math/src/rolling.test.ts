import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { noise } from './fixtures/noise.js'
import {
  covariance,
  ewmaCovariance,
  ewmaMean,
  ewmaVariance,
  matrixFromRows,
  matrixOf,
  meanOf,
  pearson,
  quantile,
  type RollingPair,
  type RollingStatistic,
  rollingCorrelation,
  rollingCovariance,
  rollingDeviation,
  rollingMax,
  rollingMean,
  rollingMedian,
  rollingMin,
  rollingQuantile,
  rollingVariance,
  varianceOf,
} from './index.js'

const eps = Number.EPSILON

function bell(seed: number): () => number {
  const next = noise(seed)
  return () => next() + next() + next()
}

/** Every stepper of one series with what it should answer for its window. */
const singles: readonly [string, (length: number) => RollingStatistic, (window: Float64Array) => number][] = [
  ['mean', rollingMean, meanOf],
  ['variance', rollingVariance, (w) => varianceOf(w)],
  ['variance, ddof 0', (n) => rollingVariance(n, 0), (w) => varianceOf(w, { ddof: 0 })],
  ['deviation', rollingDeviation, (w) => Math.sqrt(varianceOf(w))],
  ['max', rollingMax, (w) => Math.max(...w)],
  ['min', rollingMin, (w) => Math.min(...w)],
  ['median', rollingMedian, (w) => quantile(w, 0.5)],
  ['quantile 0.05', (n) => rollingQuantile(n, 0.05), (w) => quantile(w, 0.05)],
  ['quantile 1', (n) => rollingQuantile(n, 1), (w) => quantile(w, 1)],
  ['quantile 0', (n) => rollingQuantile(n, 0), (w) => quantile(w, 0)],
]
const pairs: readonly [string, (length: number) => RollingPair, (x: Float64Array, y: Float64Array) => number][] = [
  ['covariance', rollingCovariance, (x, y) => covariance(matrixOf([x, y])).data[1]!],
  ['correlation', rollingCorrelation, pearson],
]

/** Levels, jumps, spikes, ties, trends: what series of prices and volumes do. */
function wild(count: number, seed: number): Float64Array {
  const next = noise(seed)
  let level = 100
  return Float64Array.from({ length: count }, (_, t) => {
    if (t % 97 === 50) level = 10 ** (4 + 4 * next())
    if (t % 61 === 7) return level * 1e6
    return t % 5 === 0 ? level : level + next()
  })
}

describe('rolling equals batch', () => {
  test.for(singles)('%s', ([, create, batch]) => {
    for (const length of [2, 3, 7, 50]) {
      const values = wild(400, length)
      const stepper = create(length)
      for (let t = 0; t < values.length; t++) {
        const got = stepper.next(values[t]!)
        if (t < length - 1) {
          expect(got).toBeNaN()
          continue
        }
        const window = values.subarray(t - length + 1, t + 1)
        const wanted = batch(window)
        // The rounding of the values themselves bounds what a variance can mean.
        const allowed = 16 * eps * Math.abs(wanted) + 4 * eps * eps * Math.max(...window) ** 2
        expect(Math.abs(got - wanted)).toBeLessThanOrEqual(allowed)
      }
    }
  })

  test.for(pairs)('%s', ([name, create, batch]) => {
    for (const length of [3, 7, 50]) {
      const x = wild(400, length)
      const y = wild(400, length + 1).map((v, t) => v - 0.5 * x[t]!)
      const stepper = create(length)
      for (let t = 0; t < x.length; t++) {
        const got = stepper.next(x[t]!, y[t]!)
        if (t < length - 1) {
          expect(got).toBeNaN()
          continue
        }
        const a = x.subarray(t - length + 1, t + 1)
        const b = y.subarray(t - length + 1, t + 1)
        const scale = name === 'correlation' ? 1 : Math.sqrt(varianceOf(a) * varianceOf(b))
        expect(Math.abs(got - batch(a, b))).toBeLessThanOrEqual(64 * eps * scale)
      }
    }
  })

  test('quantiles and extremes are equal bit for bit', () => {
    for (const [, create, batch] of singles.slice(4)) {
      const values = wild(2000, 3)
      const stepper = create(21)
      for (let t = 0; t < values.length; t++) {
        const got = stepper.next(values[t]!)
        if (t >= 20) expect(got).toBe(batch(values.subarray(t - 20, t + 1)))
      }
    }
  })
})

describe('no drift', () => {
  const count = campaign(1_000_000, 50_000)
  test(`after ${count} values and a spike of 1e9`, () => {
    const length = 250
    const next = bell(11)
    const window = new Float64Array(length)
    const other = new Float64Array(length)
    const mean = rollingMean(length)
    const variance = rollingVariance(length)
    const correlation = rollingCorrelation(length)
    let worstMean = 0
    let worstVariance = 0
    let worstCorrelation = 0
    for (let t = 0; t < count; t++) {
      const x = t === 1000 ? 1e9 : next()
      const y = 0.5 * x + next()
      window[t % length] = x
      other[t % length] = y
      const m = mean.next(x)
      const v = variance.next(x)
      const r = correlation.next(x, y)
      if (t % 997 !== 0 || t < 1000 + length) continue
      const wanted = varianceOf(window)
      worstMean = Math.max(worstMean, Math.abs(m - meanOf(window)) / (eps * Math.sqrt(wanted)))
      worstVariance = Math.max(worstVariance, Math.abs(v - wanted) / (eps * wanted))
      worstCorrelation = Math.max(worstCorrelation, Math.abs(r - pearson(window, other)) / eps)
    }
    expect(worstMean).toBeLessThan(2)
    expect(worstVariance).toBeLessThan(16)
    expect(worstCorrelation).toBeLessThan(16)
  })

  test('variance of prices far from zero keeps its digits: 1e8 + noise', () => {
    const next = bell(5)
    const variance = rollingVariance(100)
    const window = new Float64Array(100)
    for (let t = 0; t < 5000; t++) {
      window[t % 100] = 1e8 + next()
      const got = variance.next(window[t % 100]!)
      if (t >= 100) expect(Math.abs(got / varianceOf(window) - 1)).toBeLessThan(50 * eps)
    }
  })
})

describe('missing values', () => {
  test('answer NaN while in the window and leave no trace', () => {
    for (const [, create, batch] of singles)
      for (const missing of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const next = noise(3)
        const values = Float64Array.from({ length: 200 }, (_, t) => (t % 40 === 17 ? missing : next()))
        const stepper = create(5)
        for (let t = 0; t < values.length; t++) {
          const got = stepper.next(values[t]!)
          const window = values.subarray(Math.max(0, t - 4), t + 1)
          if (t < 4 || !window.every(Number.isFinite)) expect(got).toBeNaN()
          else expect(Math.abs(got - batch(window))).toBeLessThan(8 * eps)
        }
      }
  })
})

describe('save and load', () => {
  test('continue bit for bit from every moment, through JSON', () => {
    for (const [name, create] of singles) {
      const values = wild(300, 9)
      values[33] = Number.NaN
      const one = create(13)
      for (let t = 0; t < values.length; t++) {
        one.next(values[t]!)
        const text = JSON.stringify(one.save())
        expect(text).not.toContain('NaN')
        if (t % 7 !== 0) continue
        const copy = create(13)
        copy.next(77) // load replaces what was there
        copy.load(JSON.parse(text))
        const still = create(13)
        still.load(JSON.parse(text))
        for (let s = t + 1; s < Math.min(values.length, t + 40); s++) {
          const a = copy.next(values[s]!)
          expect(still.next(values[s]!), `${name} at ${t}, ${s}`).toBe(a)
        }
      }
    }
    const whole = rollingCorrelation(13)
    const resumed = rollingCorrelation(13)
    const x = wild(200, 1)
    const y = wild(200, 2)
    for (let t = 0; t < 200; t++) {
      const before = JSON.stringify(whole.save())
      resumed.load(JSON.parse(before))
      expect(resumed.next(x[t]!, y[t]!)).toBe(whole.next(x[t]!, y[t]!))
    }
  })

  test('the loaded copy answers as the original does', () => {
    for (const [name, create] of singles) {
      const values = wild(300, 10)
      const original = create(13)
      const copy = create(13)
      for (let t = 0; t < values.length; t++) {
        copy.load(JSON.parse(JSON.stringify(original.save())))
        expect(copy.next(values[t]!), `${name} at ${t}`).toBe(original.next(values[t]!))
      }
    }
  })

  test('refuses what no stepper saved', () => {
    expect(() => rollingMean(3).load('x')).toThrow(/state is string/)
    expect(() => rollingMean(3).load([1, 0, 1, 2, 3, 4])).toThrow(/state.length is 6/)
    expect(() => rollingMax(2).load([1, 2, 3])).toThrow(/at most 2/)
    expect(() => rollingMedian(2).load([1, 'a'])).toThrow(/state\[1\]/)
    expect(() => rollingVariance(1)).toThrow(/length is 1/)
    expect(() => rollingQuantile(3, 2)).toThrow(/p is 2/)
  })
})

describe('exponential weights', () => {
  test('steppers are ewmaCovariance of what has come', () => {
    const next = bell(2)
    const values: number[] = []
    const decay = { halfLife: 8 }
    const mean = ewmaMean(decay)
    const zero = ewmaVariance(decay)
    const about = ewmaVariance(decay, { mean: 'weighted' })
    for (let t = 0; t < 200; t++) {
      values.push(3 + next())
      const x = values[t]!
      const rows = matrixFromRows(values.map((v) => [v]))
      const weights = values.map((_, i) => 2 ** (-(t - i) / 8))
      const total = weights.reduce((a, b) => a + b)
      expect(mean.next(x)).toBeCloseTo(values.reduce((sum, v, i) => sum + v * weights[i]!, 0) / total, 12)
      expect(zero.next(x)).toBeCloseTo(ewmaCovariance(rows, decay).data[0]!, 12)
      expect(about.next(x)).toBeCloseTo(ewmaCovariance(rows, decay, { mean: 'weighted' }).data[0]!, 12)
    }
    const copy = ewmaVariance(decay)
    copy.load(JSON.parse(JSON.stringify(zero.save())))
    expect(copy.next(Number.NaN)).toBeNaN()
    expect(copy.next(1)).toBe(zero.next(1))
  })
})
