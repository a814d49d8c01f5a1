import { describe, expect, test } from 'vitest'
import { golden } from '@bourse/proof'
import { randomSeries } from './fixtures/randomSeries.js'
import { loadTalib, talibFunctions } from './fixtures/talibWasm.js'
import {
  bollingerOf,
  fractionalDifferenceOf,
  highestOf,
  hurstOf,
  halfLifeOf,
  lowestOf,
  movingCorrelationOf,
  movingDeviationOf,
  movingVarianceOf,
  smaOf,
  volumeProfileOf,
  wmaOf,
  linearRegressionSlopeOf,
} from './index.js'

// Doubles are fractions: sums of them and of their products are whole numbers of 2^-2148, exact in BigInt.
const places = 1074n

/** x times 2^1074. */
function whole(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(x)).buffer)[0]!
  const exponent = bits >> 52n
  const mantissa = exponent === 0n ? bits : (bits & ((1n << 52n) - 1n)) | (1n << 52n)
  const scaled = mantissa << (exponent === 0n ? 0n : exponent - 1n)
  return x < 0 ? -scaled : scaled
}

/** The quotient of two whole numbers to about 17 digits. */
function quotient(a: bigint, b: bigint): number {
  if (a === 0n) return 0
  const bits = BigInt(Math.max(0, b.toString(2).length - a.toString(2).length + 70))
  return Number((a << bits) / b) / 2 ** Number(bits)
}

/** n^2 times the population covariance, in 2^-2148. */
function spread(x: readonly bigint[], y: readonly bigint[]): bigint {
  const n = BigInt(x.length)
  const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n)
  return n * sum(x.map((value, i) => value * y[i]!)) - sum(x) * sum(y)
}

function exactVariance(window: Float64Array): number {
  const values = Array.from(window, whole)
  return quotient(spread(values, values), BigInt(values.length ** 2) << (2n * places))
}

const euro = randomSeries(5, 700).close.map((x, i) => 1.1 + x * 1e-5 + (i % 7) * 1e-6)
const talib = await loadTalib()

function worst(ours: Float64Array, length: number, exact: (window: Float64Array) => number): number {
  let error = 0
  for (let i = length - 1; i < ours.length; i++) {
    const truth = exact(euro.subarray(i - length + 1, i + 1))
    error = Math.max(error, Math.abs(ours[i]! - truth) / truth)
  }
  return error
}

describe('where squares cancel', () => {
  test.each([2, 5, 20, 100])('the variance of %i values is exact to its last digits, which TA-Lib loses', (length) => {
    const ours = worst(movingVarianceOf(euro, length), length, exactVariance)
    const theirs = worst(talib('VAR', talibFunctions['VAR']!, [euro], [length, 1])[0]!, length, exactVariance)
    expect(ours).toBeLessThan(3e-16)
    expect(theirs).toBeGreaterThan(1e-10)
  })

  test('so are deviation and bands', () => {
    const root = (window: Float64Array): number => Math.sqrt(exactVariance(window))
    expect(worst(movingDeviationOf(euro, 20), 20, root)).toBeLessThan(3e-16)
    const { upper, middle } = bollingerOf(euro, 20)
    const half = upper.map((x, i) => (x - middle[i]!) / 2)
    expect(worst(half, 20, root)).toBeLessThan(1e-11) // the band is rounded to digits of the price
  })

  test('and the correlation', () => {
    const other = euro.map((x, i) => 2 * x + ((i * 7919) % 13) * 1e-6)
    const ours = movingCorrelationOf(euro, other, 30)
    const theirs = talib('CORREL', talibFunctions['CORREL']!, [euro, other], [30])[0]!
    let [worstOurs, worstTheirs] = [0, 0]
    for (let i = 29; i < euro.length; i++) {
      const x = Array.from(euro.subarray(i - 29, i + 1), whole)
      const y = Array.from(other.subarray(i - 29, i + 1), whole)
      // r^2, and the sign of the covariance
      const [xx, yy, xy] = [spread(x, x), spread(y, y), spread(x, y)]
      const truth = Math.sqrt(quotient(xy * xy, xx * yy)) * (xy < 0n ? -1 : 1)
      worstOurs = Math.max(worstOurs, Math.abs(ours[i]! - truth))
      worstTheirs = Math.max(worstTheirs, Math.abs(theirs[i]! - truth))
    }
    expect(worstOurs).toBeLessThan(4e-16)
    expect(worstTheirs).toBeGreaterThan(1e-11)
  })

  test('equal values have no variance at all', () => {
    expect(movingDeviationOf(new Float64Array(50).fill(100.1), 20).at(-1)).toBe(0)
  })
})

