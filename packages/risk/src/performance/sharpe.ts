// The Sharpe ratio, and how much of it to believe.
import { badArgument } from '@bourse/core'
import { deviationOf, excessKurtosisOf, meanOf, normCdf, normQuantile, pearson, skewnessOf } from '@bourse/math'
import { checkPositive, checkReturns } from '../measures/returns.js'

/**
 * How returns are brought to a year. `periodsPerYear` is never guessed: 252 for exchange days, 365 for coins, 12 for
 * months, `periodsPerYearOf(calendar, ..)` for a calendar's own count. `rate` is the riskless rate, continuous per year,
 * default 0; a period earns exp(rate / periodsPerYear) - 1 of it.
 */
export type Annualization = { readonly periodsPerYear: number; readonly rate?: number }

/** The riskless return of one period. */
export function ratePerPeriod(where: string, options: Annualization): number {
  checkPositive(where, 'periodsPerYear', options.periodsPerYear)
  const rate = options.rate ?? 0
  if (!Number.isFinite(rate)) throw badArgument(where, 'rate', rate, 'a finite rate, continuous per year')
  return Math.expm1(rate / options.periodsPerYear)
}

/** NaN where the denominator is 0: there is no ratio to nothing. */
export function ratioOf(numerator: number, denominator: number): number {
  return denominator === 0 ? Number.NaN : numerator / denominator
}

/**
 * Sharpe ratio per year: mean excess return over its standard deviation (divided by T - 1), times the root of
 * periodsPerYear. NaN for fewer than two returns, or where they do not vary.
 *
 * @throws BourseError where a return is not finite or periodsPerYear is not > 0
 * @see Sharpe, J. Portfolio Management 21(1), 1994
 *
 * @example
 * import { sharpeRatio } from '@bourse/risk'
 * sharpeRatio(Float64Array.of(0.01, -0.01, 0.02, 0), { periodsPerYear: 252 }).toFixed(4) // => '6.1482'
 */
export function sharpeRatio(returns: ArrayLike<number>, options: Annualization): number {
  checkReturns('sharpeRatio', returns)
  const rate = ratePerPeriod('sharpeRatio', options)
  return sharpePerPeriod(returns, rate) * Math.sqrt(options.periodsPerYear)
}

export function sharpePerPeriod(returns: ArrayLike<number>, rate = 0): number {
  return returns.length < 2 ? Number.NaN : ratioOf(meanOf(returns) - rate, deviationOf(returns))
}

/**
 * Standard error of a Sharpe ratio per period: Lo's for independent normal returns, sqrt((1 + S^2 / 2) / T), and
 * Mertens', which counts skewness and kurtosis (divided by T - 1).
 *
 * @throws BourseError where a return is not finite
 * @see Lo, Financial Analysts J. 58(4), 2002; Mertens, working paper, Basel 2002
 *
 * @example
 * import { sharpeErrors } from '@bourse/risk'
 * sharpeErrors(Float64Array.of(0.01, -0.01, 0.02, 0)).normal.toFixed(4) // => '0.5184'
 */
export function sharpeErrors(returns: ArrayLike<number>): { readonly normal: number; readonly moments: number } {
  checkReturns('sharpeErrors', returns)
  const sharpe = sharpePerPeriod(returns)
  return {
    normal: Math.sqrt((1 + (sharpe * sharpe) / 2) / returns.length),
    moments: Math.sqrt(momentsFactor(returns, sharpe) / (returns.length - 1)),
  }
}

/** 1 - skewness S + (kurtosis - 1) / 4 S^2, sample moments divided by T, kurtosis 3 for a normal. */
function momentsFactor(returns: ArrayLike<number>, sharpe: number): number {
  return 1 - skewnessOf(returns) * sharpe + ((excessKurtosisOf(returns) + 2) / 4) * sharpe * sharpe
}

/**
 * Probability that the true Sharpe ratio is above `benchmark`, both per period (not per year).
 *
 * @throws BourseError where a return or the benchmark is not finite
 * @see Bailey and Lopez de Prado, J. Risk 15(2), 2012
 *
 * @example
 * import { probabilisticSharpe } from '@bourse/risk'
 * probabilisticSharpe(Float64Array.of(0.01, -0.01, 0.02, 0), 0).toFixed(4) // => '0.7463'
 */
export function probabilisticSharpe(returns: ArrayLike<number>, benchmark: number): number {
  checkReturns('probabilisticSharpe', returns)
  if (!Number.isFinite(benchmark))
    throw badArgument('probabilisticSharpe', 'benchmark', benchmark, 'a finite Sharpe ratio per period')
  const sharpe = sharpePerPeriod(returns)
  return normCdf(((sharpe - benchmark) * Math.sqrt(returns.length - 1)) / Math.sqrt(momentsFactor(returns, sharpe)))
}

