import type { Amount, Draft, Order, OrderGroup } from '@bourse/core'
import type { BookView } from '../book/bookView.js'
import type { Valuation } from '../exposure/valuation.js'
import { listedFee } from '../targets/listedFee.js'
import { changedBook } from './changedBook.js'
import { filledWays, type OrderLeg, type RouteDefaults } from './orderLegs.js'
import { worstFills } from './worstFills.js'

/**
 * `fills`: `'all'` (default) fills everything, of an OCO its first order; `'worst'` fills whole or not at all, whichever
 * makes gross delta-adjusted exposure largest. `account` and `strategy` where an order names none. `fee` of a fill, by
 * default the listing's schedule.
 */
export type BookAfterOptions = RouteDefaults & {
  readonly fills?: 'all' | 'worst'
  /** Of one filled leg; > 0 is paid. */
  readonly fee?: (leg: OrderLeg) => Amount
}

/**
 * The book if these orders were filled at their limits, market orders at the other side of the quote (the mark where
 * there is none): positions, cash after fees, equity and profit. Exits of a bracket are taken not to fill. Reads on in
 * `book`: pass a snapshot of a live ledger to keep it. A leg without any price leaves cash as it is and makes equity
 * NaN, named by `holes`.
 *
 * @throws BourseError for an unknown instrument, a quantity that is not > 0, an order without account where several could take it
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, formatMoney, money } from '@bourse/core'
 * import { bookAfter, type BookView } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'quote', id: 'SPY@ARCX', bid: 599, ask: 601, bidSize: 9, askSize: 9, seq: 0, time: 0, at: 0, source: 'feed' })
 * const book: BookView = { base: 'USD', time: 0, version: 0, positions: () => [], quantity: () => 0, holes: () => [],
 *   cash: () => [money(1000, 'USD')], equity: () => ({ currency: 'USD', value: 1000 }), unrealized: () => ({ currency: 'USD', value: 0 }) }
 * const order = { instrument: 'SPY@ARCX', account: 'paper', side: 'buy', quantity: 1, type: 'market' } as const
 * const after = bookAfter(book, [order], { instruments, market })
 * after.quantity('SPY@ARCX') // => 1
 * after.equity().value // => 999
 * after.cash().map((sum) => formatMoney(sum)) // => ['399 USD']
 */
export function bookAfter(
  book: BookView,
  orders: readonly (Order | OrderGroup | Draft)[],
  valuation: Valuation,
  options: BookAfterOptions = {},
): BookView {
  const { fills = 'all', fee = listed, ...route } = options
  const ways = orders.map((order) => filledWays(order, book, valuation, route))
  const legs = fills === 'all' ? ways.flatMap(([first]) => first ?? []) : worstFills(ways, book, valuation)
  return changedBook(book, legs, fee, valuation)
}

function listed({ instrument, quantity, price }: OrderLeg): Amount {
  return listedFee(instrument, quantity, price)
}
