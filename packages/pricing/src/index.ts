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
export { jsBackend } from './columns/js-backend.js'
export { loadWasmBackend } from './columns/wasm-backend.js'