// Euler's and Mascheroni's
const gamma = 0.5772156649015329

/**
 * The Sharpe ratio the best of `count` trials without any skill is expected to show: sqrt(variance) ((1 - g) Q(1 - 1 / N) +
 * g Q(1 - 1 / (N e))). 0 for one trial.
 *
 * @param trials.variance of the trials' Sharpe ratios, per period
 * @throws BourseError where count is not a whole number >= 1 or variance not finite and >= 0
 * @see Bailey and Lopez de Prado, J. Portfolio Management 40(5), 2014
 *
 * @example
 * import { expectedMaxSharpe } from '@bourse/risk'
 * expectedMaxSharpe({ count: 100, variance: 0.0016 }).toFixed(4) // => '0.1012'
 */
export function expectedMaxSharpe(trials: { readonly count: number; readonly variance: number }): number {
  const { count, variance } = trials
  if (!(Number.isInteger(count) && count >= 1))
    throw badArgument('expectedMaxSharpe', 'trials.count', count, 'a whole number >= 1')
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY))
    throw badArgument('expectedMaxSharpe', 'trials.variance', variance, 'a finite number >= 0')
  if (count === 1) return 0
  // Upper quantiles by their tails, which keep their digits.
  return -Math.sqrt(variance) * ((1 - gamma) * normQuantile(1 / count) + gamma * normQuantile(1 / (count * Math.E)))
}

/**
 * Deflated Sharpe ratio: the probability that the true Sharpe ratio is above what the best of that many trials shows by
 * luck. Near 1: believe it.
 *
 * @param trials how many were tried, and the variance of their Sharpe ratios per period
 * @throws BourseError where a return is not finite or trials are out of their domain
 * @see Bailey and Lopez de Prado, J. Portfolio Management 40(5), 2014
 *
 * @example
 * import { deflatedSharpe } from '@bourse/risk'
 * const returns = Float64Array.of(0.01, -0.01, 0.02, 0)
 * deflatedSharpe(returns, { count: 1, variance: 0 }).toFixed(4) // => '0.7463'
 * deflatedSharpe(returns, { count: 100, variance: 0.04 }).toFixed(4) // => '0.4194'
 */
export function deflatedSharpe(
  returns: ArrayLike<number>,
  trials: { readonly count: number; readonly variance: number },
): number {
  return probabilisticSharpe(returns, expectedMaxSharpe(trials))
}

/**
 * How many returns it takes until this Sharpe ratio is above `benchmark` (per period) with that confidence; Infinity
 * where it is not above it.
 *
 * @throws BourseError where a return is not finite or confidence outside (0, 1)
 * @see Bailey and Lopez de Prado, J. Risk 15(2), 2012
 *
 * @example
 * import { minTrackRecord } from '@bourse/risk'
 * minTrackRecord(Float64Array.of(0.01, -0.01, 0.02, 0)).toFixed(1) // => '19.5'
 */
export function minTrackRecord(
  returns: ArrayLike<number>,
  options: { readonly benchmark?: number; readonly confidence?: number } = {},
): number {
  checkReturns('minTrackRecord', returns)
  const { benchmark = 0, confidence = 0.95 } = options
  if (!(confidence > 0 && confidence < 1)) throw badArgument('minTrackRecord', 'confidence', confidence, 'in (0, 1)')
  const sharpe = sharpePerPeriod(returns)
  if (Number.isNaN(sharpe)) return Number.NaN
  if (!(sharpe > benchmark)) return Number.POSITIVE_INFINITY
  return 1 + momentsFactor(returns, sharpe) * (normQuantile(confidence) / (sharpe - benchmark)) ** 2
}

/** Correlation of each return with the one before it. NaN for fewer than three. */
export function autocorrelationOf(returns: ArrayLike<number>): number {
  const values = Float64Array.from(returns)
  return values.length < 3 ? Number.NaN : pearson(values.subarray(0, -1), values.subarray(1))
}

/** What autocorrelation takes from a Sharpe ratio: sqrt(1 + 2 sum (T - k) / T |rho|^k), >= 1. */
export function autocorrelationPenalty(returns: ArrayLike<number>): number {
  const rho = Math.abs(autocorrelationOf(returns))
  const count = returns.length
  let sum = 0
  let power = 1
  for (let k = 1; k < count; k++) {
    power *= rho
    sum += ((count - k) / count) * power
  }
  return Math.sqrt(1 + 2 * sum)
}
