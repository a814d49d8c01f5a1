// What a currency is worth in another, now and later, and what that does to returns.

// rates
export { type ArbitrageLoop, type ArbitrageOptions, arbitrageLoops } from './rates/arbitrage.js'
export type { DecimalLike } from './rates/fraction.js'
export type { CurrencyPair, FxFailure, FxRate, FxRates, FxSide } from './rates/fxRate.js'
export { type FxRatesOptions, type FxRatesStepper, fxRates, fxRatesOf, noRates } from './rates/fxRates.js'
export { pairOfId } from './rates/pairOfId.js'

// pairs and their days
export {
  canadianDollarDays,
  dollarDays,
  euroDays,
  francDays,
  majorSettlementDays,
  type SettlementDays,
  settlementDays,
} from './pairs/bankDays.js'
export { type PairConvention, pairConvention } from './pairs/pairConvention.js'
export { pipValue } from './pairs/pipValue.js'
export {
  type FxTenor,
  fixingDate,
  rolloverDays,
  type SwapDates,
  spotDate,
  swapDates,
  type ValueDate,
  type ValueDateFailure,
} from './pairs/valueDate.js'

// forwards
export {
  exactForward,
  type ForwardTerms,
  forwardCarry,
  forwardOutright,
  forwardPoints,
  type ImpliedRateTerms,
  impliedQuoteRate,
  type SimpleRate,
} from './forwards/forward.js'
export { ndfSettlement } from './forwards/ndf.js'
export { rolloverCost, type SwapPoints } from './forwards/rollover.js'

// returns
export { type HedgeCost, hedgeCost } from './returns/hedgeCost.js'
export { type HedgedReturns, hedgedReturns } from './returns/hedgedReturns.js'
export {
  type CurrencyRisk,
  currencyRisk,
  type HedgeOutcome,
  type HedgePolicy,
  hedgeOutcomes,
  hedgeRatioOf,
} from './returns/hedgeRatio.js'
export { type KarnoskySinger, karnoskySinger } from './returns/karnoskySinger.js'
