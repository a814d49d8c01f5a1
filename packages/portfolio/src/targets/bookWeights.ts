import { notionalOf } from '@bourse/assets'
import type { InstrumentId } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import { appraiser, type Valuation } from '../exposure/valuation.js'
import { heldUnits } from './heldUnits.js'

/**
 * What the book holds as shares of its equity: value at the mark, notional of margined contracts, coins for the spot
 * listing among `ids` that trades them (else any). NaN where a mark or rate is missing. Weights of unmargined holdings and
 * cash in base add up to 1.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { bookWeights, createLedger } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * bookWeights(book, { instruments, market }).get('SPY@ARCX') // => 0.5940594
 */
export function bookWeights(
  book: BookView,
  valuation: Valuation,
  options: { readonly ids?: readonly InstrumentId[]; readonly filter?: BookFilter } = {},
): ReadonlyMap<InstrumentId, number> {
  const { ids = [], filter = {} } = options
  const equity = book.equity(filter).value
  const { mark, rate } = appraiser(book, valuation)
  const held = heldUnits(book, valuation, ids, [], filter)
  return new Map(
    Array.from(held, ([id, { instrument, quantity }]) => {
      const value =
        instrument === undefined ? Number.NaN : notionalOf(instrument, quantity, mark(id)) * rate(instrument.currency)
      return [id, value / equity]
    }),
  )
}
