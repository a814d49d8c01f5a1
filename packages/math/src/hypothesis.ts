import { chiSquareTail } from './chiSquare.js'
import { checkFiniteValues, checkLength, checkWhole } from './domain.js'
import { outOfDomain } from './error.js'
import { largestGap, sortedSamples } from './distributionDistance.js'
import { kolmogorovTail } from './kolmogorov.js'
import { normCdf } from './normal.js'
import { eachTie, orderOf, ranksOf } from './ranks.js'

/** A statistic and the probability of one at least as extreme if the hypothesis holds. */
export type TestResult = { readonly statistic: number; readonly pValue: number }

// Paths are counted cell by cell: this many cells take a tenth of a second.
const mostCells = 20_000_000

/**
 * Kolmogorov-Smirnov test that two samples come from one continuous distribution, two-sided. `method: 'exact'` counts
 * lattice paths, without the cancellation of 1 - p; `'asymptotic'` takes the exact one-sample law at the effective size
 * nm / (n + m). Default: exact up to 20 million pairs. With ties the exact p-value is too large, never too small.
 *
 * @throws RangeError where a sample is empty or a value not finite
 * @example
 * import { ksTest } from '@bourse/math'
 * ksTest(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6, 7, 8)) // => { statistic: 1, pValue: 0.028571428571428574 }
 */
export function ksTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { readonly method?: 'exact' | 'asymptotic' } = {},
): TestResult {
  const [a, b] = sortedSamples('ksTest', x, y)
  const statistic = largestGap(a, b)
  const n = a.length
  const m = b.length
  const exact = options.method === undefined ? n * m <= mostCells : options.method === 'exact'
  const pValue = exact
    ? shareOfPaths(n, m, Math.round(statistic * n * m))
    : kolmogorovTail(roundHalfEven((n * m) / (n + m)), statistic)
  return { statistic, pValue }
}

function roundHalfEven(x: number): number {
  const down = Math.floor(x)
  return x - down === 0.5 ? down + (down % 2) : Math.round(x)
}

/** Share of the paths from (0, 0) to (n, m) that come to a point with |i m - j n| >= limit. */
function shareOfPaths(n: number, m: number, limit: number): number {
  const row = new Float64Array(m + 1)
  for (let i = 0; i <= n; i++)
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= limit) row[j] = 1
      else if (i === 0) row[j] = j === 0 ? 0 : row[j - 1]!
      // The last step came from below or from the left, in proportion to what each side has to place.
      else if (j > 0) row[j] = (i * row[j]! + j * row[j - 1]!) / (i + j)
    }
  return row[m]!
}

/**
 * Kolmogorov-Smirnov test of one sample against a continuous distribution that is known beforehand, two-sided, with the
 * exact law (`kolmogorovTail`). Parameters estimated from the same values make the p-value too large.
 *
 * @throws RangeError where the sample is empty, a value not finite, or `cdf` leaves [0, 1]
 * @example
 * import { ksTestOf } from '@bourse/math'
 * ksTestOf(Float64Array.of(0.25, 0.75), (x) => x).statistic // => 0.25
 */
export function ksTestOf(values: ArrayLike<number>, cdf: (x: number) => number): TestResult {
  const probabilities = sortedProbabilities('ksTestOf', values, cdf)
  const n = probabilities.length
  let statistic = 0
  for (let i = 0; i < n; i++)
    statistic = Math.max(statistic, probabilities[i]! - i / n, (i + 1) / n - probabilities[i]!)
  return { statistic, pValue: kolmogorovTail(n, statistic) }
}

export function sortedProbabilities(
  where: string,
  values: ArrayLike<number>,
  cdf: (x: number) => number,
): Float64Array {
  checkFiniteValues(where, 'values', values)
  if (values.length === 0) throw outOfDomain(where, 'values.length', 0, '> 0')
  return Float64Array.from(Float64Array.from(values).sort(), (x) => {
    const p = cdf(x)
    if (!(p >= 0 && p <= 1)) throw outOfDomain(where, `cdf(${x})`, p, 'in [0, 1]')
    return p
  })
}

/**
 * Pearson's chi-square test of counts against expected counts.
 *
 * @param options.ddof parameters estimated from the counts, default 0: freedom is bins - 1 - ddof
 * @throws RangeError where lengths differ, a count is negative or not finite, an expected one not > 0, or no freedom is left
 * @example
 * import { chiSquareTest } from '@bourse/math'
 * chiSquareTest([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]).statistic // => 3.5
 */
export function chiSquareTest(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
  options: { readonly ddof?: number } = {},
): TestResult {
  const { ddof = 0 } = options
  checkLength('chiSquareTest', 'expected', expected.length, observed.length, 'observed')
  checkFiniteValues('chiSquareTest', 'observed', observed)
  checkFiniteValues('chiSquareTest', 'expected', expected)
  checkWhole('chiSquareTest', 'ddof', ddof, 0)
  const freedom = observed.length - 1 - ddof
  if (!(freedom > 0)) throw outOfDomain('chiSquareTest', 'bins - 1 - ddof', freedom, '> 0')
  let statistic = 0
  for (let i = 0; i < observed.length; i++) {
    if (observed[i]! < 0) throw outOfDomain('chiSquareTest', `observed[${i}]`, observed[i]!, '>= 0')
    if (!(expected[i]! > 0)) throw outOfDomain('chiSquareTest', `expected[${i}]`, expected[i]!, '> 0')
    statistic += (observed[i]! - expected[i]!) ** 2 / expected[i]!
  }
  return { statistic, pValue: chiSquareTail(statistic, freedom) }
}

