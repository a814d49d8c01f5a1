import { type Decay, lambdaOf } from './decay.js'
import { type RollingStatistic, refusedState, savedNumbers, toSaved } from './stepperState.js'

/**
 * Exponentially weighted mean of all values so far, weights lambda^age over their sum: right from the first value. A
 * value that is not finite is answered NaN and leaves the mean as it was.
 *
 * @throws RangeError where the decay is out of its domain
 * @example
 * import { ewmaMean } from '@bourse/math'
 * const mean = ewmaMean({ halfLife: 1 })
 * mean.next(3) // => 3
 * mean.next(6) // => 5
 */
export function ewmaMean(decay: Decay): RollingStatistic {
  const { next, save, load } = ewmaMoments('ewmaMean', decay)
  return { next: (x) => (next(x) ? save()[1]! : Number.NaN), save: () => toSaved(save()), load }
}

/**
 * Exponentially weighted variance of all values so far, weights lambda^age over their sum, about the weighted mean or
 * about zero: the diagonal of `ewmaCovariance` after each value. Never negative, and 0 after one value about its mean.
 *
 * @param options.mean `'zero'` (default, as RiskMetrics does for daily returns) or `'weighted'`
 * @throws RangeError where the decay is out of its domain
 * @example
 * import { ewmaVariance } from '@bourse/math'
 * const variance = ewmaVariance({ halfLife: 1 })
 * variance.next(2) // => 4
 * variance.next(1) // => 2
 */
export function ewmaVariance(decay: Decay, options: { readonly mean?: 'zero' | 'weighted' } = {}): RollingStatistic {
  const { next, save, load } = ewmaMoments('ewmaVariance', decay, options.mean !== 'weighted')
  return { next: (x) => (next(x) ? save()[2]! : Number.NaN), save: () => toSaved(save()), load }
}

type EwmaMoments = { next(x: number): boolean; save(): readonly number[]; load(state: unknown): void }

/** West's recursion (Commun. ACM 22, 1979): sum of weights, mean, variance. */
function ewmaMoments(name: string, decay: Decay, aboutZero = false): EwmaMoments {
  const lambda = lambdaOf(decay)
  let weight = 0
  let mean = 0
  let variance = 0
  return {
    next(x) {
      if (!Number.isFinite(x)) return false
      weight = lambda * weight + 1
      const share = 1 / weight
      const step = x - mean
      variance = aboutZero ? variance + share * (x * x - variance) : (1 - share) * (variance + share * step * step)
      mean += share * step
      return true
    },
    save: () => [weight, mean, variance],
    load(state) {
      const saved = savedNumbers(name, state)
      if (saved.length !== 3) refusedState(name, saved.length, '3')
      weight = saved[0]!
      mean = saved[1]!
      variance = saved[2]!
    },
  }
}
