// @bourse/portfolio
export { bookColumns } from './book/bookColumns.js'
export { type BookBucket, type BookLine, type BookReport, bookReport } from './book/bookReport.js'
export type { BookFilter, BookHole, BookView, Position } from './book/bookView.js'
export { holdingsOf } from './holdings/holdingsOf.js'
export type { Holding } from './holdings/holding.js'
export { applyInput, type BookStep, openingBook } from './ledger/applyInput.js'
export { createLedger } from './ledger/createLedger.js'
export type { Ledger, LedgerConfig, LedgerEntry, OpeningBalance } from './ledger/ledgerTypes.js'
export type { BookingRules } from './ledger/rounding.js'
export type { LotChoice, LotMethod, OpenLot } from './lots/lotMethod.js'
export type { ClosedLot } from './lots/closedLot.js'
export { type HarvestOptions, type LossHarvest, lossHarvests, type WashSale, washSales } from './lots/harvest.js'
export { type RoundTrip, roundTripsOf } from './lots/roundTrip.js'
export { type TaxLot, type TaxTerm, type TaxTermOptions, taxLots, taxTerm } from './lots/taxLots.js'
export { createDailyPnl, type DailyPnl, type PnlDay } from './pnl/dailyPnl.js'
export { type PnlKey, type PnlLine, bookPnl } from './pnl/bookPnl.js'
export type { OrderPlan, SkippedTrade } from './orders/orderPlan.js'
export { type FlexOptions, importFlex, type ImportedStatement } from './statement/importFlex.js'
export { importTrades, type TradesFileKind, type TradesFileOptions } from './statement/importTrades.js'
export { reconcileBook } from './statement/reconcileBook.js'
export type { BookDifference } from './statement/bookDifference.js'
// exposures
export { bookGreeks } from './exposure/bookGreeks.js'
export { type BookLeverage, bookLeverage } from './exposure/bookLeverage.js'
export { currencyExposures } from './exposure/currencyExposures.js'
export { type ExitDays, exitDays } from './exposure/exitDays.js'
export type { BookGreeks, Exposure, ExposureHole } from './exposure/exposure.js'
export { type ExposureLine, exposureLines } from './exposure/exposureLines.js'
export { type ExposureKey, exposuresBy, exposuresOf } from './exposure/exposuresOf.js'
export { underlyingOf } from './exposure/underlyingOf.js'
export type { UnitExposure, Valuation } from './exposure/valuation.js'
// the book after orders
export { type BookAfterOptions, bookAfter } from './whatIf/bookAfter.js'
export type { OrderLeg } from './whatIf/orderLegs.js'
// trading towards a target
export { bookWeights } from './targets/bookWeights.js'
export { listedFee } from './targets/listedFee.js'
export type { TargetPricing } from './targets/orderTerms.js'
export {
  type RebalanceAnswer,
  type RebalancePolicy,
  type RebalanceState,
  rebalanceDue,
} from './targets/rebalanceDue.js'
export type { RebalanceOptions, WeightBand } from './targets/rebalanceOptions.js'
export { rebalanceOrders } from './targets/rebalanceOrders.js'
export { type TargetAnswer, type TargetRequest, targetOrder } from './targets/targetOrder.js'
export {
  byTemplate,
  type PortfolioTemplate,
  portfolioTemplates,
  type TemplateBucket,
  type TemplateName,
  templateWeights,
} from './targets/templates.js'
// hedging
export {
  type CrossHedge,
  crossHedge,
  type DynamicHedgeOptions,
  dynamicHedge,
  type HedgeEstimate,
} from './hedge/crossHedge.js'
export {
  type CurrencyForwardHedge,
  type CurrencyFutureHedge,
  currencyForwardHedge,
  currencyFutureHedge,
} from './hedge/currencyHedge.js'
export { type CurrencyHedgeTable, type CurrencyHolding, currencyHedgeTable } from './hedge/currencyHedgeTable.js'
export { betaExposure, type FutureHedge, type FutureHedgeRequest, futureHedge } from './hedge/futureHedge.js'
export { type GreekHedge, type GreekHedgeFailure, type HedgedGreeks, hedgeGreeks } from './hedge/hedgeGreeks.js'
// from views and limits to orders
export { type Allocation, allocate, type FailedAllocation, type OptimalAllocation } from './allocate/allocate.js'
export type { AllocationRequest, ShareLimits } from './allocate/allocationRequest.js'
