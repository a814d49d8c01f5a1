// What a venue says of an account when it is asked.
import type { EpochMs, Fill, Sourced, VenuePosition, VenueState } from '@bourse/core'
import { booksOf, type Floor } from './floor.js'
import { workingOf } from './restingOrders.js'

/** Positions over all strategies, as a venue sees them. */
export function venueState(floor: Floor, since: EpochMs): VenueState {
  const { account, told } = floor
  const ledger = booksOf(floor)
  const held = new Map<string, VenuePosition>()
  for (const { instrument } of ledger.positions({ account })) {
    const quantity = ledger.quantity(instrument, { account })
    if (quantity !== 0) held.set(instrument, { instrument, quantity, quantityText: String(quantity) })
  }
  return {
    at: floor.now,
    cash: ledger.cash({ account }),
    positions: [...held.values()],
    working: [...floor.slots.values()].flatMap(({ orders }) => orders.map(workingOf)),
    fills: told.filter((fill): fill is Sourced<Fill> => fill.at >= since),
  }
}
