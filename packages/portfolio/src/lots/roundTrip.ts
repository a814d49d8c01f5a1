import { multiplierOf } from '@bourse/assets'
import type { AccountId, EpochMs, InstrumentId, Money } from '@bourse/core'
import { behindOf } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import { priceOfValue } from '../book/positionOf.js'
import { moneyOfUnits, numberOfUnits } from '../ledger/units.js'

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

/**
 * All round trips a ledger has seen end, oldest first. Throws `ledger/no-lots` for a book that is no ledger's.
 *
 * @example
 * import { openingBook, roundTripsOf } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord } from '@bourse/core'
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord() })
 * roundTripsOf(book).length // => 0
 */
export function roundTripsOf(book: BookView): readonly RoundTrip[] {
  const { rows, trips } = behindOf('roundTripsOf', book).stateNow()
  return trips.items().map((trip) => {
    const { account, strategy, terms } = rows[trip.row]!
    const contracts = trip.side * multiplierOf(terms.instrument)
    const quantity = trip.side * numberOfUnits(trip.bought)
    return {
      account,
      strategy,
      instrument: terms.id,
      opened: trip.opened,
      closed: trip.closed,
      quantity,
      entry: priceOfValue(terms.inverse, numberOfUnits(trip.entry), contracts * numberOfUnits(trip.bought)),
      exit: priceOfValue(terms.inverse, numberOfUnits(trip.exit), contracts * numberOfUnits(trip.sold)),
      pnl: moneyOfUnits(trip.pnl, terms.currency),
      costs: moneyOfUnits(trip.costs, terms.currency),
    }
  })
}
