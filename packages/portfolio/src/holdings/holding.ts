import type { AccountId, Amount, ComboLeg } from '@bourse/core'

/**
 * What a strategy thinks of as one position: one instrument, or the legs of one group. `entry` is the net price per
 * unit; `daysToExpiry` is Infinity where nothing expires; `profitShare` is the share of the credit or debit at entry
 * that has been earned (1 = all of it).
 */
export type Holding = {
  readonly account: AccountId
  readonly strategy: string
  readonly groupId?: string
  readonly legs: readonly ComboLeg[]
  readonly quantity: number
  readonly entry: number
  readonly unrealized: Amount
  readonly daysToExpiry: number
  readonly profitShare: number
  readonly heldMs: number
}
