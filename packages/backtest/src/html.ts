// @bourse/backtest/html: a run on one page. Node only: the chart libraries are read from disk.
export { reportToHtml, type ReportPage } from './html/reportToHtml.js'
export { tearSheetHtml } from './html/tearSheetHtml.js'
export type {
  TearSheet,
  TearSheetBenchmark,
  TearSheetHoldings,
  TearSheetPart,
  TearSheetPrices,
  TearSheetTrip,
} from './html/tearSheet.js'
