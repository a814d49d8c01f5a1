// The read-only face of a book. The live ledger, a snapshot of it and a what-if are three makers of the same one.
import type { AccountId, Amount, Currency, EpochMs, InstrumentId, Money } from '@bourse/core'

/** Narrower where more is named. */
export type BookFilter = {
  readonly account?: AccountId
  readonly strategy?: string
  readonly instrument?: InstrumentId
}

/**
 * What is held of one instrument in one account for one strategy. `quantity` is signed; prices are raw, in the
 * instrument's unit; money is exact and in the currency the instrument settles in. Unrealised profit is in the view,
 * because it needs a mark. `margined`: only what the price moves is paid (of spot: a pair on margin; else its coins are
 * balances too).
 */
export type Position = {
  readonly account: AccountId
  readonly strategy: string
  readonly instrument: InstrumentId
  readonly quantity: number
  readonly quantityText: string
  readonly averagePrice: number
  readonly openedAt: EpochMs
  readonly realized: Money
  readonly fees: Money
  readonly funding: Money
  readonly margined?: boolean
}

/** What an amount in `base` could not be told without. */
export type BookHole = { readonly missing: 'mark' | 'rate' | 'instrument'; readonly of: string }

/**
 * Read-only face of the live ledger, or of a snapshot of it. Amounts are in `base`, and NaN where a mark or a rate is
 * missing: `holes` names them.
 */
export interface BookView {
  readonly base: Currency
  /** Of the newest input that was applied. */
  readonly time: EpochMs
  /** Grows whenever anything this view answers may have changed, marks included: what was computed from it can be kept. */
  readonly version: number
  quantity(instrument: InstrumentId, filter?: BookFilter): number
  /** Open positions only, in the order they were first opened. */
  positions(filter?: BookFilter): Iterable<Position>
  /** Exact balances, one per currency. */
  cash(filter?: BookFilter): readonly Money[]
  /** Cash and what positions are worth. */
  equity(filter?: BookFilter): Amount
  unrealized(filter?: BookFilter): Amount
  holes(): readonly BookHole[]
}
