import type { AccountId, EpochMs, InstrumentId, Money } from '@bourse/core'

/**
 * Entry to exit of one position, from flat to flat. `quantity` is signed: below zero it was a short. `entry` and `exit` are
 * average prices. Loss < 0 here: it is P&L, not risk; before `costs` (fees in the currency it settles in).
 */
export type RoundTrip = {
  readonly account: AccountId
  readonly strategy: string
  readonly instrument: InstrumentId
  readonly opened: EpochMs
  readonly closed: EpochMs
  readonly quantity: number
  readonly entry: number
  readonly exit: number
  readonly pnl: Money
  readonly costs: Money
}
