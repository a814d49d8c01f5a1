import { cellOf, type Setup } from './setup.js'
import { emptyState, type State } from './state.js'
import { unitsOfMoney } from './units.js'

/** The balances a ledger starts with, which belong to no strategy. */
export function openingState(setup: Setup): State {
  const state = emptyState()
  for (const { account, money } of setup.opening) {
    const cell = cellOf(setup, state, account, '', money.currency)
    const units = unitsOfMoney('createLedger', 'cash', money)
    cell.balance += units
    cell.flows += units
  }
  return state
}
