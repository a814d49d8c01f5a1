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
