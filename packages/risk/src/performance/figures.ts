import type { BenchmarkFigures } from './benchmark.js'

/**
 * Whose definitions are meant. `'ours'`: losses and drawdowns positive. `'empyrical'` and `'quantstats'` (0.0.84): their
 * formulas and signs, for comparing with their reports; `figureConventions` says figure by figure what differs.
 */
export type PerformanceConvention = 'ours' | 'empyrical' | 'quantstats'

/**
 * What a curve is worth, in our convention unless asked otherwise. T periods, r their returns, f the riskless return of
 * a period, year = periodsPerYear. NaN is "not known": too few periods, nothing to divide by, or a column that was not
 * given. Losses, drawdowns and tails are positive.
 */
export type PerformanceFigures = BenchmarkFigures & {
  /** Last over first, less 1. */
  readonly totalReturn: number
  /** (1 + totalReturn)^(year / T) - 1. */
  readonly cagr: number
  /** mean r times year. */
  readonly meanReturn: number
  /** Deviation of r (T - 1) times the root of year. */
  readonly volatility: number
  /** mean(r - f) / deviation, times the root of year. */
  readonly sharpe: number
  /** Sharpe over `autocorrelationPenalty`. */
  readonly smartSharpe: number
  /** Sharpe S per year corrected for moments: S (1 + skewness / 6 S - excess kurtosis / 24 S^2) (Pezier 2004). */
  readonly adjustedSharpe: number
  /** Probability that the Sharpe ratio is above 0. */
  readonly probabilisticSharpe: number
  /** Standard error of the Sharpe ratio per year, counting skewness and kurtosis (Mertens). */
  readonly sharpeError: number
  /** Periods it takes to be 95 % sure that the Sharpe ratio is above 0; Infinity where it is not. */
  readonly minTrackRecord: number
  /** mean(r - f) year / downsideRisk. */
  readonly sortino: number
  /** Root of mean min(r - f, 0)^2, times the root of year. */
  readonly downsideRisk: number
  /** mean min(r - f, 0)^2, per period. */
  readonly lowerPartialMoment: number
  /** mean(r - f) / (mean max(f - r, 0)^3)^(1/3), per period (Kaplan and Knowles 2004). */
  readonly kappa3: number
  /** What is earned above f over what is lost below it. */
  readonly omega: number
  /** cagr / maxDrawdown. */
  readonly calmar: number
  /** cagr over the mean depth of the five deepest drawdowns (Kestner 1996 takes yearly ones plus 10 %). */
  readonly sterling: number
  /** mean(r - f) year over the root of the summed squares of all drawdowns' depths (Burke 1994). */
  readonly burke: number
  /** Deepest fall below the best so far, a share > 0. */
  readonly maxDrawdown: number
  /** Mean depth over all periods (the pain index). */
  readonly averageDrawdown: number
  /** Mean of the deepest 5 % of depths, compounded. */
  readonly conditionalDrawdown: number
  /** Root of the mean squared depth. */
  readonly ulcer: number
  /** cagr / ulcer. */
  readonly ulcerPerformance: number
  /** cagr / averageDrawdown. */
  readonly painRatio: number
  /** totalReturn / maxDrawdown. */
  readonly recoveryFactor: number
  /** Longest run of periods below the best so far. */
  readonly longestUnderwater: number
  /** Share of periods below the best so far. */
  readonly timeUnderwater: number
  /** Winning over winning and losing periods. */
  readonly winRate: number
  /** Mean win over mean loss. */
  readonly payoffRatio: number
  /** Sum of wins over sum of losses. */
  readonly profitFactor: number
  /** Sum of r over sum of losses. */
  readonly gainToPain: number
  /** winRate - (1 - winRate) / payoffRatio: the share a fixed-odds bettor would stake. */
  readonly kelly: number
  /** profitFactor times winRate times payoffRatio. */
  readonly cpcIndex: number
  /** profitFactor times tailRatio. */
  readonly commonSenseRatio: number
  readonly longestWins: number
  readonly longestLosses: number
  /** The best return. */
  readonly bestReturn: number
  /** The worst loss, > 0 where anything was lost. */
  readonly worstLoss: number
  /** Loss exceeded in 5 % of periods: the return of rank ceil(0.05 T), positive = loss. */
  readonly valueAtRisk: number
  /** Mean of the worst 5 % of returns (the last one in part), positive = loss. */
  readonly shortfall: number
  /** Mean of the best 5 % of excess returns over the mean of the worst 5 % (Biglova and others 2004). */
  readonly rachev: number
  /** |95th| over |5th| percentile, linear. */
  readonly tailRatio: number
  /** Of the sample, divided by T. */
  readonly skewness: number
  /** Of the sample, 0 for a normal. */
  readonly excessKurtosis: number
  /** Correlation of a return with the one before. */
  readonly autocorrelation: number
  /** R squared of cumulated log returns against time. */
  readonly stability: number
  /** Money traded per year over mean equity. */
  readonly turnover: number
  /** Share of periods in which something was held. */
  readonly exposure: number
  /** Mean of gross notional over equity. */
  readonly averageLeverage: number
  /** cagr over averageLeverage. */
  readonly leverageAdjustedReturn: number
  /** Mean profit per year over mean margin. */
  readonly returnOnMargin: number
}
