// @bourse/risk

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
