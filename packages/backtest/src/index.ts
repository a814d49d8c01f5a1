// @bourse/backtest: runs, sweeps, walk-forward, honesty beside every result, reports.

// runs
export { backtest } from './run/backtest.js'
export type { BacktestData, BacktestOptions, BacktestStrategy, EngineMaker, VenueMaker } from './run/backtestOptions.js'
export type { Trouble } from './run/trouble.js'
export type { Report, ReportCost, ReportFill, ReportProfit } from './report/report.js'
export { monthlyReturns, type YearOfReturns } from './report/monthlyReturns.js'
export type { ReportDiversification } from './report/diversification.js'
export type { ReportPart } from './report/partsOf.js'
export type { ReportSheet } from './report/reportSheets.js'
export { reportToCsv } from './report/reportToCsv.js'
export type { HoldingsCurve } from './run/holdingsCurve.js'
export type { PartKey, ProfitCurve } from './run/profitCurve.js'
export type { RuleCount } from './run/ruleCounts.js'
// strategies in columns
export { backtestColumns, type ColumnOptions } from './columns/backtestColumns.js'
export { crossUnits, ticksOf } from './columns/exactCross.js'
// many runs
export { type ExecutorJob, importNamed } from './sweep/executorJob.js'
export type { ParamSet, SweepGrid } from './sweep/gridPoints.js'
export { localExecutor } from './sweep/localExecutor.js'
export type { BestTrial, FailedTrial, Study, Trial, WalkForward, WalkWindow } from './sweep/study.js'
export { sweep } from './sweep/sweep.js'
export type { SweepOptions } from './sweep/sweepOptions.js'
export type { WalkForwardPlan } from './sweep/walkWindows.js'
// honesty
export type { HonestyCheck } from './honesty/honestyCheck.js'
export { honestyOf } from './honesty/honestyOf.js'
// live against backtest
export { type Drift, type DriftCause, type DriftQuestion, type DriftRow, explainDrift } from './drift/explainDrift.js'
// forecasts
export { backtestForecasts, type ForecastReport, type MarketForecast } from './forecasts/backtestForecasts.js'
