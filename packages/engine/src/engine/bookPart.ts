// A strategy's part of the book, as a book: what it did, and the capital it was given.
import type { Amount, Currency } from '@bourse/core'
import type { BookFilter, BookView } from '@bourse/portfolio'

/**
 * `ownCapital` is what the strategy was given, in the base currency: its equity is that and what it has made. Asked of
 * one account or instrument, equity is what it made there.
 */
export function bookPart(book: BookView, strategy: string, ownCapital: () => number): BookView {
  const own: BookFilter = { strategy }
  const narrowed = (filter?: BookFilter): BookFilter => (filter === undefined ? own : { ...filter, strategy })
  return {
    get base(): Currency {
      return book.base
    },
    get time() {
      return book.time
    },
    get version() {
      return book.version
    },
    quantity: (instrument, filter) => book.quantity(instrument, narrowed(filter)),
    positions: (filter) => book.positions(narrowed(filter)),
    cash: (filter) => book.cash(narrowed(filter)),
    equity(filter): Amount {
      const made = book.equity(narrowed(filter))
      const whole = filter?.account === undefined && filter?.instrument === undefined
      return whole ? { currency: book.base, value: made.value + ownCapital() } : made
    },
    unrealized: (filter) => book.unrealized(narrowed(filter)),
    holes: () => book.holes(),
  }
}
