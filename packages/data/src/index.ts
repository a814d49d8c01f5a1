// @bourse/data: bars in columns. Reading, cleaning, aligning, resampling, merging, remembering.

// bars
export { barColumns, columnBars } from './bars/barColumns.js'
export { barsBetween } from './bars/barsBetween.js'
export { type BarsOptions, barRows, barsOf } from './bars/barsOf.js'
export { filterBars } from './bars/filterBars.js'
export { marketAfter } from './bars/marketAfter.js'
// csv
export type { DateOrder } from './csv/csvClock.js'
export type { CsvColumn } from './csv/csvHeader.js'
export { csvTable } from './csv/csvTable.js'
export { barsToCsv } from './csv/barsToCsv.js'
export { type CsvOptions, parseCsv } from './csv/parseCsv.js'
// cleaning
export { dropFlaws } from './clean/dropFlaws.js'
export type { Flaw } from './clean/flaw.js'
export { inspectBars } from './clean/inspectBars.js'
// many series
export { adjustBars, scaleBars } from './align/adjustBars.js'
export { type FrameOptions, frame } from './align/frame.js'
export { type MergeOptions, mergeFacts } from './align/mergeFacts.js'
export { returnsOf } from './align/returnsOf.js'
// resampling
export { barBuilder } from './resample/barBuilder.js'
export type { BarSize } from './resample/barSize.js'
export { resampleBars } from './resample/resampleBars.js'
// the order book
export { type OrderBook, orderBook } from './book/orderBook.js'
// histories and caches
export { memoryCache, type MemoryCacheOptions } from './cache/memoryCache.js'
export { tieredCache } from './cache/tieredCache.js'
export { cachedHistory } from './history/cachedHistory.js'
export { type KnownSeries, knownFacts, knownSeries } from './history/knownFacts.js'
export { type BarsVersion, memoryHistory } from './history/memoryHistory.js'
