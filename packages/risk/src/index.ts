// @bourse/risk: what the book can cost us, and the gate no order gets around. A loss is positive.

// returns
export { equityOf, equityReturns } from './measures/returns.js'

// value at risk, expected shortfall
export {
  ageWeights,
  historicalShortfall,
  historicalVar,
  type TailRule,
  type VarRule,
} from './measures/historical.js'
export {
  type CornishFisherTail,
  cornishFisherTail,
  normalTail,
  studentTail,
  type TailEstimate,
} from './measures/parametric.js'
export { expectedShortfall, type VarMethod, valueAtRisk } from './measures/varOf.js'

// drawdown and dispersion
export {
  type EntropicRisk,
  entropicDrawdown,
  entropicVar,
  giniDifference,
  meanAbsoluteDeviation,
  semiDeviation,
} from './measures/dispersion.js'
export { type Drawdown, drawdown, drawdownOf, drawdownsOf, maxDrawdown } from './measures/drawdown.js'
export { type DrawdownFigures, depthsOf, drawdownFigures } from './measures/drawdownFigures.js'

// performance
export { type BenchmarkFigures, benchmarkFigures, informationRatios } from './performance/benchmark.js'
export { figureConventions } from './performance/conventions.js'
export type { PerformanceConvention, PerformanceFigures } from './performance/figures.js'
export { omegaRatio, stabilityOf } from './performance/gains.js'
export { type PerformanceOptions, performanceOf, performanceOfReturns } from './performance/performanceOf.js'
export {
  type Annualization,
  deflatedSharpe,
  expectedMaxSharpe,
  minTrackRecord,
  probabilisticSharpe,
  sharpeErrors,
  sharpeRatio,
} from './performance/sharpe.js'

// sizing
export {
  type KellyAnswer,
  type KellyBet,
  kellyBet,
  kellyPrediction,
  kellyQuantity,
  kellyShare,
  type PredictionStake,
} from './sizing/kelly.js'
export { type KellyStakes, type KellyWeights, kellyOfReturns, kellyStakes, kellyWeights } from './sizing/kellyMany.js'

// the gate
export { createGate, type GateConfig } from './gate/createGate.js'
export { explainVerdict } from './gate/explainVerdict.js'
export type { ExposureRow, ExposureTable, MissingFact } from './gate/exposureTable.js'
export type { JudgedOrder, ExposureMove, OrderSituation } from './gate/orderSituation.js'
export { reviewOrder } from './gate/reviewOrder.js'
export { type MarginView, type RiskContext, riskContext } from './gate/riskContext.js'
export type { Figure, GateAction, Rule, RuleAnswer } from './gate/rule.js'
export { ruleOf } from './gate/ruleOf.js'
export type { Gate, RuleFinding, Verdict } from './gate/verdict.js'
// rules
export { type DrawdownSteps, drawdownLadder } from './rules/drawdownLadder.js'
export type { PeakSince } from './rules/equityPeak.js'
export { killSwitch } from './rules/killSwitch.js'
export { marketClosed } from './rules/marketClosed.js'
export { maxBucketShare } from './rules/maxBucketShare.js'
export { type LeverageOptions, type LeverageScale, leverageScale, maxLeverage } from './rules/maxLeverage.js'
export { maxOrderNotional } from './rules/maxOrderNotional.js'
export { priceCollar } from './rules/priceCollar.js'
export { staleData } from './rules/staleData.js'
// margin
export type { MarginAnswer, MarginModel } from './margin/marginModel.js'
