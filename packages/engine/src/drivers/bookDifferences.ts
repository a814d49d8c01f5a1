// What a venue says against what we hold and work on; empty when they agree.
import type { AccountId, VenueState, WorkingOrder } from '@bourse/core'
import type { BookDifference, BookView } from '@bourse/portfolio'

/** Cash below a millionth is rounding; quantities must agree as decimals. */
const cashTolerance = 1e-6

export function bookDifferences(
  book: BookView,
  working: readonly WorkingOrder[],
  state: VenueState,
  account: AccountId,
): readonly BookDifference[] {
  const differences: BookDifference[] = []
  const differ = (what: BookDifference['what'], of: string, ours: string, theirs: string): void => {
    differences.push({ account, what, of, ours, theirs })
  }
  const theirs = new Map(state.positions.map((one) => [one.instrument as string, one.quantity]))
  const ours = new Map<string, number>()
  for (const { instrument, quantity } of book.positions({ account }))
    ours.set(instrument, (ours.get(instrument) ?? 0) + quantity)
  for (const id of new Set([...ours.keys(), ...theirs.keys()])) {
    const [mine, yours] = [ours.get(id) ?? 0, theirs.get(id) ?? 0]
    if (Math.abs(mine - yours) > 1e-9 * Math.max(Math.abs(mine), Math.abs(yours)))
      differ('position', id, String(mine), String(yours))
  }
  const balances = new Map(state.cash.map((one) => [one.currency as string, one.value.toNumber()]))
  const own = new Map(book.cash({ account }).map((one) => [one.currency as string, one.value.toNumber()]))
  for (const currency of new Set([...own.keys(), ...balances.keys()])) {
    const [mine, yours] = [own.get(currency) ?? 0, balances.get(currency) ?? 0]
    if (Math.abs(mine - yours) > cashTolerance) differ('cash', currency, String(mine), String(yours))
  }
  const mineOpen = new Set(working.filter((one) => one.order.account === account).map((one) => one.order.orderId))
  const theirOpen = new Set(state.working.map((one) => one.order.orderId))
  for (const id of theirOpen) if (!mineOpen.has(id)) differ('working', id, 'unknown', 'working')
  for (const id of mineOpen) if (!theirOpen.has(id)) differ('working', id, 'open', 'unknown')
  return differences
}
