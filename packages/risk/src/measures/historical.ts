// Value at risk and expected shortfall from what happened. A loss is positive.
import { badArgument } from '@bourse/core'
import { quantileOfSorted, type QuantileType } from '@bourse/math'
import { checkConfidence, checkReturns, checkSameLength } from './returns.js'

/**
 * Which value of the sample is the VaR: `'order'` is the smallest loss that at most (1 - confidence) of the sample
 * exceeds, the return of rank ceil((1 - confidence) T); a number is one of the nine quantiles of Hyndman and Fan (7: the
 * linear one of most programs).
 */
export type VarRule = 'order' | QuantileType

/**
 * What a mean of the tail averages: `'exact'` (1 - confidence) T returns, the last of them in part (Rockafellar and
 * Uryasev, J. Risk 2, 2000: coherent, and continuous in confidence); `'whole'` floor((1 - confidence) T) whole ones;
 * `'below'` those not above the linear quantile.
 */
export type TailRule = 'exact' | 'whole' | 'below'

/** (1 - confidence) T, without the rounding that makes 15 of 300 days 15.000000000000014. */
export function tailSize(confidence: number, count: number): number {
  const size = (1 - confidence) * count
  const whole = Math.round(size)
  return Math.abs(size - whole) < 1e-9 * Math.max(1, size) ? whole : size
}

/** The first rank (from 0) whose cumulated weight reaches 1 - confidence. `weights` sum to 1. */
function weightedRank(order: Int32Array | Uint32Array, weights: Float64Array, tail: number): number {
  let sum = 0
  for (let k = 0; k < order.length; k++) {
    sum += weights[order[k]!]!
    if (sum >= tail - 1e-12) return k
  }
  return order.length - 1
}

/** Days from the worst, of equals the earlier first. */
export function worstFirst(returns: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: returns.length }, (_, t) => t).sort((a, b) => returns[a]! - returns[b]! || a - b)
}

function sharesOfWeights(where: string, weights: Float64Array, count: number): Float64Array {
  checkSameLength(where, 'weights', weights.length, count)
  let sum = 0
  for (let t = 0; t < count; t++) {
    if (!(weights[t]! >= 0 && weights[t]! < Number.POSITIVE_INFINITY))
      throw badArgument(where, `weights[${t}]`, weights[t], 'a finite number >= 0')
    sum += weights[t]!
  }
  if (!(sum > 0)) throw badArgument(where, 'weights', 'all 0', 'at least one > 0')
  return weights.map((w) => w / sum)
}

/**
 * Value at risk of past returns, per period, as a share of value: what was lost or more on (1 - confidence) of the days.
 * With weights (age, likelihood, a regime) the worst return at which their cumulated share reaches 1 - confidence. NaN
 * for no returns.
 *
 * @param options.rule which value of the sample, default `'order'`; weights have only that one
 * @param options.weights one number >= 0 per return; only their ratios count
 * @throws BourseError where a return is not finite, confidence is outside (0, 1), or weights do not fit
 * @see Hyndman and Fan, Am. Stat. 50, 1996; Boudoukh, Richardson and Whitelaw, Risk 11(5), 1998
 *
 * @example
 * import { historicalVar } from '@bourse/risk'
 * const returns = Float64Array.of(-0.03, 0.01, -0.01, 0.02, -0.02)
 * historicalVar(returns, 0.8) // => 0.03
 * historicalVar(returns, 0.8, { rule: 7 }) // => 0.022
 * historicalVar(returns, 0.8, { weights: Float64Array.of(1, 4, 4, 4, 4) }) // => 0.02
 */
export function historicalVar(
  returns: ArrayLike<number>,
  confidence: number,
  options: { readonly rule?: VarRule; readonly weights?: Float64Array } = {},
): number {
  checkReturns('historicalVar', returns)
  checkConfidence('historicalVar', confidence)
  const { rule = 'order', weights } = options
  if (returns.length === 0) return Number.NaN
  if (weights !== undefined) {
    if (rule !== 'order') throw badArgument('historicalVar', 'rule', rule, "'order' where there are weights")
    const shares = sharesOfWeights('historicalVar', weights, returns.length)
    const order = worstFirst(returns)
    return -returns[order[weightedRank(order, shares, 1 - confidence)]!]!
  }
  return sortedVar(Float64Array.from(returns).sort(), confidence, rule)
}

