import type { Calendars, Instruments } from '@bourse/assets'
import type { AccountId, Amount, EpochMs, InstrumentId, MarketView, WorkingOrder } from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import type { BookView } from '@bourse/portfolio'

/** Money in the account's currency; `use` = required / equity. */
export interface MarginView {
  of(account: AccountId): { readonly required: Amount; readonly equity: Amount; readonly use: number } | undefined
}

/** All a rule may see. `correlation` of two listings' returns, NaN when unknown. */
export type RiskContext = {
  readonly now: EpochMs
  readonly book: BookView
  readonly working: readonly WorkingOrder[]
  readonly market: MarketView
  readonly rates: FxRates
  readonly instruments: Instruments
  readonly calendars: Calendars
  readonly margin: MarginView
  readonly correlation: (a: InstrumentId, b: InstrumentId) => number
}
