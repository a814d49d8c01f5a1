// @bourse/pricing: kernels (positional, unchecked), named API (objects, checked), columns (whole chains). This file
// lists what is public and holds no logic.

// nouns
export type { CashDividend, FullGreeks, Greeks, OptionLegs, OptionMarket, OptionTerms, PricingModel } from './terms.js'
// named API
export { optionGreeks, priceOption } from './price-option.js'
export { type ImpliedVolFailure, impliedVol } from './vol/implied-vol.js'
export { perDay, perPoint } from './units.js'
// models
export { blackScholes } from './model/black-scholes.js'
export { black76, black76FullGreeks, shiftedBlack } from './model/black76.js'
export { type BachelierGreeks, bachelierGreeks, normalModel } from './model/bachelier.js'
export { fullGreeks } from './model/full-greeks.js'
export { assetOrNothing, cashOrNothing } from './model/digital.js'
// currencies
export { type FxDelta, fxDelta } from './fx/fx-delta.js'
export { type FxAtTheMoney, fxAtmStrike, fxStrike } from './fx/fx-strike.js'
// discount curves
export { type DiscountCurve, flatCurve, forwardRate, zeroCurve } from './curve/discount-curve.js'
// kernels
export { bachelier } from './kernel/bachelier.js'
export { black } from './kernel/black.js'
export { bsm } from './kernel/bsm.js'
export { bsmFullGreeks, bsmGreeks, FULL_GREEK_NAMES } from './kernel/greeks.js'
export { forwardGreeks } from './columns/forward-greeks.js'
export { bachelierImpliedStdDev, blackImpliedStdDev } from './vol/implied-std-dev.js'
// columns
export {
  type GreekColumns,
  greekColumns,
  type OptionBackend,
  type OptionColumns,
  optionColumns,
  ROW_STATUS,
  type RowStatus,
  type VolColumns,
} from './columns/columns.js'
export { bachelierGreeksOf, bachelierVolsOf } from './columns/bachelier-columns.js'
export { jsBackend } from './columns/js-backend.js'
export { loadWasmBackend } from './columns/wasm-backend.js'
// time
export { type ExpirySettings, type ExpiringTerms, expiryTime } from './time/expiry-time.js'
export { yearsToExpiry } from './time/years-to-expiry.js'
// markets, parity, variance
export { type MarketAtSettings, type MarketFailure, marketAt } from './market/market-at.js'
export { type ParityCarry, parityCarry } from './parity/parity-carry.js'
export { parityDiscount } from './parity/parity-discount.js'
export { type ParityFailure, type ParityForward, parityForward } from './parity/parity-forward.js'
export type { StrikeQuotes } from './parity/strike-quotes.js'
export { type VarianceFailure, type VarianceStrip, varianceStrip } from './variance/variance-strip.js'
export { type IndexTerm, type VolatilityIndex, volatilityIndex } from './variance/volatility-index.js'
// chains
export { chainFrom } from './chain/chain-from.js'
export { CHAIN_STATUS } from './chain/chain-status.js'
export { type ChainPosition, type ChainTotals, chainTotals, type PositionGreeks } from './chain/chain-totals.js'
export type {
  ChainColumns,
  ChainOption,
  ChainSettings,
  ChainStatus,
  ExpiryPick,
  ExpirySlice,
  ExpiryTerms,
  OptionChain,
} from './chain/chain-types.js'
export { type ChainView, chainView } from './chain/chain-view.js'
export { optionChain } from './chain/option-chain.js'
