import type { Instruments } from '@bourse/assets'
import type { AccountId, Currency, Input, MarketView, Money, MoneyText, Saves } from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import type { BookView } from '../book/bookView.js'
import type { ClosedLot } from '../lots/closedLot.js'
import type { LotMethod } from '../lots/lotMethod.js'
import type { BookingRules } from './rounding.js'

/**
 * What an input did. `cash`: what it added to balances, one per currency. `residual`: what rounding left, booked. `closed`:
 * the lots it closed, for tax reports and wash sales. `others`: the same for every other account and strategy that the input moved (a funding, a split, what fell due before it).
 */
export type LedgerEntry = {
  readonly input: number
  readonly account: AccountId
  readonly strategy: string
  readonly cash: readonly Money[]
  readonly realized: Money
  readonly residual: Money
  readonly closed: readonly ClosedLot[]
  readonly others: readonly Omit<LedgerEntry, 'others'>[]
}

/** What an account begins with in one currency. */
export type OpeningBalance = { readonly account: AccountId; readonly money: Money | MoneyText }

/**
 * Marks and rates are read from `market` and `rates` when a view is asked; the ledger keeps what is owed. What a view has
 * read it keeps until the price of that instrument comes through the ledger, so feed market inputs too, each after the
 * market record has seen it. Only a funding without a price reads its mark while it is applied.
 *
 * `lots`: which are closed first (default fifo). `cash`: opening balances, `'100000 USD'` alone in the account `'paper'`. `accounts`: where they or opening balances are
 * named, facts of any other account are refused. `booking`: how products of price and quantity are rounded in a currency
 * (default 8 decimals, half-even); what a venue states is kept as stated. `toldByVenue`: accounts whose venue reports
 * fundings and dividends as cash moves, so that the market's word of them moves no money there. `marginedSpot`: accounts
 * where a currency pair is a position whose profit is paid, not two balances. `premiums`: what becomes of what an option was
 * bought or sold for when exercise or assignment delivers what is paid for, such as shares. `'realised'` (default): it is
 * profit or loss of the option; `'carried'`: the option realises nothing, and its premium goes into what the shares cost or
 * fetch, as US taxes count it. Cash and equity are the same either way.
 */
export type LedgerConfig = {
  readonly base: Currency
  readonly instruments: Instruments
  readonly market: MarketView
  readonly rates?: FxRates
  readonly lots?: LotMethod
  readonly cash?: MoneyText | readonly OpeningBalance[]
  readonly accounts?: readonly AccountId[]
  readonly booking?: BookingRules
  readonly toldByVenue?: readonly AccountId[]
  readonly marginedSpot?: readonly AccountId[]
  readonly premiums?: 'realised' | 'carried'
}

/** The live book: fed every input in order, asked through `BookView`. */
export interface Ledger extends BookView, Saves {
  /** `undefined` when the input was a duplicate or none of the ledger's business. A throw leaves the book as it was. */
  apply(input: Input): LedgerEntry | undefined
  /** As it is now, marks and rates included; later inputs do not change it. */
  snapshot(): BookView
}
