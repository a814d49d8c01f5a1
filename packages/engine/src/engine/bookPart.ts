// A strategy's part of the book, as a book: what it did, and the capital it was given.
import type { Amount, Currency, EpochMs, InstrumentId, Money } from '@bourse/core'
import type { BookFilter, BookHole, BookView, Position } from '@bourse/portfolio'

/**
 * `ownCapital` is what the strategy was given, in the base currency: its equity is that and what it has made. Asked of
 * one account or instrument, equity is what it made there.
 */
export class BookPart implements BookView {
  readonly base: Currency
  readonly #book: BookView
  readonly #own: BookFilter
  readonly #ownCapital: () => number

  constructor(book: BookView, strategy: string, ownCapital: () => number) {
    this.base = book.base
    this.#book = book
    this.#own = { strategy }
    this.#ownCapital = ownCapital
  }

  get time(): EpochMs {
    return this.#book.time
  }
  get version(): number {
    return this.#book.version
  }
  quantity(instrument: InstrumentId, filter?: BookFilter): number {
    return this.#book.quantity(instrument, this.#narrowed(filter))
  }
  positions(filter?: BookFilter): Iterable<Position> {
    return this.#book.positions(this.#narrowed(filter))
  }
  cash(filter?: BookFilter): readonly Money[] {
    return this.#book.cash(this.#narrowed(filter))
  }
  equity(filter?: BookFilter): Amount {
    const made = this.#book.equity(this.#narrowed(filter))
    const whole = filter?.account === undefined && filter?.instrument === undefined
    return whole ? { currency: this.base, value: made.value + this.#ownCapital() } : made
  }
  unrealized(filter?: BookFilter): Amount {
    return this.#book.unrealized(this.#narrowed(filter))
  }
  holes(): readonly BookHole[] {
    return this.#book.holes()
  }

  #narrowed(filter: BookFilter | undefined): BookFilter {
    return filter === undefined ? this.#own : Object.assign({}, filter, this.#own)
  }
}
