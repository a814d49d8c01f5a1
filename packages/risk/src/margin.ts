// @bourse/risk/margin: what brokers and clearing houses ask for.
export {
  type FutureHolding,
  type FuturesMarginPart,
  type FuturesMarginTerms,
  futuresMargin,
} from './margin/futuresMargin.js'
export {
  liquidationPrice,
  type PerpetualPosition,
  type PerpetualTier,
  perpetualMargin,
  perpetualTiers,
} from './margin/perpetual.js'
export { type SpanPosition, type SpanProduct, type SpanRisk, spanRisk } from './margin/span.js'
export {
  type StrategyLeg,
  type StrategyMargin,
  type StrategyMarket,
  type StrategyPart,
  strategyMargin,
} from './margin/strategyMargin.js'
export { type MarginModelOptions, marginModel } from './margin/combinedModel.js'
export { type LiquidityOf, quotedLiquidity } from './margin/liquidation.js'
export type { MarginFailure, MarginHolding, MarginPart, MarginRules } from './margin/marginRules.js'
export { type MarginLevel, type MarginUse, marginLevel, marginUseOf, marginViewOf } from './margin/marginUse.js'
export { cashRules, futuresRules, perpetualRules, type RegTShares, regTRules } from './margin/rules.js'
export { type PortfolioRange, portfolioRules, type SpanRanges, spanRules } from './margin/scanRules.js'
