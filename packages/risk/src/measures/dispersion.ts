// Spread and entropic measures of a sample of returns.
import { badArgument } from '@bourse/core'
import { brentMinimum, meanOf } from '@bourse/math'
import { depthsOf } from './drawdownFigures.js'
import { checkConfidence, checkReturns } from './returns.js'

function some(where: string, returns: ArrayLike<number>, least: number): number {
  checkReturns(where, returns)
  if (returns.length < least) throw badArgument(where, 'returns.length', returns.length, `>= ${least}`)
  return returns.length
}

/**
 * Semi-deviation below a target, or below the mean where there is none: the root of sum min(r - target, 0)^2 / T, or
 * / (T - 1) about the mean.
 *
 * @throws BourseError where a return is not finite or there are too few
 *
 * @example
 * import { semiDeviation } from '@bourse/risk'
 * semiDeviation(Float64Array.of(-0.02, 0.02), { target: 0 }).toFixed(6) // => '0.014142'
 */
export function semiDeviation(returns: ArrayLike<number>, options: { readonly target?: number } = {}): number {
  const { target } = options
  const count = some('semiDeviation', returns, target === undefined ? 2 : 1)
  const floor = target ?? meanOf(returns)
  if (!Number.isFinite(floor)) throw badArgument('semiDeviation', 'target', floor, 'a finite return per period')
  let sum = 0
  for (let t = 0; t < count; t++) sum += Math.min(returns[t]! - floor, 0) ** 2
  return Math.sqrt(sum / (target === undefined ? count - 1 : count))
}

/**
 * Mean absolute deviation from the mean.
 *
 * @throws BourseError where a return is not finite or there is none
 *
 * @example
 * import { meanAbsoluteDeviation } from '@bourse/risk'
 * meanAbsoluteDeviation(Float64Array.of(-1, 1, 3)).toFixed(4) // => '1.3333'
 */
export function meanAbsoluteDeviation(returns: ArrayLike<number>): number {
  const count = some('meanAbsoluteDeviation', returns, 1)
  const mean = meanOf(returns)
  let sum = 0
  for (let t = 0; t < count; t++) sum += Math.abs(returns[t]! - mean)
  return sum / count
}

/**
 * Gini mean difference: the mean of |r_i - r_j| over pairs of different days.
 *
 * @throws BourseError where a return is not finite or there are fewer than two
 *
 * @example
 * import { giniDifference } from '@bourse/risk'
 * giniDifference(Float64Array.of(0, 1, 3)) // => 2
 */
export function giniDifference(returns: ArrayLike<number>): number {
  const count = some('giniDifference', returns, 2)
  const sorted = Float64Array.from(returns).sort()
  let sum = 0
  for (let k = 0; k < count; k++) sum += (2 * k + 1 - count) * sorted[k]!
  return (2 * sum) / (count * (count - 1))
}

/** `temperature` z at which z ln(mean exp(loss / z) / (1 - confidence)) is least; 0 where only the worst loss counts. */
export type EntropicRisk = { readonly value: number; readonly temperature: number }

/**
 * Entropic value at risk: the least upper bound on VaR and ES that Chernoff's inequality gives.
 *
 * @throws BourseError where a return is not finite, there is none, or confidence is outside (0, 1)
 * @see Ahmadi-Javid, J. Optim. Theory Appl. 155, 2012
 *
 * @example
 * import { entropicVar } from '@bourse/risk'
 * entropicVar(Float64Array.of(-0.03, 0.01, -0.01, 0.02, -0.02), 0.6).value.toFixed(5) // => '0.02699'
 */
export function entropicVar(returns: ArrayLike<number>, confidence: number): EntropicRisk {
  some('entropicVar', returns, 1)
  checkConfidence('entropicVar', confidence)
  return entropicOf(
    Float64Array.from(returns, (r) => -r),
    confidence,
  )
}

/**
 * Entropic drawdown at risk: the same of the depths of the summed returns.
 *
 * @throws BourseError as `entropicVar`
 *
 * @example
 * import { entropicDrawdown } from '@bourse/risk'
 * entropicDrawdown(Float64Array.of(-0.03, 0.01, -0.01, 0.02, -0.02), 0.8).value // => 0.03
 */
export function entropicDrawdown(returns: ArrayLike<number>, confidence: number): EntropicRisk {
  some('entropicDrawdown', returns, 1)
  checkConfidence('entropicDrawdown', confidence)
  return entropicOf(depthsOf(returns, { compounded: false }), confidence)
}

function entropicOf(losses: Float64Array, confidence: number): EntropicRisk {
  const worst = losses.reduce((a, b) => Math.max(a, b))
  const spread = worst - losses.reduce((a, b) => Math.min(a, b))
  let ties = 0
  for (const loss of losses) if (loss === worst) ties++
  // With as much weight on the worst loss as the tail has, the bound is that loss, reached as z goes to 0.
  if (spread === 0 || ties >= (1 - confidence) * losses.length) return { value: worst, temperature: 0 }
  const at = (logZ: number): number => {
    const z = spread * Math.exp(logZ)
    let sum = 0
    for (let t = 0; t < losses.length; t++) sum += Math.exp((losses[t]! - worst) / z)
    return worst + z * Math.log(sum / losses.length / (1 - confidence))
  }
  const least = brentMinimum(at, -14, 14, { tolerance: 1e-10 })
  return { value: least.value, temperature: spread * Math.exp(least.x) }
}
