// Whether correlations are what they were.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'
import { chiSquareTail, correlation, invertSpd, type Matrix, normCdf, zeros } from '@bourse/math'
import { checkReturns } from '../measures/returns.js'
import { averageCorrelation } from './rollingMatrix.js'

/** `z` of the pair's change (Fisher): beyond 2 is rare. */
export type PairChange = {
  readonly a: string
  readonly b: string
  readonly before: number
  readonly now: number
  readonly z: number
}

/**
 * `breaking`: the test says that the two matrices differ (probability below `level`). `direction` of the mean
 * correlation. `pairs`: most changed first.
 */
export type CorrelationBreakdown = {
  readonly breaking: boolean
  readonly direction: 'together' | 'apart'
  readonly statistic: number
  readonly probability: number
  readonly before: number
  readonly now: number
  readonly pairs: readonly PairChange[]
}

/**
 * Are correlations breaking down? Jennrich's test of the correlation matrices of two stretches of returns, chi-square
 * with n (n - 1) / 2 degrees of freedom, and Fisher's z for every pair.
 *
 * @param past one row per period
 * @param recent the same series in columns
 * @param options.names of the series, default their places
 * @param options.level of the test, default 0.01
 * @returns failure `risk/short-series` where a stretch has no more rows than series (at least 4), `risk/singular-covariance`
 * where correlations have no inverse, naming a series that does not vary
 * @throws BourseError where shapes differ or a return is not finite
 * @see Jennrich, J. American Statistical Association 65, 1970
 *
 * @example
 * import { createRng, matrixFromRows } from '@bourse/math'
 * import { correlationBreakdown } from '@bourse/risk'
 * const rng = createRng(7)
 * const rows = (rho: number) => matrixFromRows(Array.from({ length: 120 }, () => {
 *   const market = rng.normal()
 *   return [1, 2, 3].map(() => rho * market + Math.sqrt(1 - rho * rho) * rng.normal())
 * }))
 * const found = correlationBreakdown(rows(0.3), rows(0.9))
 * found.ok && [found.value.breaking, found.value.direction] // => [true, 'together']
 */
export function correlationBreakdown(
  past: Matrix,
  recent: Matrix,
  options: { readonly names?: readonly string[]; readonly level?: number } = {},
): Result<CorrelationBreakdown, 'risk/short-series' | 'risk/singular-covariance'> {
  const where = 'correlationBreakdown'
  const { level = 0.01 } = options
  const n = past.cols
  if (recent.cols !== n) throw badArgument(where, 'recent.cols', recent.cols, `${n}, as past.cols`)
  if (n < 2) throw badArgument(where, 'past.cols', n, '>= 2 series')
  checkReturns(where, past.data, 'past.data')
  checkReturns(where, recent.data, 'recent.data')
  const nameOf = (i: number): string => options.names?.[i] ?? `column ${i}`
  for (const [stretch, { rows }] of Object.entries({ past, recent })) {
    const least = Math.max(4, n + 1)
    if (rows < least)
      return failed('risk/short-series', `${stretch} has ${rows} rows, ${n} series need ${least}`, {
        series: stretch,
        count: rows,
        least,
      })
  }
  const [old, now] = [correlation(past), correlation(recent)]
  for (let i = 0; i < n; i++)
    if (Number.isNaN(old.data[i * n + i]!) || Number.isNaN(now.data[i * n + i]!))
      return failed('risk/singular-covariance', `${nameOf(i)} does not vary`, { series: nameOf(i), index: i })
  const statistic = jennrich(old, past.rows, now, recent.rows)
  if (statistic === undefined)
    return failed('risk/singular-covariance', 'the common correlation matrix has no inverse: two series move as one', {
      series: nameOf(closestOf(now)),
    })
  const probability = chiSquareTail(statistic, (n * (n - 1)) / 2)
  const [before, after] = [averageCorrelation(old), averageCorrelation(now)]
  const spread = Math.sqrt(1 / (past.rows - 3) + 1 / (recent.rows - 3))
  const pairs: PairChange[] = []
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [was, is] = [old.data[i * n + j]!, now.data[i * n + j]!]
      pairs.push({ a: nameOf(j), b: nameOf(i), before: was, now: is, z: (Math.atanh(is) - Math.atanh(was)) / spread })
    }
  return succeeded({
    breaking: probability < level,
    direction: after >= before ? 'together' : 'apart',
    statistic,
    probability,
    before,
    now: after,
    pairs: pairs.sort((a, b) => Math.abs(b.z) - Math.abs(a.z)),
  })
}

/** 1/2 tr Z^2 - d' S^-1 d of Z = sqrt(c) R^-1 (R1 - R2), d its diagonal, S = I + R o R^-1, R the pooled matrix. */
function jennrich(first: Matrix, m1: number, second: Matrix, m2: number): number | undefined {
  const n = first.rows
  const pooled = zeros(n, n)
  for (let k = 0; k < n * n; k++) pooled.data[k] = (m1 * first.data[k]! + m2 * second.data[k]!) / (m1 + m2)
  const inverse = invertSpd(pooled)
  if (!inverse.ok) return undefined
  const scale = Math.sqrt((m1 * m2) / (m1 + m2))
  const z = zeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let k = 0; k < n; k++)
        sum += inverse.value.data[i * n + k]! * (first.data[k * n + j]! - second.data[k * n + j]!)
      z.data[i * n + j] = scale * sum
    }
  let trace = 0
  const scores = zeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      trace += z.data[i * n + j]! * z.data[j * n + i]!
      scores.data[i * n + j] = (i === j ? 1 : 0) + pooled.data[i * n + j]! * inverse.value.data[i * n + j]!
    }
  const weight = invertSpd(scores)
  if (!weight.ok) return undefined
  let diagonal = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) diagonal += z.data[i * n + i]! * weight.value.data[i * n + j]! * z.data[j * n + j]!
  return Math.max(0, trace / 2 - diagonal)
}

/** A series of the pair that is closest to moving as one. */
function closestOf(matrix: Matrix): number {
  const n = matrix.rows
  let found = 0
  let most = -1
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      if (Math.abs(matrix.data[i * n + j]!) > most) {
        most = Math.abs(matrix.data[i * n + j]!)
        found = i
      }
  return found
}

/**
 * Whether two correlations of independent stretches differ, by Fisher's z: `probability` two-sided. NaN where a stretch
 * has fewer than 4 periods.
 *
 * @throws BourseError where a correlation is outside (-1, 1)
 *
 * @example
 * import { correlationChange } from '@bourse/risk'
 * correlationChange({ correlation: 0.3, count: 250 }, { correlation: 0.8, count: 60 }).probability < 1e-6 // => true
 */
export function correlationChange(
  before: { readonly correlation: number; readonly count: number },
  now: { readonly correlation: number; readonly count: number },
): { readonly z: number; readonly probability: number } {
  for (const [name, { correlation: r }] of Object.entries({ before, now }))
    if (!(r > -1 && r < 1)) throw badArgument('correlationChange', `${name}.correlation`, r, 'in (-1, 1)')
  if (before.count < 4 || now.count < 4) return { z: Number.NaN, probability: Number.NaN }
  const spread = Math.sqrt(1 / (before.count - 3) + 1 / (now.count - 3))
  const z = (Math.atanh(now.correlation) - Math.atanh(before.correlation)) / spread
  return { z, probability: 2 * normCdf(-Math.abs(z)) }
}
