// Kelly over many outcomes, many assets, and samples of returns.
import { BourseError, badArgument, failed, type Result, succeeded } from '@bourse/core'
import { brent, type Matrix, meanOf, multiplyVector, solveSpd } from '@bourse/math'
import { checkReturns, checkSameLength } from '../measures/returns.js'

/** Shares of capital, negative = short; `growth` is the expected growth of the logarithm, in the time unit of the means. */
export type KellyWeights = { readonly weights: Float64Array; readonly growth: number }

/**
 * Kelly's weights of assets with normal returns: covariance^-1 (mean - rate), times `fraction`. Growth is
 * rate + w (mean - rate) - w S w / 2. One asset: (mean - rate) / variance.
 *
 * Means, covariance and rate are in the same time unit.
 *
 * @param options.names of the assets: a failure says which one is a combination of those before it
 * @returns failure `risk/singular-covariance` where the covariance has no inverse
 * @throws BourseError where shapes differ or a number is not finite
 * @see Thorp, Handbook of Asset and Liability Management 1, 2006, section 7
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { kellyWeights } from '@bourse/risk'
 * const answer = kellyWeights(Float64Array.of(0.08), matrixFromRows([[0.04]]), { rate: 0.02 })
 * answer.ok && answer.value.weights[0]?.toFixed(3) // => '1.500'
 */
export function kellyWeights(
  means: Float64Array,
  covariance: Matrix,
  options: { readonly rate?: number; readonly fraction?: number; readonly names?: readonly string[] } = {},
): Result<KellyWeights, 'risk/singular-covariance'> {
  const { rate = 0, fraction = 1, names } = options
  checkReturns('kellyWeights', means, 'means')
  checkSameLength('kellyWeights', 'means', means.length, covariance.rows)
  if (!Number.isFinite(rate)) throw badArgument('kellyWeights', 'rate', rate, 'a finite rate')
  if (!(fraction >= 0 && fraction <= 1)) throw badArgument('kellyWeights', 'fraction', fraction, 'in [0, 1]')
  const excess = means.map((mean) => mean - rate)
  const solved = solveSpd(covariance, excess)
  if (!solved.ok) return singular(covariance, names)
  const weights = solved.value.map((weight) => fraction * weight)
  const spread = multiplyVector(covariance, weights)
  let growth = rate
  for (let i = 0; i < weights.length; i++) growth += weights[i]! * (excess[i]! - spread[i]! / 2)
  return succeeded({ weights, growth })
}

/** Names the first asset whose returns are told by those before it. */
export function singular(covariance: Matrix, names: readonly string[] = []): Result<never, 'risk/singular-covariance'> {
  const index = firstDependent(covariance)
  const series = names[index] ?? `column ${index}`
  return failed(
    'risk/singular-covariance',
    `the covariance has no inverse: ${series} does not vary, or moves as a combination of those before it`,
    { series, index },
  )
}

function firstDependent({ rows: n, data }: Matrix): number {
  // Cholesky, row by row, until a pivot is nothing beside its variance.
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = data[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!
      if (i !== j) l[i * n + j] = sum / l[j * n + j]!
      else if (sum > 1e-14 * data[i * n + i]!) l[i * n + i] = Math.sqrt(sum)
      else return i
    }
  }
  return n - 1
}

/**
 * The share of capital that would have grown fastest through past returns: the maximum of the mean of ln(1 + f r). 0 where
 * the mean is not > 0; Infinity where nothing was ever lost.
 *
 * @throws BourseError where a return is not finite or there is none
 *
 * @example
 * import { kellyOfReturns } from '@bourse/risk'
 * kellyOfReturns(Float64Array.of(1, -1, 1, 1)).share.toFixed(6) // => '0.500000'
 */
