import type { AccountId, EpochMs, InstrumentId, Money } from '@bourse/core'
import type { Lot } from '../ledger/state.js'
import type { Terms } from '../ledger/terms.js'
import { moneyOfUnits, numberOfUnits } from '../ledger/units.js'

/**
 * A lot, or a part of one, that was closed. `quantity` as it was held: below zero it was short. `gain` = proceeds - cost,
 * before fees; of a contract that was settled on the way, from the trade itself.
 */
export type ClosedLot = {
  readonly account: AccountId
  readonly strategy: string
  readonly instrument: InstrumentId
  readonly opened: EpochMs
  readonly closed: EpochMs
  readonly quantity: number
  readonly cost: Money
  readonly proceeds: Money
  readonly gain: Money
}

/** A closed lot before anybody reads it. */
export type Closing = { readonly terms: Terms; readonly lot: Lot; readonly proceeds: bigint; readonly at: EpochMs }

export function closedLotOf(
  { account, strategy }: { readonly account: AccountId; readonly strategy: string },
  { terms, lot, proceeds, at }: Closing,
): ClosedLot {
  return {
    account,
    strategy,
    instrument: terms.id,
    opened: lot.openedAt,
    closed: at,
    quantity: numberOfUnits(lot.quantity),
    cost: moneyOfUnits(lot.entry, terms.currency),
    proceeds: moneyOfUnits(proceeds, terms.currency),
    gain: moneyOfUnits(proceeds - lot.entry, terms.currency),
  }
}
