// Simulated returns of many series at once, and the tail of what they do to a portfolio.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'
import {
  addProductTransposed,
  chiSquareQuantile,
  choleskyInPlace,
  createSobol,
  type Matrix,
  multiplyVector,
  normQuantile,
  type Rng,
  zeros,
} from '@bourse/math'
import { sortedShortfall, sortedVar } from './historical.js'
import type { TailEstimate } from './parametric.js'
import { checkConfidence, checkReturns, checkSameLength } from './returns.js'

/**
 * Where chance comes from: `rng`, or `seed` for scrambled Sobol' points, which fill space more evenly: with 4,096 paths of
 * three series the squared error of a 99 % VaR is about a quarter (at most 1499 series; take powers of two).
 */
export type Draws = { readonly rng: Rng } | { readonly seed: number | string }

/**
 * Normal returns with the given covariance: one row per path, one column per series.
 *
 * @param options.means per series, default 0
 * @param options.freedom draws Student's t with that many degrees of freedom (> 2) and the same covariance: all series
 * of a path share one scale, so that they crash together
 * @param options.names of the series, for the failure
 * @returns failure `risk/singular-covariance`, naming the series that is a combination of those before it
 * @throws BourseError where shapes differ or paths is not a whole number >= 1
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { simulateReturns } from '@bourse/risk'
 * const covariance = matrixFromRows([[0.04, 0.01], [0.01, 0.09]])
 * const simulated = simulateReturns(covariance, { paths: 1024, seed: 'a' })
 * simulated.ok && [simulated.value.rows, simulated.value.cols] // => [1024, 2]
 */
export function simulateReturns(
  covariance: Matrix,
  options: Draws & {
    readonly paths: number
    readonly means?: Float64Array
    readonly freedom?: number
    readonly names?: readonly string[]
  },
): Result<Matrix, 'risk/singular-covariance'> {
  const where = 'simulateReturns'
  const { paths, means, freedom, names } = options
  const n = covariance.rows
  checkSameLength(where, 'covariance.cols', covariance.cols, n)
  checkReturns(where, covariance.data, 'covariance.data')
  if (means !== undefined) {
    checkSameLength(where, 'means', means.length, n)
    checkReturns(where, means, 'means')
  }
  if (!(Number.isInteger(paths) && paths >= 1)) throw badArgument(where, 'paths', paths, 'a whole number >= 1')
  if (freedom !== undefined && !(freedom > 2)) throw badArgument(where, 'freedom', freedom, '> 2 degrees of freedom')
  const factor = covariance.data.slice()
  const pivot = choleskyInPlace(factor, n)
  if (pivot >= 0) {
    const series = names?.[pivot] ?? `column ${pivot}`
    return failed(
      'risk/singular-covariance',
      `the covariance has no root: ${series} does not vary, or moves as a combination of those before it`,
      { series, index: pivot },
    )
  }
  for (let i = 0; i < n; i++) factor.fill(0, i * n + i + 1, (i + 1) * n)
  const shocks = normalShocks(paths, n, options, freedom)
  const out = zeros(paths, n)
  if (means !== undefined) for (let p = 0; p < paths; p++) out.data.set(means, p * n)
  addProductTransposed(paths, n, n, 1, shocks, 0, n, factor, 0, n, out.data, 0, n, false)
  return succeeded(out)
}

function normalShocks(paths: number, n: number, draws: Draws, freedom: number | undefined): Float64Array {
  const out = new Float64Array(paths * n)
  // The scale of Student's t is a dimension of the same sequence: two sequences are not independent of each other.
  const dimensions = freedom === undefined ? n : n + 1
  const sobol = 'rng' in draws ? undefined : createSobol({ dimensions, seed: draws.seed })
  const rng = 'rng' in draws ? draws.rng : undefined
  const point = new Float64Array(dimensions)
  for (let p = 0; p < paths; p++) {
    if (sobol !== undefined) sobol.next(point)
    else for (let d = 0; d < dimensions; d++) point[d] = rng!.next()
    // Points are multiples of 2^-32 (of 2^-53 by chance) from 0: inside the cell there is a quantile.
    const inside = sobol === undefined ? 2 ** -54 : 2 ** -33
    const scale = freedom === undefined ? 1 : Math.sqrt((freedom - 2) / chiSquareQuantile(point[n]! + inside, freedom))
    for (let i = 0; i < n; i++) out[p * n + i] = scale * normQuantile(point[i]! + inside)
  }
  return out
}

/** `standardError` of the VaR: what another seed would move it by, for independent draws. */
export type SimulatedTail = TailEstimate & { readonly standardError: number }

/**
 * Value at risk and expected shortfall of simulated (or scenario) profits, one per path; a loss is positive in the answer.
 * The standard error comes from the spacing of order statistics about the VaR (Maritz and Jarrett's idea with a window
 * of two standard deviations of the rank).
 *
 * @param profits P&L per path, in money or as a share; negative = loss
 * @throws BourseError where a profit is not finite, there is none, or confidence is outside (0, 1)
 *
 * @example
 * import { simulatedTail } from '@bourse/risk'
 * simulatedTail(Float64Array.from({ length: 1000 }, (_, p) => p - 500), 0.95).valueAtRisk // => 451
 */
export function simulatedTail(profits: Float64Array, confidence: number): SimulatedTail {
  checkReturns('simulatedTail', profits, 'profits')
  checkConfidence('simulatedTail', confidence)
  const count = profits.length
  if (count === 0) throw badArgument('simulatedTail', 'profits.length', 0, '>= 1')
  const sorted = profits.slice().sort()
  const middle = (1 - confidence) * count
  const reach = Math.max(1, Math.sqrt(count * confidence * (1 - confidence)))
  const low = Math.max(0, Math.floor(middle - 2 * reach))
  const high = Math.min(count - 1, Math.ceil(middle + 2 * reach))
  return {
    valueAtRisk: sortedVar(sorted, confidence),
    shortfall: sortedShortfall(sorted, confidence),
    standardError: high > low ? ((sorted[high]! - sorted[low]!) / (high - low)) * reach : Number.NaN,
  }
}

/**
 * Monte Carlo VaR of positions whose value moves in proportion to returns; for options revalue the paths with
 * `revaluePaths`.
 *
 * @param weights shares or amounts
 * @returns failure `risk/singular-covariance` as `simulateReturns`
 * @throws BourseError as `simulateReturns`
 *
 * @example
 * import { createRng, matrixFromRows } from '@bourse/math'
 * import { monteCarloVar } from '@bourse/risk'
 * const tail = monteCarloVar(Float64Array.of(1), matrixFromRows([[0.0001]]), 0.95, { paths: 20_000, rng: createRng(7) })
 * tail.ok && Math.abs(tail.value.valueAtRisk - 0.016449) < 4 * tail.value.standardError // => true
 */
export function monteCarloVar(
  weights: Float64Array,
  covariance: Matrix,
  confidence: number,
  options: Draws & {
    readonly paths: number
    readonly means?: Float64Array
    readonly freedom?: number
    readonly names?: readonly string[]
  },
): Result<SimulatedTail, 'risk/singular-covariance'> {
  checkReturns('monteCarloVar', weights, 'weights')
  checkSameLength('monteCarloVar', 'weights', weights.length, covariance.rows)
  const simulated = simulateReturns(covariance, options)
  if (!simulated.ok) return simulated
  return succeeded(simulatedTail(multiplyVector(simulated.value, weights), confidence))
}