test('a spike leaves nothing behind, and nothing drifts in 200000 values', () => {
  const values = new Float64Array(200_000).map((_, i) => 1.1 + ((i * 7919) % 101) * 1e-5)
  const spiked = values.slice()
  spiked[1000] = 1e9
  for (const column of [smaOf, wmaOf, movingVarianceOf, linearRegressionSlopeOf]) {
    const fresh = column(values.slice(-40), 20).at(-1)!
    for (const series of [values, spiked]) expect(Math.abs(column(series, 20).at(-1)! / fresh - 1)).toBeLessThan(2e-15)
  }
})

test('extremes are those of every window', () => {
  const { close } = randomSeries(9, 500)
  for (const length of [1, 2, 7, 64, 65]) {
    const [high, low] = [highestOf(close, length), lowestOf(close, length)]
    for (let i = length - 1; i < close.length; i++) {
      const window = close.subarray(i - length + 1, i + 1)
      expect(high[i]).toBe(Math.max(...window))
      expect(low[i]).toBe(Math.min(...window))
    }
  }
})

describe('memory', () => {
  test('Hurst is 1 for a line, about a half for a walk, less for what reverts', () => {
    const noise = randomSeries(2, 2000).y
    let level = 0
    const steps = noise.map((x) => {
      level += x - 4.5
      return level
    })
    expect(
      hurstOf(
        Float64Array.from({ length: 200 }, (_, i) => i),
        100,
      ).at(-1),
    ).toBeCloseTo(1, 12)
    const mean = (column: Float64Array): number => column.slice(999).reduce((a, b) => a + b, 0) / 1001
    expect(mean(hurstOf(steps, 1000))).toBeGreaterThan(0.4)
    expect(mean(hurstOf(steps, 1000))).toBeLessThan(0.6)
    expect(mean(hurstOf(noise, 1000))).toBeLessThan(0.1)
  })

  test('the half-life of a decay is the one it was made with', () => {
    const decay = Float64Array.from({ length: 60 }, (_, i) => 0.5 ** (i / 7))
    expect(halfLifeOf(decay, 50).at(-1)).toBeCloseTo(7, 9)
    expect(
      halfLifeOf(
        Float64Array.from({ length: 60 }, (_, i) => i * i),
        50,
      ).at(-1),
    ).toBe(Number.POSITIVE_INFINITY)
  })
})

type Fractional = { fracdiff: { price: number[]; d: number; threshold: number; logprice_ffd: (number | null)[] } }
const splits = golden<Fractional>('scoring/splits.dev.json')
describe.skipIf(!splits.rows)(splits.title, () => {
  test('fractional differences', () => {
    const { price, d, threshold, logprice_ffd } = splits.rows!.fracdiff
    const ours = fractionalDifferenceOf(Float64Array.from(price, Math.log), d, threshold)
    const wrong = logprice_ffd.filter((value, i) =>
      value === null ? !Number.isNaN(ours[i]) : !(Math.abs(ours[i]! - value) <= 1e-12),
    )
    expect(wrong).toEqual([])
  })
})

test('the volume profile holds all volume, and its value area the share', () => {
  const series = randomSeries(31, 200)
  const { poc, valueHigh, valueLow, distance } = volumeProfileOf(series, 50, 24)
  for (let i = 49; i < 200; i++) {
    const window = (column: Float64Array): Float64Array => column.subarray(i - 49, i + 1)
    expect(poc[i]).toBeGreaterThanOrEqual(valueLow[i]!)
    expect(poc[i]).toBeLessThanOrEqual(valueHigh[i]!)
    expect(valueLow[i]).toBeGreaterThanOrEqual(Math.min(...window(series.low)) - 1e-9)
    expect(valueHigh[i]).toBeLessThanOrEqual(Math.max(...window(series.high)) + 1e-9)
    expect(distance[i]).toBe(series.close[i]! - poc[i]!)
  }
  // One price: all of it in one row.
  const flat = new Float64Array(3).fill(10)
  const one = volumeProfileOf({ high: flat, low: flat, close: flat, volume: flat }, 3, 4)
  expect([one.poc[2], one.valueLow[2], one.valueHigh[2]]).toEqual([10, 10, 10])
})
