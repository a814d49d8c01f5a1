import { type AccountId, BourseError, badArgument, type InstrumentId } from '@bourse/core'
import { findRow, type Slot } from './setup.js'
import type { Row, State } from './state.js'
import { digitsOf, textOfUnits, unitsOf } from './units.js'

/** What is asked of a position. */
export type Demand = {
  readonly account: AccountId
  readonly strategy: string
  readonly instrument: InstrumentId
  readonly quantity: number
}

/**
 * The row that holds at least `quantity` > 0, long (1), short (-1) or either (0), and that quantity in units. Throws
 * `ledger/not-held` where there is none.
 */
export function heldRow(state: State, slot: Slot, demand: Demand, side: 1 | -1 | 0): { row: Row; size: bigint } {
  const { account, strategy, instrument, quantity } = demand
  if (!(quantity > 0) || quantity === Number.POSITIVE_INFINITY)
    throw badArgument('ledger', 'quantity', quantity, 'a finite number > 0')
  const size = unitsOf('ledger', 'quantity', digitsOf('ledger', 'quantity', String(quantity)))
  const row = findRow(state, slot, account, strategy)
  const signed = row?.quantity ?? 0n
  const held = signed < 0n ? -signed : signed
  if (row !== undefined && size <= held && (side === 0 || signed > 0n === side > 0)) return { row, size }
  const wanted = `${quantity}${side === 0 ? '' : side > 0 ? ' long' : ' short'}`
  const told = textOfUnits(signed)
  const message = `${account}, strategy ${JSON.stringify(strategy)}, holds ${told} of ${instrument}, not ${wanted}`
  throw new BourseError('ledger/not-held', message, {
    details: { account, strategy, instrument, quantity, held: told },
    remedy: 'reconcile the book with the venue first',
  })
}