export function kellyOfReturns(returns: ArrayLike<number>): { readonly share: number; readonly growth: number } {
  checkReturns('kellyOfReturns', returns)
  if (returns.length === 0) throw badArgument('kellyOfReturns', 'returns.length', 0, '>= 1')
  if (!(meanOf(returns) > 0)) return { share: 0, growth: 0 }
  let worst = 0
  for (let t = 0; t < returns.length; t++) worst = Math.min(worst, returns[t]!)
  if (worst === 0) return { share: Number.POSITIVE_INFINITY, growth: Number.POSITIVE_INFINITY }
  const slope = (f: number): number => {
    let sum = 0
    for (let t = 0; t < returns.length; t++) sum += returns[t]! / (1 + f * returns[t]!)
    return sum / returns.length
  }
  // The slope falls from the mean at 0 to -Infinity where the worst return would lose everything.
  const end = -1 / worst
  const root = brent(slope, 0, end * (1 - 1e-12))
  if (!root.converged)
    throw new BourseError('internal/invariant', 'kellyOfReturns: the slope of the growth has no root', {
      details: { worst, mean: meanOf(returns) },
      remedy: 'report this with the returns',
    })
  let growth = 0
  for (let t = 0; t < returns.length; t++) growth += Math.log1p(root.x * returns[t]!)
  return { share: root.x, growth: growth / returns.length }
}

/** `stakes[i]` of capital on outcome i; `reserve` is what is kept. */
export type KellyStakes = { readonly stakes: Float64Array; readonly reserve: number; readonly growth: number }

/**
 * Kelly's stakes on outcomes of which exactly one happens (a race, a multi-outcome market): those whose expected return
 * is above what the kept cash is worth, best first. Where the odds add up to less than a sure thing all is staked, in
 * proportion to the probabilities.
 *
 * @param probabilities of each outcome, adding up to 1
 * @param odds decimal: what 1 staked pays back, > 1
 * @throws BourseError where lengths differ, odds are not > 1 or probabilities do not add up to 1
 * @see Smoczynski and Tomkins, Mathematical Scientist 35, 2010
 *
 * @example
 * import { kellyStakes } from '@bourse/risk'
 * const { stakes, reserve } = kellyStakes(Float64Array.of(0.6, 0.4), Float64Array.of(2, 2))
 * stakes[0]?.toFixed(3) // => '0.200'
 * reserve.toFixed(3) // => '0.800'
 */
export function kellyStakes(probabilities: Float64Array, odds: Float64Array): KellyStakes {
  checkSameLength('kellyStakes', 'odds', odds.length, probabilities.length)
  let sum = 0
  for (let i = 0; i < odds.length; i++) {
    const p = probabilities[i]!
    if (!(p >= 0 && p <= 1)) throw badArgument('kellyStakes', `probabilities[${i}]`, p, 'in [0, 1]')
    if (!(odds[i]! > 1 && odds[i]! < Number.POSITIVE_INFINITY))
      throw badArgument('kellyStakes', `odds[${i}]`, odds[i], 'decimal odds > 1')
    sum += p
  }
  if (!(Math.abs(sum - 1) < 1e-9)) throw badArgument('kellyStakes', 'sum of probabilities', sum, '1')
  const order = Uint32Array.from(odds, (_, i) => i).sort(
    (a, b) => probabilities[b]! * odds[b]! - probabilities[a]! * odds[a]!,
  )
  let left = 1 // probability of what is not staked on
  let room = 1 // 1 less the inverse odds of what is
  let reserve = 1
  let count = 0
  for (const i of order) {
    if (!(probabilities[i]! * odds[i]! > reserve)) break
    left -= probabilities[i]!
    room -= 1 / odds[i]!
    count++
    // A book that pays more than it takes: no cash is worth keeping.
    reserve = room > 0 && count < odds.length ? Math.max(0, left) / room : 0
  }
  const stakes = new Float64Array(odds.length)
  let growth = 0
  for (let k = 0; k < odds.length; k++) {
    const i = order[k]!
    const p = probabilities[i]!
    if (k < count) stakes[i] = Math.max(0, p - reserve / odds[i]!)
    const wealth = reserve + stakes[i]! * odds[i]!
    if (p > 0) growth += p * Math.log(wealth)
  }
  return { stakes, reserve, growth }
}
