import type { Setup } from '../ledger/setup.js'
import { forkState, type State } from '../ledger/state.js'
import { keepBehind } from './bookState.js'
import type { BookView } from './bookView.js'
import { frozenPrices } from './prices.js'
import { StateView } from './stateView.js'

/** A view of the state as it is, prices included. It costs two flat lists; rows are shared until somebody writes them. */
export function snapshotOf(setup: Setup, state: State): BookView {
  const frozen = forkState(state)
  const prices = frozenPrices(setup, frozen)
  const stateNow = (): State => frozen
  return keepBehind(new StateView(setup, stateNow, prices), { setup, stateNow, prices })
}
