// The state behind a view, for the functions of this package that need lots: by identity, so that `BookView` stays small
// and a view that somebody else made simply has none.
import { BourseError } from '@bourse/core'
import type { Setup } from '../ledger/setup.js'
import type { State } from '../ledger/state.js'
import type { BookView } from './bookView.js'
import type { Prices } from './prices.js'

/** What a view reads. */
export type Behind = { readonly setup: Setup; readonly stateNow: () => State; readonly prices: Prices }

const behind = /* @__PURE__ */ new WeakMap<BookView, Behind>()

/** Remembers what is behind a view. */
export function keepBehind<V extends BookView>(view: V, what: Behind): V {
  behind.set(view, what)
  return view
}

/** Throws `ledger/no-lots` for a view that is neither a ledger nor a snapshot of one. */
export function behindOf(where: string, view: BookView): Behind {
  const what = behind.get(view)
  if (what !== undefined) return what
  throw new BourseError('ledger/no-lots', `${where}: this book keeps no lots`, {
    details: { where },
    remedy: 'pass a ledger, a snapshot of one, or a book of applyInput',
  })
}