/**
 * Mann-Whitney test that neither of two samples tends to larger values, two-sided; the statistic is U of `x`. Exact
 * where a sample has at most 8 values and none are equal, else normal with corrections for ties and continuity.
 *
 * @throws RangeError where a sample is empty or a value not finite
 * @example
 * import { mannWhitneyTest } from '@bourse/math'
 * mannWhitneyTest(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)) // => { statistic: 0, pValue: 0.1 }
 */
export function mannWhitneyTest(x: ArrayLike<number>, y: ArrayLike<number>): TestResult {
  const [a, b] = sortedSamples('mannWhitneyTest', x, y)
  const n = a.length
  const m = b.length
  const all = new Float64Array(n + m)
  all.set(a)
  all.set(b, n)
  const ranks = ranksOf(all)
  let sum = 0
  for (let i = 0; i < n; i++) sum += ranks[i]!
  const statistic = sum - (n * (n + 1)) / 2
  let ties = 0
  eachTie(all, orderOf(all), (from, to) => {
    ties += (to - from) ** 3 - (to - from)
  })
  const larger = Math.max(statistic, n * m - statistic)
  if (ties === 0 && Math.min(n, m) <= 8) return { statistic, pValue: Math.min(1, 2 * exactRankTail(n, m, larger)) }
  const size = n + m
  const deviation = Math.sqrt(((n * m) / 12) * (size + 1 - ties / (size * (size - 1))))
  return { statistic, pValue: Math.min(1, 2 * normCdf(-(larger - (n * m) / 2 - 0.5) / deviation)) }
}

/** P(U >= u): of all ways to mix n and m values, how many leave U that large (Mann & Whitney's recursion as a product). */
function exactRankTail(n: number, m: number, u: number): number {
  // Coefficients of the Gaussian binomial, as shares: multiply by 1 - q^(m+k), divide by 1 - q^k.
  const counts = new Float64Array(n * m + 1)
  counts[0] = 1
  let total = 1
  for (let k = 1; k <= Math.min(n, m); k++) {
    const other = Math.max(n, m) + k
    for (let i = n * m; i >= other; i--) counts[i] = counts[i]! - counts[i - other]!
    for (let i = k; i <= n * m; i++) counts[i] = counts[i]! + counts[i - k]!
    total *= other / k
  }
  let above = 0
  for (let i = Math.ceil(u); i <= n * m; i++) above += counts[i]!
  return above / Math.round(total)
}

/**
 * Two-sample Cramer-von Mises test (Anderson, Ann. Math. Stat. 33, 1962); the p-value is that of the limit law with
 * the mean and variance of these sizes, good from about 20 values on.
 *
 * @throws RangeError where a sample has fewer than 2 values or a value is not finite
 * @example
 * import { cramerVonMisesTest } from '@bourse/math'
 * cramerVonMisesTest(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)).statistic // => 0.5277777777777778
 */
export function cramerVonMisesTest(x: ArrayLike<number>, y: ArrayLike<number>): TestResult {
  const [a, b] = sortedSamples('cramerVonMisesTest', x, y)
  const n = a.length
  const m = b.length
  if (n < 2) throw outOfDomain('cramerVonMisesTest', 'x.length', n, '>= 2')
  if (m < 2) throw outOfDomain('cramerVonMisesTest', 'y.length', m, '>= 2')
  const all = new Float64Array(n + m)
  all.set(a)
  all.set(b, n)
  const ranks = ranksOf(all)
  let ofX = 0
  let ofY = 0
  for (let i = 0; i < n; i++) ofX += (ranks[i]! - (i + 1)) ** 2
  for (let j = 0; j < m; j++) ofY += (ranks[n + j]! - (j + 1)) ** 2
  const size = n + m
  const product = n * m
  const statistic = (n * ofX + m * ofY) / (product * size) - (4 * product - 1) / (6 * size)
  const mean = (1 + 1 / size) / 6
  const variance =
    ((size + 1) * (4 * product * size - 3 * (n * n + m * m) - 2 * product)) / (45 * size * size * 4 * product)
  return { statistic, pValue: cramerTail(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) }
}

/** Upper tail of the limit law: Anderson & Darling, Ann. Math. Stat. 23, 1952, equation 4.35. */
function cramerTail(x: number): number {
  if (x < 0.003) return 1
  let cdf = 0
  let weight = 1 / Math.PI // Gamma(k + 1/2) / (k! pi^1.5)
  for (let k = 0; k < 200; k++) {
    const root = 4 * k + 1
    const u = (root * root) / (16 * x)
    const term = weight * Math.sqrt(root) * scaledBesselQuarter(u) * Math.exp(-2 * u)
    cdf += term
    if (term < 1e-18 * cdf) break
    weight *= (k + 0.5) / (k + 1)
  }
  return Math.max(0, 1 - cdf / Math.sqrt(x))
}

/** e^u K_{1/4}(u) = integral of exp(-u (cosh t - 1)) cosh(t / 4) over t > 0: the trapezoidal rule is exact to rounding. */
function scaledBesselQuarter(u: number): number {
  const step = 1 / 16
  let sum = 0.5
  for (let i = 1; i < 2000; i++) {
    const t = i * step
    const term = Math.exp(-u * (Math.cosh(t) - 1)) * Math.cosh(t / 4)
    sum += term
    if (term < 1e-18 * sum) break
  }
  return sum * step
}
