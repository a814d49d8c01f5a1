import type { Input } from '@bourse/core'
import { behindOf } from '../book/bookState.js'
import type { BookView } from '../book/bookView.js'
import { snapshotOf } from '../book/snapshotOf.js'
import type { LedgerConfig, LedgerEntry } from './ledgerTypes.js'
import { openingState } from './openingState.js'
import { postInput } from './post.js'
import { setupOf } from './setup.js'
import { forkState } from './state.js'

/** A book and what the input did to get there. */
export type BookStep = { readonly book: BookView; readonly entry: LedgerEntry | undefined }

/**
 * The book before anything happened, for `applyInput`.
 *
 * @example
 * import { openingBook } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, formatMoney, money } from '@bourse/core'
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord(),
 *   cash: [{ account: 'paper', money: money('5', 'USD') }] })
 * book.cash().map((sum) => formatMoney(sum)) // => ['5 USD']
 */
export function openingBook(config: LedgerConfig): BookView {
  const setup = setupOf(config)
  return snapshotOf(setup, openingState(setup))
}

/**
 * The book after an input, the one before staying what it was: the ledger as a pure function, to the same digits. Takes
 * what `openingBook`, `ledger.snapshot()` or `applyInput` made; marks and rates are those of the ledger's market at the
 * moment. Throws as the ledger does. It costs two flat lists per call, so a long history goes through `createLedger`.
 *
 * @example
 * import { applyInput, openingBook } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, formatMoney, money } from '@bourse/core'
 * const before = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord() })
 * const { book } = applyInput(before, { kind: 'cashMove', account: 'paper', moveId: 'm1', reason: 'deposit',
 *   amount: money('100', 'USD'), seq: 1, time: 5, at: 5, source: 'bank' })
 * book.cash().map((sum) => formatMoney(sum)) // => ['100 USD']
 * before.cash().length // => 0
 */
export function applyInput(book: BookView, input: Input): BookStep {
  const { setup, stateNow } = behindOf('applyInput', book)
  const state = forkState(stateNow())
  const entry = postInput(setup, state, input)
  return { book: snapshotOf(setup, state), entry }
}
