// Who carries the risk: Euler's shares, which add up to the whole.
import { badArgument } from '@bourse/core'
import { type Matrix, multiplyVector, normPdf, normQuantile } from '@bourse/math'
import { sortedShortfall, sortedVar, type TailRule, tailShares, tailSize, worstFirst } from './historical.js'
import { checkConfidence, checkReturns, checkSameLength } from './returns.js'

/** Of a zero-mean normal, in the unit of the weights. A loss is positive; a hedge has a negative component. */
export type VarContributions = {
  readonly valueAtRisk: number
  readonly shortfall: number
  readonly volatility: number
  /** What one more unit of the position adds. */
  readonly marginal: Float64Array
  /** Weight times marginal: they add up to the VaR. */
  readonly component: Float64Array
  readonly componentShortfall: Float64Array
  readonly componentVolatility: Float64Array
  /** The VaR less what it would be without the position, others unchanged. */
  readonly incremental: Float64Array
  /** Sum of the positions' own VaRs: as if all fell together. */
  readonly undiversified: number
}

function checkWeights(where: string, weights: Float64Array, count: number): void {
  checkSameLength(where, 'weights', weights.length, count)
  for (let i = 0; i < count; i++)
    if (!Number.isFinite(weights[i]!)) throw badArgument(where, `weights[${i}]`, weights[i], 'a finite number')
}

/** S w, and w S w, which rounding may not make negative. */
function spreadOf(where: string, weights: Float64Array, covariance: Matrix): { along: Float64Array; variance: number } {
  checkWeights(where, weights, covariance.rows)
  const along = multiplyVector(covariance, weights)
  let variance = 0
  for (let i = 0; i < weights.length; i++) variance += weights[i]! * along[i]!
  return { along, variance: Math.max(0, variance) }
}

/**
 * Share of each position in the volatility of the whole: w_i (S w)_i / sigma. They add up to sigma; all 0 where there is
 * no risk.
 *
 * @param weights shares or amounts; `covariance` of the positions' returns
 * @throws BourseError where lengths differ or a weight is not finite
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { riskContributions } from '@bourse/risk'
 * riskContributions(Float64Array.of(3, 4), matrixFromRows([[1, 0], [0, 1]])) // => Float64Array [1.8, 3.2]
 */
export function riskContributions(weights: Float64Array, covariance: Matrix): Float64Array {
  const { along, variance } = spreadOf('riskContributions', weights, covariance)
  return componentsOf(weights, along, Math.sqrt(variance), 1)
}

function componentsOf(weights: Float64Array, along: Float64Array, volatility: number, scale: number): Float64Array {
  return weights.map((w, i) => (volatility === 0 ? 0 : (scale * w * along[i]!) / volatility))
}

/**
 * Component, marginal and incremental VaR and ES of a normal with mean 0.
 *
 * @throws BourseError where lengths differ, a weight is not finite or confidence is outside (0, 1)
 * @see Jorion, Value at Risk, 3rd ed., chapter 7
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { normalContributions } from '@bourse/risk'
 * const parts = normalContributions(Float64Array.of(3, 4), matrixFromRows([[1, 0], [0, 1]]), 0.95)
 * parts.valueAtRisk.toFixed(4) // => '8.2243'
 * parts.incremental[0]?.toFixed(4) // => '1.6449'
 */
export function normalContributions(weights: Float64Array, covariance: Matrix, confidence: number): VarContributions {
  checkConfidence('normalContributions', confidence)
  const { along, variance } = spreadOf('normalContributions', weights, covariance)
  const n = weights.length
  const volatility = Math.sqrt(variance)
  const z = -normQuantile(1 - confidence)
  const tail = normPdf(z) / (1 - confidence)
  let undiversified = 0
  const incremental = weights.map((w, i) => {
    const own = covariance.data[i * n + i]!
    undiversified += z * Math.abs(w) * Math.sqrt(own)
    return z * (volatility - Math.sqrt(Math.max(0, variance - 2 * w * along[i]! + w * w * own)))
  })
  return {
    valueAtRisk: z * volatility,
    shortfall: tail * volatility,
    volatility,
    marginal: along.map((a) => (z * a) / volatility),
    component: componentsOf(weights, along, volatility, z),
    componentShortfall: componentsOf(weights, along, volatility, tail),
    componentVolatility: componentsOf(weights, along, volatility, 1),
    incremental,
    undiversified,
  }
}

/** `day`: the row whose loss is the VaR. */
export type HistoricalContributions = {
  readonly valueAtRisk: number
  readonly day: number
  readonly component: Float64Array
  readonly shortfall: number
  readonly componentShortfall: Float64Array
}

