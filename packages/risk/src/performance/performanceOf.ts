import { badArgument } from '@bourse/core'
import { deviationOf, excessKurtosisOf, meanOf, skewnessOf } from '@bourse/math'
import { drawdownsOf } from '../measures/drawdown.js'
import { drawdownFigures } from '../measures/drawdownFigures.js'
import { sortedShortfall, sortedVar } from '../measures/historical.js'
import { checkReturns, checkSameLength, equityOf } from '../measures/returns.js'
import { benchmarkFigures } from './benchmark.js'
import { inConvention } from './conventions.js'
import type { PerformanceConvention, PerformanceFigures } from './figures.js'
import { gainsOf, lowerMoment, stabilityOf, tailRatioOf } from './gains.js'
import {
  type Annualization,
  autocorrelationOf,
  autocorrelationPenalty,
  minTrackRecord,
  probabilisticSharpe,
  ratePerPeriod,
  ratioOf,
  sharpeErrors,
  sharpePerPeriod,
} from './sharpe.js'
import { unknownFigures } from './unknownFigures.js'

/**
 * Columns hold one number per return: `benchmark` its returns, `leverage` gross notional over equity (0 where nothing is
 * held), `traded` money traded, `margin` money asked as margin. What is not given leaves its figures NaN.
 */
export type PerformanceOptions = Annualization & {
  readonly convention?: PerformanceConvention
  readonly benchmark?: Float64Array
  readonly leverage?: Float64Array
  readonly traded?: Float64Array
  readonly margin?: Float64Array
}

/**
 * Performance figures of an equity curve, one more point than there are periods. Every figure's definition stands at its
 * name in `PerformanceFigures`. A curve that reaches 0 has a total return and a drawdown; everything that would divide by
 * what is left is NaN.
 *
 * @param equity money at the start and after every period
 * @throws BourseError where a point is not finite, the first is not > 0, or a column's length is not that of the returns
 *
 * @example
 * import { performanceOf } from '@bourse/risk'
 * const figures = performanceOf(Float64Array.of(100, 110, 99, 121), { periodsPerYear: 252 })
 * figures.totalReturn.toFixed(2) // => '0.21'
 * figures.maxDrawdown.toFixed(2) // => '0.10'
 */
export function performanceOf(equity: ArrayLike<number>, options: PerformanceOptions): PerformanceFigures {
  if (equity.length === 0) throw badArgument('performanceOf', 'equity.length', 0, '>= 1')
  if (!(equity[0]! > 0)) throw badArgument('performanceOf', 'equity[0]', equity[0], 'a finite number > 0')
  checkReturns('performanceOf', equity, 'equity')
  const count = equity.length - 1
  const returns = new Float64Array(count)
  for (let t = 0; t < count; t++) {
    if (!(equity[t + 1]! > 0)) return ruined(equity, options)
    returns[t] = equity[t + 1]! / equity[t]! - 1
  }
  return figuresOf(returns, Float64Array.from(equity), options)
}

/**
 * The same of returns, on a start of 1.
 *
 * @throws BourseError where a return is not finite or <= -1, or a column's length is not that of the returns
 *
 * @example
 * import { performanceOfReturns } from '@bourse/risk'
 * performanceOfReturns(Float64Array.of(0.1, -0.1), { periodsPerYear: 365 }).winRate // => 0.5
 */
export function performanceOfReturns(returns: Float64Array, options: PerformanceOptions): PerformanceFigures {
  for (let t = 0; t < returns.length; t++)
    if (!(returns[t]! > -1)) throw badArgument('performanceOfReturns', `returns[${t}]`, returns[t], '> -1')
  return figuresOf(returns, equityOf(returns), options)
}

