import { notionalOf } from '@bourse/assets'
import type { AccountId, InstrumentId } from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import { appraiser, type Valuation } from '../exposure/valuation.js'
import { heldUnits } from './heldUnits.js'

/**
 * What the book holds as shares of its equity: value at the mark, notional of margined contracts, coins for the spot
 * listing among `ids` that trades them (else any). NaN where a mark or rate is missing. Weights of unmargined holdings and
 * cash in base add up to 1.
 *
 * @param options.accounts where balances lie, besides those that hold positions
 */
export function bookWeights(
  book: BookView,
  valuation: Valuation,
  options: {
    readonly ids?: readonly InstrumentId[]
    readonly accounts?: readonly AccountId[]
    readonly filter?: BookFilter
  } = {},
): ReadonlyMap<InstrumentId, number> {
  const { ids = [], accounts = [], filter = {} } = options
  const equity = book.equity(filter).value
  const { mark, rate } = appraiser(book.base, book.time, valuation)
  const held = heldUnits(book, valuation, ids, accounts, filter)
  return new Map(
    Array.from(held, ([id, { instrument, quantity }]) => {
      const value =
        instrument === undefined ? Number.NaN : notionalOf(instrument, quantity, mark(id)) * rate(instrument.currency)
      return [id, value / equity]
    }),
  )
}