/**
 * What each position lost on the day that is the historical VaR, and on average over the tail: components add up to the
 * VaR and the ES.
 *
 * @param returns one row per period, one column per position
 * @param options.tail as in `historicalShortfall`, default `'exact'`
 * @throws BourseError where shapes differ, a number is not finite, there is no row, or confidence is outside (0, 1)
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { historicalContributions } from '@bourse/risk'
 * const returns = matrixFromRows([[0.01, 0], [-0.02, -0.01], [0.01, 0.01]])
 * historicalContributions(Float64Array.of(1, 1), returns, 0.9).component // => Float64Array [0.02, 0.01]
 */
export function historicalContributions(
  weights: Float64Array,
  returns: Matrix,
  confidence: number,
  options: { readonly tail?: TailRule } = {},
): HistoricalContributions {
  const where = 'historicalContributions'
  checkConfidence(where, confidence)
  checkWeights(where, weights, returns.cols)
  checkReturns(where, returns.data, 'returns.data')
  if (returns.rows === 0) throw badArgument(where, 'returns.rows', 0, '>= 1')
  const total = multiplyVector(returns, weights)
  const order = worstFirst(total)
  const sorted = Float64Array.from(order, (t) => total[t]!)
  const tail = options.tail ?? 'exact'
  const shares = tailShares(sorted, confidence, tail)
  const size = shares.reduce((sum, share) => sum + share, 0)
  const day = order[Math.max(0, Math.ceil(tailSize(confidence, sorted.length)) - 1)]!
  const n = weights.length
  const componentShortfall = new Float64Array(n)
  for (let k = 0; k < shares.length; k++)
    for (let i = 0; i < n; i++)
      componentShortfall[i]! -= (shares[k]! / size) * weights[i]! * returns.data[order[k]! * n + i]!
  return {
    valueAtRisk: sortedVar(sorted, confidence),
    day,
    component: weights.map((w, i) => -w * returns.data[day * n + i]!),
    shortfall: sortedShortfall(sorted, confidence, tail),
    componentShortfall,
  }
}

/**
 * Contributions added up by a label of each position: its class, its currency.
 *
 * @throws BourseError where there is not one label per contribution
 *
 * @example
 * import { contributionsBy } from '@bourse/risk'
 * contributionsBy(Float64Array.of(1, 2, 3), ['equity', 'crypto', 'equity']) // => Map(2) { 'equity' => 4, 'crypto' => 2 }
 */
export function contributionsBy(contributions: Float64Array, labels: readonly string[]): ReadonlyMap<string, number> {
  checkSameLength('contributionsBy', 'labels', labels.length, contributions.length)
  const out = new Map<string, number>()
  for (const [i, label] of labels.entries()) out.set(label, (out.get(label) ?? 0) + contributions[i]!)
  return out
}

/** Volatility by factor, and what no factor explains: they add up to `volatility`. */
export type FactorContributions = {
  readonly volatility: number
  readonly factors: Float64Array
  readonly specific: number
}

/**
 * Volatility told by factors: positions w, loadings B (one row per position), factor covariance F and each position's own
 * variance d. Factor k carries b_k (F b)_k / sigma of b = B'w. VaR and ES of a normal are multiples of these.
 *
 * @throws BourseError where shapes differ or a number is not finite
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { factorContributions } from '@bourse/risk'
 * const market = { loadings: matrixFromRows([[1], [1]]), covariance: matrixFromRows([[0.64]]), specific: Float64Array.of(0.18, 0.18) }
 * factorContributions(Float64Array.of(0.5, 0.5), market).factors[0]?.toFixed(4) // => '0.7491'
 */
export function factorContributions(
  weights: Float64Array,
  model: { readonly loadings: Matrix; readonly covariance: Matrix; readonly specific: Float64Array },
): FactorContributions {
  const where = 'factorContributions'
  const { loadings, covariance, specific } = model
  checkWeights(where, weights, loadings.rows)
  checkSameLength(where, 'specific', specific.length, weights.length)
  checkSameLength(where, 'covariance.rows', covariance.rows, loadings.cols)
  const exposure = new Float64Array(loadings.cols)
  let own = 0
  for (let i = 0; i < weights.length; i++) {
    if (!(specific[i]! >= 0)) throw badArgument(where, `specific[${i}]`, specific[i], 'a variance >= 0')
    own += weights[i]! * weights[i]! * specific[i]!
    for (let k = 0; k < exposure.length; k++) exposure[k]! += weights[i]! * loadings.data[i * loadings.cols + k]!
  }
  const { along, variance } = spreadOf(where, exposure, covariance)
  const volatility = Math.sqrt(variance + own)
  return {
    volatility,
    factors: componentsOf(exposure, along, volatility, 1),
    specific: volatility === 0 ? 0 : own / volatility,
  }
}