function figuresOf(returns: Float64Array, equity: Float64Array, options: PerformanceOptions): PerformanceFigures {
  const where = 'performanceOf'
  const rate = ratePerPeriod(where, options)
  const year = options.periodsPerYear
  const count = returns.length
  if (count === 0) return { ...unknownFigures, totalReturn: 0, maxDrawdown: 0 }
  const sorted = returns.slice().sort()
  const mean = meanOf(returns)
  const excess = mean - rate
  const sharpe = sharpePerPeriod(returns, rate) * Math.sqrt(year)
  const skewness = skewnessOf(returns)
  const excessKurtosis = excessKurtosisOf(returns)
  const totalReturn = equity[count]! / equity[0]! - 1
  const cagr = (1 + totalReturn) ** (year / count) - 1
  const depths = drawdownFigures(returns)
  const { max: maxDrawdown, average, ulcer } = depths
  const stays = drawdownsOf(equity)
  const deepest = stays.slice(0, 5).map(({ depth }) => depth)
  const above = gainsOf(returns, rate)
  const { gains, losses, wins, defeats, longestWins, longestLosses } = rate === 0 ? above : gainsOf(returns)
  const winRate = ratioOf(wins, wins + defeats)
  const payoffRatio = ratioOf(gains / wins, losses / defeats)
  const profitFactor = ratioOf(gains, losses)
  const tailRatio = tailRatioOf(sorted)
  const lowerPartialMoment = lowerMoment(returns, rate, 2)
  const downsideRisk = Math.sqrt(lowerPartialMoment * year)
  const shortfall = sortedShortfall(sorted, 0.95)
  const lift = sortedShortfall(
    sorted.map((_, t) => -sorted[count - 1 - t]!),
    0.95,
  )
  const ours: PerformanceFigures = {
    ...unknownFigures,
    totalReturn,
    cagr,
    meanReturn: mean * year,
    volatility: deviationOf(returns) * Math.sqrt(year),
    sharpe,
    smartSharpe: sharpe / autocorrelationPenalty(returns),
    adjustedSharpe: sharpe * (1 + (skewness / 6) * sharpe - (excessKurtosis / 24) * sharpe * sharpe),
    probabilisticSharpe: probabilisticSharpe(returns, 0),
    sharpeError: sharpeErrors(returns).moments * Math.sqrt(year),
    minTrackRecord: minTrackRecord(returns),
    sortino: ratioOf(excess * year, downsideRisk),
    downsideRisk,
    lowerPartialMoment,
    kappa3: ratioOf(excess, Math.cbrt(lowerMoment(returns, rate, 3))),
    omega: ratioOf(above.gains, above.losses),
    calmar: ratioOf(cagr, maxDrawdown),
    sterling: ratioOf(
      cagr * deepest.length,
      deepest.reduce((sum, depth) => sum + depth, 0),
    ),
    burke: ratioOf(excess * year, Math.sqrt(stays.reduce((sum, { depth }) => sum + depth * depth, 0))),
    maxDrawdown,
    averageDrawdown: average,
    conditionalDrawdown: depths.cdar,
    ulcer,
    ulcerPerformance: ratioOf(cagr, ulcer),
    painRatio: ratioOf(cagr, average),
    recoveryFactor: ratioOf(totalReturn, maxDrawdown),
    longestUnderwater: depths.longest,
    timeUnderwater: depths.timeUnder,
    winRate,
    payoffRatio,
    profitFactor,
    gainToPain: ratioOf(gains - losses, losses),
    kelly: winRate - ratioOf(1 - winRate, payoffRatio),
    cpcIndex: profitFactor * winRate * payoffRatio,
    commonSenseRatio: profitFactor * tailRatio,
    longestWins,
    longestLosses,
    bestReturn: sorted[count - 1]!,
    worstLoss: -sorted[0]!,
    valueAtRisk: sortedVar(sorted, 0.95),
    shortfall,
    rachev: ratioOf(lift - rate, shortfall + rate),
    tailRatio,
    skewness,
    excessKurtosis,
    autocorrelation: autocorrelationOf(returns),
    stability: stabilityOf(returns),
    ...columnFigures(returns, equity, cagr, options),
    ...(options.benchmark === undefined ? {} : benchmarkFigures(returns, options.benchmark, options)),
  }
  return inConvention(ours, returns, sorted, options)
}

function columnFigures(
  returns: Float64Array,
  equity: Float64Array,
  cagr: number,
  options: PerformanceOptions,
): Pick<PerformanceFigures, 'turnover' | 'exposure' | 'averageLeverage' | 'leverageAdjustedReturn' | 'returnOnMargin'> {
  const { leverage, traded, margin, periodsPerYear: year } = options
  const count = returns.length
  const meanColumn = (name: string, column: Float64Array | undefined): number => {
    if (column === undefined) return Number.NaN
    checkSameLength('performanceOf', name, column.length, count)
    checkReturns('performanceOf', column, name)
    return meanOf(column)
  }
  const averageLeverage = meanColumn('leverage', leverage)
  // A period begins with the equity before it.
  const start = equity.subarray(0, count)
  return {
    turnover: ratioOf(meanColumn('traded', traded) * year, meanOf(start)),
    exposure: leverage === undefined ? Number.NaN : leverage.reduce((sum, l) => sum + (l === 0 ? 0 : 1), 0) / count,
    averageLeverage,
    leverageAdjustedReturn: ratioOf(cagr, averageLeverage),
    returnOnMargin: ratioOf(((equity[count]! - equity[0]!) / count) * year, meanColumn('margin', margin)),
  }
}

/** A curve that reached 0: what can still be said. */
function ruined(equity: ArrayLike<number>, options: PerformanceOptions): PerformanceFigures {
  ratePerPeriod('performanceOf', options)
  const count = equity.length - 1
  let peak = equity[0]!
  let deepest = 0
  for (let t = 1; t <= count; t++) {
    peak = Math.max(peak, equity[t]!)
    deepest = Math.max(deepest, 1 - equity[t]! / peak)
  }
  const totalReturn = equity[count]! / equity[0]! - 1
  const signed = options.convention === undefined || options.convention === 'ours' ? deepest : -deepest
  return { ...unknownFigures, totalReturn, cagr: totalReturn <= -1 ? -1 : Number.NaN, maxDrawdown: signed }
}
