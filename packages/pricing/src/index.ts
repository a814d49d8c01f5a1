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
export { andersenLakeFuture } from './american/andersenLakeFuture.js'
export { type ExerciseBoundary, exerciseBoundary } from './american/exerciseBoundary.js'
export { type BasketProblem, type LongstaffSchwartzSettings, longstaffSchwartz } from './american/longstaffSchwartz.js'
export { baroneAdesiWhaley } from './approximation/baroneAdesiWhaley.js'
export { bjerksundStensland1993, bjerksundStensland2002 } from './approximation/bjerksundStensland.js'
export { finiteDifferences, type GridSettings } from './grid/finiteDifferences.js'
export { binomialTree, leisenReimerTree } from './tree/binomialTree.js'
// exotics
export { type AsianTerms, priceAsian } from './exotic/asian.js'
export { type BarrierTerms, barrierGreeks, priceBarrier } from './exotic/barrier.js'
export { type ChooserTerms, priceChooser } from './exotic/chooser.js'
export { type ExchangeSide, priceExchange } from './exotic/exchange.js'
export { type LookbackTerms, priceLookback } from './exotic/lookback.js'
export { kirkSpread, priceSpread, type SpreadMarket, type SpreadTerms } from './exotic/spread.js'
// stochastic volatility
export { fitHeston, type HestonFit } from './heston/fitHeston.js'
export { heston } from './heston/heston.js'
export type { HestonTerms } from './heston/hestonTerms.js'
// what has no formula
export { differenceGreeks } from './differenceGreeks.js'
export {
  type Estimate,
  type MonteCarloPrice,
  type MonteCarloSettings,
  monteCarloPrice,
  type PathPayoff,
} from './simulation/monteCarlo.js'
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
export { chainSmiles } from './chain/chainSmiles.js'
export { type ComboQuote, comboQuote } from './chain/comboQuote.js'
export { type ChainTable, type ChainView, type ChainViewSettings, chainView } from './chain/chainView.js'
export { optionChain } from './chain/optionChain.js'
// smiles
export { type Svi, sviDerivatives, sviVariance } from './smile/svi.js'
export { type SmileCheck, sviButterfly } from './smile/sviButterfly.js'
export { sviCalendar } from './smile/sviCalendar.js'
export { type Ssvi, ssviCheck, ssviPhi, ssviSlice } from './smile/ssvi.js'
export { type Sabr, sabrVol } from './smile/sabrVol.js'
export { fitSvi } from './smile/fitSvi.js'
export { fitSsvi, type SsviFit } from './smile/fitSsvi.js'
export { fitSabr } from './smile/fitSabr.js'
export type { SabrFit, SmileFit, SmileQuotes, SviFit } from './smile/smileFit.js'
export { type SmileSkew, smileSkew } from './smile/smileSkew.js'
export { strikeOfDelta } from './smile/strikeOfDelta.js'
// surfaces
export { buildSurface } from './surface/buildSurface.js'
export { surfaceOf } from './surface/surfaceOf.js'
export type { SurfaceArbitrage, VariancePoint, VolSurface } from './surface/volSurface.js'
export { surfaceGreeks } from './surface/surfaceGreeks.js'
export { type SurfaceAnomaly, surfaceAnomalies } from './surface/surfaceAnomalies.js'
export { type VolTerm, volTerms } from './surface/volTerms.js'
export { type ConePoint, volCone } from './surface/volCone.js'
export { volPercentile, volRank } from './surface/volRank.js'
