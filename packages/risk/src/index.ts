// @bourse/risk
export type { MarginView, RiskContext } from './gate/riskContext.js'
export type { Figure, GateAction, Rule, RuleAnswer } from './gate/rule.js'
export type { Gate, RuleFinding, Verdict } from './gate/verdict.js'
export type { MarginAnswer, MarginModel } from './margin/marginModel.js'
export { riskVersion } from './version.js'
