import type { Instruments } from '@bourse/assets'
import type { AccountId, Currency, Input, MarketView, Money, Saves } from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import type { BookView } from '../book/bookView.js'

/** What an input did. `residual`: what rounding left, booked. */
export type LedgerEntry = {
  readonly input: number
  readonly account: AccountId
  readonly strategy: string
  readonly cash: readonly Money[]
  readonly realized: Money
  readonly residual: Money
}

/** Marks and rates are read from `market` and `rates` at the moment a view is asked; the ledger keeps what is owed. */
export type LedgerConfig = {
  readonly base: Currency
  readonly instruments: Instruments
  readonly market: MarketView
  readonly rates?: FxRates
  readonly lots?: 'fifo' | 'lifo' | 'highest' | 'average'
  readonly cash?: readonly { readonly account: AccountId; readonly money: Money }[]
}

/** The live book: fed every input in order, asked through `BookView`. */
export interface Ledger extends BookView, Saves {
  /** `undefined` when the input was a duplicate or none of the ledger's business. */
  apply(input: Input): LedgerEntry | undefined
  /** As it is now; later inputs do not change it. */
  snapshot(): BookView
}
