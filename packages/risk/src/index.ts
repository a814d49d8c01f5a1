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

export { ewmaVolatility, rollingTail } from './measures/rollingTail.js'
export {
  type Draws,
  monteCarloVar,
  type SimulatedTail,
  simulatedTail,
  simulateReturns,
} from './measures/monteCarlo.js'
export {
  type FilteredReturns,
  filteredPaths,
  filteredTail,
  filterReturns,
  type VolatilityFilter,
} from './measures/filtered.js'
export { fitTail, type ParetoTail, tailBeyond } from './measures/extremes.js'
export {
  liquidationDays,
  liquidationHorizonVar,
  liquidityAdjustedVar,
  liquidityCost,
  type LiquidityLine,
} from './measures/liquidity.js'

// who carries it
export {
  contributionsBy,
  type FactorContributions,
  factorContributions,
  type HistoricalContributions,
  historicalContributions,
  normalContributions,
  riskContributions,
  type VarContributions,
} from './measures/contributions.js'

export {
  type LabelRisk,
  type PortfolioRisk,
  type PortfolioRiskOptions,
  type PositionRisk,
  portfolioRisk,
  type RiskPosition,
} from './measures/portfolioRisk.js'

// whether it was right
export {
  acerbiSzekely,
  baselZone,
  christoffersenTest,
  type CoverageTest,
  type IndependenceTest,
  kupiecTest,
  testVar,
  type VarTest,
  varExceptions,
} from './measures/varBacktest.js'

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

export {
  arbitrageCaptured,
  fundingCaptured,
  type ThetaCollected,
  thetaCollected,
  type VolatilityTrade,
  volatilityCapture,
} from './performance/captured.js'
export { periodsPerYearOf } from './performance/periodsPerYear.js'

// correlation
export {
  type CorrelationBreakdown,
  correlationBreakdown,
  correlationChange,
  type PairChange,
} from './correlation/breakdown.js'
export {
  type CommonMoves,
  type Concentration,
  commonMoves,
  concentrationOf,
  diversificationRatio,
  riskConcentration,
} from './correlation/concentration.js'
export { fitPosition, type HeldSeries, type PositionFit } from './correlation/newPosition.js'
export {
  type ChangeSignal,
  type CorrelationRegime,
  changeDetector,
  correlationRegime,
  type RegimeState,
} from './correlation/regime.js'
export { averageCorrelation, ewmaCorrelations, rollingCorrelations } from './correlation/rollingMatrix.js'

// scenarios
export { bookSensitivities } from './scenario/bookSensitivities.js'
export { type DeltaGammaTail, deltaGammaTail, type GreekSensitivities } from './scenario/deltaGamma.js'
export { type HistoricalShock, historicalScenario, historicalShocks } from './scenario/historicalShocks.js'
export type { Repricing } from './scenario/optionQuote.js'
export { scenarioPnl, type ScenarioLine, type ScenarioResult, stressBook } from './scenario/scenarioPnl.js'
export { type PathProfits, type PricePaths, revaluePaths } from './scenario/revaluePaths.js'
export {
  assetBreaks,
  type ClassMoves,
  classScenario,
  correlationsToOne,
  crashTogether,
  exchangeFails,
  flashCrash,
  liquidityVanishes,
  type RiskScenario,
  type Shock,
} from './scenario/riskScenario.js'
export { sizeTailHedge, type TailHedge, type TailHedgeRequest } from './scenario/tailHedge.js'

// sizing
export { type DrawdownStep, drawdownSteps, leverageAtDrawdown, sizeAtDrawdown } from './sizing/drawdownScale.js'
export {
  atrQuantity,
  type StopRisk,
  stopQuantity,
  type VolatilityTarget,
  volatilityTarget,
} from './sizing/riskSizes.js'
export { type PositionSize, type SizeFactor, type SizeRequest, sizePosition } from './sizing/sizePosition.js'
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
export { explainFindings, explainVerdict } from './gate/explainVerdict.js'
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
export { type BlackoutWindow, eventBlackout, type ScheduledEvent } from './rules/eventBlackout.js'
export { killSwitch } from './rules/killSwitch.js'
export { marginHeadroom, type MarginShare } from './rules/marginHeadroom.js'
export { marketClosed } from './rules/marketClosed.js'
export { maxAssetDailyLoss } from './rules/maxAssetDailyLoss.js'
export { maxBucketShare } from './rules/maxBucketShare.js'
export { maxContracts } from './rules/maxContracts.js'
export { maxCorrelatedExposure } from './rules/maxCorrelatedExposure.js'
export { type DailyLossLimit, maxDailyLoss } from './rules/maxDailyLoss.js'
export { maxHeat } from './rules/maxHeat.js'
export { maxHoldingDays } from './rules/maxHoldingDays.js'
export { type LeverageOptions, type LeverageScale, maxLeverage } from './rules/maxLeverage.js'
export { maxOrderNotional } from './rules/maxOrderNotional.js'
export { maxOrderRate } from './rules/maxOrderRate.js'
export { maxPosition, type PositionLimit } from './rules/maxPosition.js'
export { maxPositions } from './rules/maxPositions.js'
export { maxRiskPerTrade } from './rules/maxRiskPerTrade.js'
export { maxTotalExposure } from './rules/maxTotalExposure.js'
export { maxVolumeShare, type VolumeOptions } from './rules/maxVolumeShare.js'
export { minBucketShare } from './rules/minBucketShare.js'
export { minPosition } from './rules/minPosition.js'
export { type NamesOf, phaseLimit } from './rules/phaseLimit.js'
export { priceCollar } from './rules/priceCollar.js'
export { staleData } from './rules/staleData.js'
export type { StopReach } from './rules/stopDistance.js'
export { stopRequired } from './rules/stopRequired.js'
export { type TierOf, tierSlots } from './rules/tierSlots.js'
export { tradingHalt } from './rules/tradingHalt.js'
// rules together
export { crossAsset } from './rules/presets/crossAsset.js'
export { ladder15 } from './rules/presets/ladder15.js'
export { phased25 } from './rules/presets/phased25.js'
export { slots20 } from './rules/presets/slots20.js'
// margin
export type { MarginAnswer, MarginModel } from './margin/marginModel.js'
// reports
export type { AverageCorrelations } from './report/averageCorrelations.js'
export type { AlertLimits, RiskAlert } from './report/riskAlert.js'
export { type RiskAlertOptions, riskAlerts } from './report/riskAlerts.js'
export {
  type AccountMargin,
  type BucketRisk,
  type RemainingRisk,
  type RiskReport,
  type RiskReportOptions,
  riskReport,
} from './report/riskReport.js'
export { type WhatIf, type WhatIfOptions, whatIf } from './report/whatIf.js'
