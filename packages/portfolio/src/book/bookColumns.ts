import type { Columns } from '@bourse/core'
import type { BookView } from './bookView.js'

/**
 * Open positions as columns, one row each in the order of `positions()`: account, strategy, instrument, quantity, price at
 * entry, value and unrealised profit in the base currency (NaN where a mark or a rate is missing), time of opening. Works
 * with any book.
 *
 * @example
 * import { bookColumns, openingBook } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord } from '@bourse/core'
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord() })
 * Object.keys(bookColumns(book)).join() // => 'account,strategy,instrument,quantity,averagePrice,value,unrealized,openedAt'
 */
export function bookColumns(book: BookView): Columns {
  const positions = [...book.positions()]
  return {
    account: positions.map(({ account }) => account),
    strategy: positions.map(({ strategy }) => strategy),
    instrument: positions.map(({ instrument }) => instrument),
    quantity: Float64Array.from(positions, ({ quantity }) => quantity),
    averagePrice: Float64Array.from(positions, ({ averagePrice }) => averagePrice),
    value: Float64Array.from(positions, (position) => book.equity(position).value),
    unrealized: Float64Array.from(positions, (position) => book.unrealized(position).value),
    openedAt: Float64Array.from(positions, ({ openedAt }) => openedAt),
  }
}
