import { covariance, type Matrix, solveSpd } from '@bourse/math'
import { meansOf } from '../lp/scenarioReturns.js'
import { checkFinite, checkLength, checkSize } from '../qp/checkProgram.js'
import { wrongInput } from '../wrongInput.js'

/** Means drawn towards one number: `target` is it, `intensity` 0 (the means themselves) to 1 (the target alone). */
export type ShrunkReturns = { readonly expected: Float64Array; readonly target: number; readonly intensity: number }

/**
 * Growth per year of each column of simple returns, as if held: (product of 1 + r)^(periodsPerYear / rows) - 1. NaN where
 * a return is below -1.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { geometricReturns } from '@bourse/optimizer'
 * geometricReturns(matrixFromRows([[0.1], [0.1]]), 1).map((r) => Math.round(r * 1e9) / 1e9) // => Float64Array [0.1]
 */
export function geometricReturns(returns: Matrix, periodsPerYear: number): Float64Array {
  checkReturns(returns, 1)
  if (!(periodsPerYear > 0)) throw wrongInput('periodsPerYear', periodsPerYear, 'a number > 0')
  const { rows: T, cols: n, data } = returns
  const logs = new Float64Array(n)
  for (let t = 0; t < T; t++) for (let i = 0; i < n; i++) logs[i]! += Math.log1p(data[t * n + i]!)
  return logs.map((s) => Math.expm1((s * periodsPerYear) / T))
}

/**
 * Mean per period with weights that fall by 1 - 2 / (span + 1) a period into the past and sum to 1.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { ewmaReturns } from '@bourse/optimizer'
 * ewmaReturns(matrixFromRows([[0.03], [0]]), 3).map((r) => Math.round(r * 1e9) / 1e9) // => Float64Array [0.01]
 */
export function ewmaReturns(returns: Matrix, span: number): Float64Array {
  checkReturns(returns, 1)
  if (!(span >= 1)) throw wrongInput('span', span, 'a number >= 1')
  const { rows: T, cols: n, data } = returns
  const keep = 1 - 2 / (span + 1)
  const sums = new Float64Array(n)
  let total = 0
  let weight = 1
  for (let t = T - 1; t >= 0; t--) {
    for (let i = 0; i < n; i++) sums[i]! += weight * data[t * n + i]!
    total += weight
    weight *= keep
  }
  return sums.map((s) => s / total)
}

/**
 * Means drawn towards `target`, their common mean where left out, as far as noise explains their differences: James and
 * Stein 1961 with the whole covariance (intensity (n - 2) / (rows d'S^-1 d), at most 1). Needs more rows than columns, at
 * least 3 columns.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { jamesSteinReturns } from '@bourse/optimizer'
 * const returns = matrixFromRows([[0.01, 0.02, 0.03], [0.01, 0.03, 0.01], [0.02, 0.01, 0.02], [0.03, 0.02, 0.02]])
 * jamesSteinReturns(returns).intensity // => 1
 */
export function jamesSteinReturns(returns: Matrix, target?: number): ShrunkReturns {
  const { rows: T, cols: n } = returns
  checkReturns(returns, n + 1)
  if (n < 3) throw wrongInput('columns of returns', n, 'at least 3')
  const means = meansOf(returns)
  const centre = target ?? means.reduce((s, m) => s + m, 0) / n
  if (!Number.isFinite(centre)) throw wrongInput('target', centre, 'a finite number')
  const off = means.map((m) => m - centre)
  const distance = dot(off, solved(covariance(returns), off))
  return shrunk(means, centre, Math.min(1, (n - 2) / (T * distance)))
}

/**
 * Means drawn towards the mean of the minimum variance portfolio: Jorion, "Bayes-Stein Estimation for Portfolio
 * Analysis", 1986, with the sample covariance (1 / (rows - 1)) for the true one. Needs more rows than columns.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { bayesSteinReturns } from '@bourse/optimizer'
 * const returns = matrixFromRows([[0.01], [0.03], [0.02], [0.02]])
 * bayesSteinReturns(returns).expected.map((r) => Math.round(r * 1e9) / 1e9) // => Float64Array [0.02]
 */
export function bayesSteinReturns(returns: Matrix): ShrunkReturns {
  const { rows: T, cols: n } = returns
  checkReturns(returns, n + 1)
  const means = meansOf(returns)
  const S = covariance(returns)
  const ones = solved(S, new Float64Array(n).fill(1))
  const target = dot(ones, means) / ones.reduce((s, v) => s + v, 0)
  const off = means.map((m) => m - target)
  const distance = dot(off, solved(S, off))
  return shrunk(means, target, (n + 2) / (n + 2 + T * distance))
}

/**
 * `rate` plus beta times `premium` (what the market is expected to earn above the rate), betas from the returns against
 * the market's: the capital asset pricing model (Sharpe 1964). Per the period of rate and premium.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { capmReturns } from '@bourse/optimizer'
 * const returns = matrixFromRows([[0.02, 0.005], [-0.02, -0.005]])
 * capmReturns(returns, Float64Array.of(0.01, -0.01), { rate: 0.02, premium: 0.05 }).betas // => Float64Array [2, 0.5]
 */
export function capmReturns(
  returns: Matrix,
  market: Float64Array,
  { rate, premium }: { readonly rate: number; readonly premium: number },
): { readonly expected: Float64Array; readonly betas: Float64Array } {
  checkReturns(returns, 2)
  const { rows: T, cols: n, data } = returns
  checkLength('market', market, T)
  checkFinite('market', market)
  checkFinite('rate and premium', Float64Array.of(rate, premium))
  const mean = market.reduce((s, r) => s + r, 0) / T
  let square = 0
  const together = new Float64Array(n)
  for (let t = 0; t < T; t++) {
    const off = market[t]! - mean
    square += off * off
    for (let i = 0; i < n; i++) together[i]! += off * data[t * n + i]!
  }
  if (!(square > 0)) throw wrongInput('variance of market', square, 'a variance > 0')
  const betas = together.map((s) => s / square)
  return { expected: betas.map((b) => rate + b * premium), betas }
}

/** Refuses an empty matrix, numbers that are not finite and too few rows. */
export function checkReturns(returns: Matrix, least: number): void {
  if (returns.cols < 1) throw wrongInput('columns of returns', returns.cols, 'at least 1')
  if (returns.rows < least) throw wrongInput('rows of returns', returns.rows, `at least ${least}`)
  checkSize('returns', returns, returns.rows, returns.cols)
  checkFinite('returns', returns.data)
}

function shrunk(means: Float64Array, target: number, intensity: number): ShrunkReturns {
  return { expected: means.map((m) => m + intensity * (target - m)), target, intensity }
}

function solved(S: Matrix, right: Float64Array): Float64Array {
  const answer = solveSpd(S, right)
  if (!answer.ok) throw wrongInput('covariance of returns', 'singular', 'columns that are not sums of each other')
  return answer.value
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((s, v, i) => s + v * b[i]!, 0)
}
