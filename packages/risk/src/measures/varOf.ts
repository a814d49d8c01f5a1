// The one-line questions: value at risk and expected shortfall of a column of returns.
import { deviationOf, excessKurtosisOf, meanOf, skewnessOf } from '@bourse/math'
import { historicalShortfall, historicalVar } from './historical.js'
import { cornishFisherTail, normalTail, studentTail, type TailEstimate } from './parametric.js'

/**
 * How a tail is told from returns. `'normal'` has the sample's mean and deviation (divided by T - 1); `'cornish-fisher'`
 * its skewness and kurtosis too (all moments divided by T); `'student'` the degrees of freedom that have the sample's
 * kurtosis, 4 + 6 / g2, and is normal where g2 <= 0.
 */
export type VarMethod = 'historical' | 'normal' | 'cornish-fisher' | 'student'

/**
 * Value at risk per period, a share of value: >= 0 is a loss, 0.03 = 3 % down. NaN where there are too few returns for
 * the method (historical 1, others 2, with skewness 4), or where Cornish-Fisher's quantile belongs to no distribution:
 * `cornishFisherTail` answers it with its flag.
 *
 * @param confidence 0.95: exceeded in one period of twenty
 * @throws BourseError where a return is not finite or confidence outside (0, 1)
 *
 * @example
 * import { valueAtRisk } from '@bourse/risk'
 * const returns = Float64Array.of(-0.03, 0.01, -0.01, 0.02, -0.02, 0.015, 0.005, 0, -0.005, 0.01)
 * valueAtRisk(returns, 0.9) // => 0.03
 * valueAtRisk(returns, 0.9, 'normal').toFixed(4) // => '0.0209'
 */
export function valueAtRisk(returns: ArrayLike<number>, confidence: number, method: VarMethod = 'historical'): number {
  if (method === 'historical') return historicalVar(returns, confidence)
  return fittedTail(returns, confidence, method).valueAtRisk
}

/**
 * Expected shortfall per period: the mean loss beyond the VaR. Methods, units and failures as in `valueAtRisk`.
 *
 * @throws BourseError where a return is not finite or confidence outside (0, 1)
 *
 * @example
 * import { expectedShortfall } from '@bourse/risk'
 * expectedShortfall(Float64Array.of(-0.03, 0.01, -0.01, 0.02, -0.02), 0.6) // => 0.025
 */
export function expectedShortfall(
  returns: ArrayLike<number>,
  confidence: number,
  method: VarMethod = 'historical',
): number {
  if (method === 'historical') return historicalShortfall(returns, confidence)
  return fittedTail(returns, confidence, method).shortfall
}

const none: TailEstimate = { valueAtRisk: Number.NaN, shortfall: Number.NaN }

function fittedTail(
  returns: ArrayLike<number>,
  confidence: number,
  method: Exclude<VarMethod, 'historical'>,
): TailEstimate {
  // Refuses what is not finite or not a confidence, for every method alike.
  historicalVar(returns, confidence)
  if (returns.length < (method === 'normal' ? 2 : 4)) return none
  const mean = meanOf(returns)
  const deviation = deviationOf(returns)
  if (method === 'normal' || deviation === 0) return normalTail(mean, deviation, confidence)
  const excessKurtosis = excessKurtosisOf(returns)
  if (method === 'student')
    return excessKurtosis > 0
      ? studentTail(mean, deviation, 4 + 6 / excessKurtosis, confidence)
      : normalTail(mean, deviation, confidence)
  const moments = { mean, deviation: deviationOf(returns, { ddof: 0 }), skewness: skewnessOf(returns), excessKurtosis }
  const tail = cornishFisherTail(moments, confidence)
  return tail.inDomain ? tail : none
}
