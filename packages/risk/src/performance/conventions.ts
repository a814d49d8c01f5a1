// The same figures as other libraries print them.
import { deviationOf, excessKurtosisOf, meanOf, normCdf, quantileOfSorted, skewnessOf } from '@bourse/math'
import { normalTail } from '../measures/parametric.js'
import type { PerformanceConvention, PerformanceFigures } from './figures.js'
import type { PerformanceOptions } from './performanceOf.js'
import { ratePerPeriod, ratioOf, sharpePerPeriod } from './sharpe.js'

export function inConvention(
  ours: PerformanceFigures,
  returns: Float64Array,
  sorted: Float64Array,
  options: PerformanceOptions,
): PerformanceFigures {
  if (options.convention === 'empyrical') return asEmpyrical(ours, sorted, options)
  return options.convention === 'quantstats' ? asQuantstats(ours, returns, options) : ours
}

function asEmpyrical(ours: PerformanceFigures, sorted: Float64Array, options: PerformanceOptions): PerformanceFigures {
  const tail = Math.floor((sorted.length - 1) * 0.05) + 1
  return {
    ...ours,
    maxDrawdown: -ours.maxDrawdown,
    worstLoss: -ours.worstLoss,
    valueAtRisk: quantileOfSorted(sorted, 0.05),
    shortfall: meanOf(sorted.subarray(0, tail)),
    // Called excess_sharpe there.
    informationRatio: ours.informationRatio / Math.sqrt(options.periodsPerYear),
  }
}

function asQuantstats(
  ours: PerformanceFigures,
  returns: Float64Array,
  options: PerformanceOptions,
): PerformanceFigures {
  const count = returns.length
  const mean = meanOf(returns)
  const deviation = deviationOf(returns)
  const tail = count < 2 ? { valueAtRisk: Number.NaN, shortfall: Number.NaN } : normalTail(mean, deviation, 0.95)
  const ulcer = ours.ulcer * Math.sqrt(count / (count - 1))
  const skewness = skewnessOf(returns, { unbiased: true })
  const excessKurtosis = excessKurtosisOf(returns, { unbiased: true })
  const sharpe = sharpePerPeriod(returns, ratePerPeriod('performanceOf', options))
  const error = Math.sqrt((1 - skewness * sharpe + ((excessKurtosis + 2) / 4) * sharpe * sharpe) / (count - 1))
  const year = options.periodsPerYear
  const annualRate = Math.expm1(options.rate ?? 0)
  const rate = ratePerPeriod('performanceOf', options)
  return {
    ...ours,
    maxDrawdown: -ours.maxDrawdown,
    worstLoss: -ours.worstLoss,
    valueAtRisk: -tail.valueAtRisk,
    shortfall: -tail.shortfall,
    ulcer,
    ulcerPerformance: ratioOf(ours.totalReturn - annualRate, ulcer),
    recoveryFactor: ratioOf(Math.abs(mean * count), ours.maxDrawdown),
    skewness,
    excessKurtosis,
    probabilisticSharpe: normCdf(sharpe / error),
    treynor: ratioOf(ours.totalReturn - annualRate, ours.beta),
    informationRatio: ours.informationRatio / Math.sqrt(year),
    // Its alpha does not know the rate.
    alpha: ours.jensenAlpha + (1 - ours.beta) * rate * year,
  }
}

/**
 * What `'empyrical'` and `'quantstats'` define differently, in words. A figure that is not named is the same in all three.
 *
 * @example
 * import { figureConventions } from '@bourse/risk'
 * figureConventions.empyrical.maxDrawdown // => 'negative'
 */
export const figureConventions: {
  readonly [convention in Exclude<PerformanceConvention, 'ours'>]: {
    readonly [figure in keyof PerformanceFigures]?: string
  }
} = {
  empyrical: {
    maxDrawdown: 'negative',
    worstLoss: 'negative: the return',
    valueAtRisk: '5th percentile, linear, as a return (negative = loss)',
    shortfall: 'mean of the floor(0.05 (T - 1)) + 1 smallest returns, as a return',
    informationRatio: 'excess_sharpe: per period, not annualised',
  },
  quantstats: {
    maxDrawdown: 'negative',
    worstLoss: 'negative: the return',
    valueAtRisk: 'of a normal with the sample mean and deviation, as a return (negative = loss)',
    shortfall: 'of the same normal, as a return',
    ulcer: 'squares divided by T - 1',
    ulcerPerformance: '(total return - rate per year) / ulcer',
    recoveryFactor: '|sum of returns| / maximum drawdown',
    skewness: 'corrected for the size of the sample',
    excessKurtosis: 'corrected for the size of the sample',
    probabilisticSharpe: 'of excess returns, corrected moments',
    treynor: '(total return - rate per year) / beta',
    informationRatio: 'per period, not annualised',
    alpha: '(mean r - beta mean b) times year, without the rate',
  },
}
