import { type Bars, createMarketRecord, type MarketRecord } from '@bourse/core'
import { barAt } from './barsOf.js'

/**
 * The market as it stands after the last bar of each series: what books, reports and allocations read prices from. Each
 * price has the age of its bar; a series without a close has none. More can be observed into it.
 *
 * @example
 * import { marketAfter, parseCsv } from '@bourse/data'
 * const spy = parseCsv('date,close\n1970-01-02,600\n1970-01-03,606', { id: 'SPY@ARCX', span: '1d' })
 * marketAfter([spy]).mark('SPY@ARCX') // => { value: 606, at: 259200000, source: 'last/bars' }
 */
export function marketAfter(series: readonly Bars[]): MarketRecord {
  const market = createMarketRecord()
  for (const [seq, bars] of series.entries()) {
    const row = bars.close.findLastIndex((close) => Number.isFinite(close))
    if (row < 0) continue
    const bar = barAt(bars, row, 'bars')
    market.observe({ ...bar, seq, time: bar.at })
  }
  return market
}
