// @bourse/sim: the simulated venue with every asset class's cash flows, and seeded synthetic markets.

// the venue
export { createSimVenue, type SimVenue } from './venue/createSimVenue.js'
export type { FillRule, SimOptions } from './venue/simOptions.js'
export {
  curvedFee,
  type FeeModel,
  type FeeQuestion,
  type FeeTier,
  makerTakerFee,
  perContractFee,
  percentFee,
  perShareFee,
  tieredFee,
} from './venue/fees.js'
export {
  fixedSlippage,
  impactSlippage,
  type MarketPace,
  proportionalSlippage,
  type SlippageModel,
  tickSlippage,
  volatilitySlippage,
} from './venue/slippage.js'
export { type SimPreset, simPresets } from './venue/simPresets.js'
export { type ShareSizing, shareSizing, type SizeModel, type SizeQuestion } from './venue/sizing.js'
export { movesBook } from './venue/movesBook.js'
export { contractMargin, type MarginTerms, type MarginTier, tieredMargin } from './venue/marginTerms.js'
export { type PaperOptions, type PaperSystem, paperSystem } from './paper/paperSystem.js'

// synthetic markets
export { type SyntheticMarket, syntheticMarket } from './market/syntheticMarket.js'
export { fundingFacts } from './market/fundingFacts.js'
export { type BookSpec, syntheticBook } from './market/syntheticBook.js'
export type {
  OptionListing,
  SyntheticFutures,
  SyntheticMember,
  SyntheticPath,
  SyntheticSpec,
} from './market/syntheticSpec.js'
export { cashFlowsOf } from './cashFlowsOf.js'
