import type { Amount } from './amount.js'
import type { AccountId, InstrumentId } from './ids.js'
import type { Money } from './money.js'
import type { WorkingOrder } from './orderState.js'
import type { EpochMs } from './time.js'

/** What a venue says we hold: truth to reconcile against. Quantity is signed. `working`: orders that a run takes over. */
export type AccountSnapshot = {
  readonly kind: 'accountSnapshot'
  readonly account: AccountId
  readonly cash: readonly Money[]
  readonly positions: readonly VenuePosition[]
  readonly working?: readonly WorkingOrder[]
}
/** One position as the venue counts it; text keeps its digits. */
export type VenuePosition = {
  readonly instrument: InstrumentId
  readonly quantity: number
  readonly quantityText: string
  readonly averagePrice?: number
}
/** `amount` > 0 comes in. */
export type CashMove = {
  readonly kind: 'cashMove'
  readonly account: AccountId
  readonly strategy?: string
  readonly moveId: string
  readonly reason:
    | 'deposit'
    | 'withdrawal'
    | 'transfer'
    | 'interest'
    | 'borrow'
    | 'fee'
    | 'funding'
    | 'dividend'
    | 'other'
  readonly amount: Money
  /** What it was paid for: the perpetual of a funding, the share of a dividend. */
  readonly instrument?: InstrumentId
}
/**
 * A position goes to another account or strategy, with its lots and what they cost. `quantity` > 0 is taken from what is
 * held, long or short. Money goes by two cash moves.
 */
export type PositionTransfer = {
  readonly kind: 'positionTransfer'
  readonly transferId: string
  readonly account: AccountId
  readonly strategy: string
  readonly toAccount: AccountId
  readonly toStrategy: string
  readonly instrument: InstrumentId
  readonly quantity: number
}
/** A difference somebody accepted by name. Both given: `cash` is what the change of `quantity` (signed) brought or cost. */
export type Adjustment = {
  readonly kind: 'adjustment'
  readonly account: AccountId
  readonly strategy?: string
  readonly instrument?: InstrumentId
  readonly quantity?: number
  readonly cash?: Money
  readonly who: string
  readonly why: string
}
/** The account has less than its positions ask for: where `equity` is not back above `required` by `dueBy`, the venue closes positions. */
export type MarginCall = {
  readonly kind: 'marginCall'
  readonly account: AccountId
  readonly required: Amount
  readonly equity: Amount
  readonly dueBy: EpochMs
}
/** Everything about an account that is not an order. */
export type AccountFact = AccountSnapshot | CashMove | PositionTransfer | Adjustment | MarginCall
