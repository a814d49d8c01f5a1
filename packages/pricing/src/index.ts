// @bourse/pricing: kernels (positional, unchecked), named API (objects, checked), columns (whole chains). This file
// lists what is public and holds no logic.

// nouns
export type { CashDividend, FullGreeks, Greeks, OptionLegs, OptionMarket, OptionTerms, PricingModel } from './terms.js'
// named API
export { optionGreeks, priceOption } from './priceOption.js'
export { type ImpliedVolFailure, impliedVol } from './vol/impliedVol.js'
export { perDay, perPoint } from './units.js'
// models
export { blackScholes } from './model/blackScholes.js'
export { black76, black76FullGreeks, shiftedBlack } from './model/black76.js'
export { type BachelierGreeks, bachelierGreeks, normalModel } from './model/bachelier.js'
export { fullGreeks } from './model/fullGreeks.js'
export { assetOrNothing, cashOrNothing } from './model/digital.js'
// American options
export { americanGreeksOf, americanVolsOf } from './american/americanColumns.js'
export { andersenLake, andersenLakeFast } from './american/andersenLake.js'
export { type ExerciseBoundary, exerciseBoundary } from './american/exerciseBoundary.js'
export { type BasketProblem, type LongstaffSchwartzSettings, longstaffSchwartz } from './american/longstaffSchwartz.js'
export { baroneAdesiWhaley } from './approximation/baroneAdesiWhaley.js'
export { bjerksundStensland1993, bjerksundStensland2002 } from './approximation/bjerksundStensland.js'
export { finiteDifferences, type GridSettings } from './grid/finiteDifferences.js'
export { binomialTree, leisenReimerTree } from './tree/binomialTree.js'
// currencies
export { type FxDelta, fxDelta } from './fx/fxDelta.js'
export { type FxAtTheMoney, fxAtmStrike, fxStrike } from './fx/fxStrike.js'
// discount curves
export { type DiscountCurve, flatCurve, forwardRate, zeroCurve } from './curve/discountCurve.js'
// kernels
export { bachelier } from './kernel/bachelier.js'
export { black } from './kernel/black.js'
export { bsm } from './kernel/bsm.js'
export { bsmFullGreeks, bsmGreeks, FULL_GREEK_NAMES } from './kernel/greeks.js'
export { forwardGreeks } from './columns/forwardGreeks.js'
export { bachelierImpliedStdDev, blackImpliedStdDev } from './vol/impliedStdDev.js'
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
export { bachelierGreeksOf, bachelierVolsOf } from './columns/bachelierColumns.js'
export { jsBackend } from './columns/jsBackend.js'
export { loadWasmBackend } from './columns/wasmBackend.js'
// time
export { type ExpirySettings, type ExpiringTerms, expiryTime } from './time/expiryTime.js'
export { yearsToExpiry } from './time/yearsToExpiry.js'
// markets, parity, variance
export { type MarketAtSettings, type MarketFailure, marketAt } from './market/marketAt.js'
export { type ParityCarry, parityCarry } from './parity/parityCarry.js'
export { parityDiscount } from './parity/parityDiscount.js'
export { type ParityFailure, type ParityForward, parityForward } from './parity/parityForward.js'
export type { StrikeQuotes } from './parity/strikeQuotes.js'
export { type VarianceFailure, type VarianceStrip, varianceStrip } from './variance/varianceStrip.js'
export { type IndexTerm, type VolatilityIndex, volatilityIndex } from './variance/volatilityIndex.js'
// chains
export { chainFrom } from './chain/chainFrom.js'
export { CHAIN_STATUS } from './chain/chainStatus.js'
export { type ChainPosition, type ChainTotals, chainTotals, type PositionGreeks } from './chain/chainTotals.js'
export type {
  ChainColumns,
  ChainOption,
  ChainSettings,
  ChainStatus,
  ExpiryPick,
  ExpirySlice,
  ExpiryTerms,
  OptionChain,
} from './chain/chainTypes.js'
export { type ChainView, chainView } from './chain/chainView.js'
export { optionChain } from './chain/optionChain.js'