/** The same of returns sorted ascending. */
export function sortedVar(sorted: Float64Array, confidence: number, rule: VarRule = 'order'): number {
  if (rule !== 'order') return -quantileOfSorted(sorted, 1 - confidence, rule)
  return -sorted[Math.max(0, Math.ceil(tailSize(confidence, sorted.length)) - 1)]!
}

/**
 * Expected shortfall of past returns: the mean loss in the worst (1 - confidence) of them. NaN for no returns, and where
 * a `'whole'` tail holds no day.
 *
 * @param options.tail what is averaged, default `'exact'`; weights have only that one
 * @param options.weights as in `historicalVar`
 * @throws BourseError as `historicalVar`
 *
 * @example
 * import { historicalShortfall } from '@bourse/risk'
 * historicalShortfall(Float64Array.of(-0.03, 0.01, -0.01, 0.02, -0.02), 0.6) // => 0.025
 */
export function historicalShortfall(
  returns: ArrayLike<number>,
  confidence: number,
  options: { readonly tail?: TailRule; readonly weights?: Float64Array } = {},
): number {
  checkReturns('historicalShortfall', returns)
  checkConfidence('historicalShortfall', confidence)
  const { tail = 'exact', weights } = options
  if (returns.length === 0) return Number.NaN
  if (weights !== undefined) {
    if (tail !== 'exact') throw badArgument('historicalShortfall', 'tail', tail, "'exact' where there are weights")
    const shares = sharesOfWeights('historicalShortfall', weights, returns.length)
    let left = 1 - confidence
    let sum = 0
    for (const t of worstFirst(returns)) {
      const share = Math.min(left, shares[t]!)
      sum -= share * returns[t]!
      left -= share
      if (!(left > 0)) break
    }
    return sum / (1 - confidence - Math.max(0, left))
  }
  return sortedShortfall(Float64Array.from(returns).sort(), confidence, tail)
}

/** The same of returns sorted ascending. */
export function sortedShortfall(sorted: Float64Array, confidence: number, tail: TailRule = 'exact'): number {
  const shares = tailShares(sorted, confidence, tail)
  let sum = 0
  let count = 0
  for (let k = 0; k < shares.length; k++) {
    sum -= shares[k]! * sorted[k]!
    count += shares[k]!
  }
  return sum / count
}

/** How much of each of the worst returns (sorted ascending) is in the tail: 1, and of the last perhaps a part. */
export function tailShares(sorted: ArrayLike<number>, confidence: number, tail: TailRule): Float64Array {
  if (tail === 'below') {
    const limit = quantileOfSorted(sorted, 1 - confidence)
    let count = 0
    while (count < sorted.length && sorted[count]! <= limit) count++
    return new Float64Array(count).fill(1)
  }
  const size = tailSize(confidence, sorted.length)
  const whole = Math.floor(size)
  const out = new Float64Array(tail === 'whole' || size === whole ? whole : whole + 1).fill(1)
  if (out.length > whole) out[whole] = size - whole
  return out
}

/**
 * Weights by age, newest last: decay^age, adding up to 1 (the hybrid approach of Boudoukh, Richardson and Whitelaw).
 *
 * @param decay in (0, 1): 0.98 halves a weight in 34 periods
 * @throws BourseError where decay is outside (0, 1) or count is not a whole number >= 1
 *
 * @example
 * import { ageWeights } from '@bourse/risk'
 * ageWeights(2, 0.5).map((w) => Math.round(w * 3)) // => Float64Array [1, 2]
 */
export function ageWeights(count: number, decay: number): Float64Array {
  if (!(decay > 0 && decay < 1)) throw badArgument('ageWeights', 'decay', decay, 'in (0, 1)')
  if (!(Number.isInteger(count) && count >= 1)) throw badArgument('ageWeights', 'count', count, 'a whole number >= 1')
  const scale = (1 - decay) / (1 - decay ** count)
  return Float64Array.from({ length: count }, (_, t) => scale * decay ** (count - 1 - t))
}
