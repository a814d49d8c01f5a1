import { sortedSamples } from './distributionDistance.js'
import { outOfDomain } from './error.js'
import { sortedProbabilities, type TestResult } from './hypothesis.js'
import { deviationOf, meanOf } from './moments.js'
import { normCdf } from './normal.js'

/**
 * Anderson-Darling test of one sample against a continuous distribution that is known beforehand. The p-value is that
 * of the limit law, within 1e-5 (Marsaglia & Marsaglia, J. Stat. Softw. 9 (2), 2004), good from about 10 values on.
 *
 * @throws RangeError where the sample is empty, a value not finite, or `cdf` leaves [0, 1]
 * @example
 * import { andersonDarlingTest } from '@bourse/math'
 * andersonDarlingTest(Float64Array.of(0.25, 0.75), (x) => x).statistic.toFixed(4) // => '0.2493'
 */
export function andersonDarlingTest(values: ArrayLike<number>, cdf: (x: number) => number): TestResult {
  const p = sortedProbabilities('andersonDarlingTest', values, cdf)
  const statistic = statisticOf(p, (i) => 1 - p[i]!)
  return { statistic, pValue: limitTail(statistic) }
}

/** -n - mean of (2i - 1)(ln p_i + ln q_(n+1-i)). */
function statisticOf(p: Float64Array, upper: (i: number) => number): number {
  const n = p.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += (2 * i + 1) * (Math.log(p[i]!) + Math.log(upper(n - 1 - i)))
  return -n - sum / n
}

/** 1 - ADinf(z), Marsaglia's approximation of the limit law. */
function limitTail(z: number): number {
  if (!(z > 0)) return z === 0 ? 1 : Number.NaN
  if (z < 2) {
    const series = 2.00012 + (0.247105 - (0.0649821 - (0.0347962 - (0.011672 - 0.00168691 * z) * z) * z) * z) * z
    return 1 - (Math.exp(-1.2337141 / z) / Math.sqrt(z)) * series
  }
  const exponent = 1.0776 - (2.30695 - (0.43424 - (0.082433 - (0.008056 - 0.0003146 * z) * z) * z) * z) * z
  return -Math.expm1(-Math.exp(exponent))
}

/**
 * Anderson-Darling test that values are normal with a mean and deviation estimated from them. The statistic is already
 * corrected for the size, A^2 (1 + 0.75 / n + 2.25 / n^2); the p-value follows Stephens (D'Agostino & Stephens,
 * Goodness-of-Fit Techniques, 1986, table 4.9), two to three digits. NaN where all values are equal.
 *
 * @throws RangeError where a value is not finite or there are fewer than 8
 * @example
 * import { andersonDarlingNormalTest } from '@bourse/math'
 * andersonDarlingNormalTest(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 99)).pValue < 1e-4 // => true
 */
export function andersonDarlingNormalTest(values: ArrayLike<number>): TestResult {
  const n = values.length
  if (n < 8) throw outOfDomain('andersonDarlingNormalTest', 'values.length', n, '>= 8')
  const mean = meanOf(values)
  const deviation = deviationOf(values)
  if (deviation === 0) return { statistic: Number.NaN, pValue: Number.NaN }
  const z = Float64Array.from(values, (x) => (x - mean) / deviation).sort()
  const raw = statisticOf(z.map(normCdf), (i) => normCdf(-z[i]!))
  const a = raw * (1 + 0.75 / n + 2.25 / (n * n))
  return { statistic: a, pValue: stephensTail(a) }
}

function stephensTail(a: number): number {
  if (a < 0.2) return 1 - Math.exp(-13.436 + 101.14 * a - 223.73 * a * a)
  if (a < 0.34) return 1 - Math.exp(-8.318 + 42.796 * a - 59.938 * a * a)
  if (a < 0.6) return Math.exp(0.9177 - 4.279 * a - 1.38 * a * a)
  // The parabola turns up again far out, where the tail is below 1e-20 anyway.
  return Math.exp(1.2937 - 5.709 * Math.min(a, 13) + 0.0186 * Math.min(a, 13) ** 2)
}

/**
 * Two-sample Anderson-Darling test, ties allowed: equation 7 of Scholz & Stephens (J. Am. Stat. Assoc. 82, 1987). The
 * statistic is standardised (0 in the mean, deviation 1; 1.961 is exceeded in 5 % of cases); the p-value is that of the
 * limit law, within 1e-5 of it.
 *
 * @throws RangeError where a sample is empty, a value not finite, all values are equal or there are fewer than 4
 * @example
 * import { andersonDarlingSamplesTest } from '@bourse/math'
 * andersonDarlingSamplesTest(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)).statistic.toFixed(3) // => '2.633'
 */
export function andersonDarlingSamplesTest(x: ArrayLike<number>, y: ArrayLike<number>): TestResult {
  const [a, b] = sortedSamples('andersonDarlingSamplesTest', x, y)
  const size = a.length + b.length
  if (size < 4) throw outOfDomain('andersonDarlingSamplesTest', 'x.length + y.length', size, '>= 4')
  if (Math.min(a[0]!, b[0]!) === Math.max(a.at(-1)!, b.at(-1)!))
    throw outOfDomain('andersonDarlingSamplesTest', 'x and y', 'all equal', 'at least two different values')
  let sum = 0
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    const i0 = i
    const j0 = j
    while (i < a.length && a[i] === at) i++
    while (j < b.length && b[j] === at) j++
    const tied = i - i0 + j - j0
    const below = (i0 + j0 + i + j) / 2 // half of the tied count as below
    const scale = below * (size - below) - (size * tied) / 4
    if (scale <= 0) continue
    const ofA = (size * (i0 + i)) / 2 - below * a.length
    const ofB = (size * (j0 + j)) / 2 - below * b.length
    sum += ((tied / size) * ((ofA * ofA) / a.length + (ofB * ofB) / b.length)) / scale
  }
  const raw = (sum * (size - 1)) / size
  const deviation = Math.sqrt(samplesVariance(a.length, b.length))
  const statistic = (raw - 1) / deviation
  return { statistic, pValue: limitTail(Math.max(0, 1 + statistic * limitDeviation)) }
}

/** Deviation of the limit law: sqrt(2 (pi^2 - 9) / 3). */
const limitDeviation = 0.761404141959384

/** Equation 4 of the paper, for two samples. */
function samplesVariance(n: number, m: number): number {
  const size = n + m
  const inverse = 1 / n + 1 / m
  let h = 0
  let g = 0
  for (let i = size - 1; i > 1; i--) {
    h += 1 / i
    g += h / (size - i + 1)
  }
  h += 1
  const a = 4 * g - 6 + (10 - 6 * g) * inverse
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverse + 4 * h
  const d = 4 * (2 * h + 6) - 8 * h
  return (((a * size + b) * size + c) * size + d) / ((size - 1) * (size - 2) * (size - 3))
}
