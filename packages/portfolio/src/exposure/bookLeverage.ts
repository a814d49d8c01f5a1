import type { BookFilter, BookView } from '../book/bookView.js'
import { differentHoles } from './bucketSums.js'
import type { Exposure, ExposureHole } from './exposure.js'
import { type ExposureKey, exposuresOf } from './exposuresOf.js'
import type { Valuation } from './valuation.js'

/** Shares of equity: 1.5 = one and a half times. NaN where something is missing, or equity is not above zero. */
export type BookLeverage = {
  readonly gross: number
  readonly net: number
  readonly buckets: readonly Exposure[]
  readonly holes?: readonly ExposureHole[]
}

/**
 * Exposure as shares of equity, by bucket and in total: delta-adjusted notional over what the book is worth.
 *
 * @param filter leverage of one account or strategy, over its own equity
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { bookLeverage, createLedger } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * bookLeverage(book, 'venue', { instruments, market }).buckets // => [{ bucket: 'ARCX', gross: 0.5940594, net: 0.5940594 }]
 */
export function bookLeverage(book: BookView, by: ExposureKey, valuation: Valuation, filter?: BookFilter): BookLeverage {
  const { value } = book.equity(filter)
  const equity = value > 0 ? value : Number.NaN
  let [gross, net] = [0, 0]
  const exposures = exposuresOf(book, by, valuation, filter)
  const buckets = exposures.map((one) => {
    gross += one.gross
    net += one.net
    return { ...one, gross: one.gross / equity, net: one.net / equity }
  })
  const holes = [...exposures.flatMap((one) => one.holes ?? []), ...(Number.isNaN(value) ? book.holes() : [])]
  return {
    gross: gross / equity,
    net: net / equity,
    buckets,
    ...(holes.length === 0 ? {} : { holes: differentHoles(holes) }),
  }
}
