import type { AccountId, Money, VenueState, WorkingOrder } from '@bourse/core'
import type { BookView } from '../book/bookView.js'
import { digitsOf, textOfUnits, unitsOf, unitsOfMoney } from '../ledger/units.js'
import type { BookDifference } from './bookDifference.js'

/**
 * Where a venue's word differs from ours, to the last digit: positions (summed over strategies), cash per currency, working
 * orders by client id. Empty: the book is the statement. A spot position is a balance, and is compared as one unless the
 * venue lists it as a position too. `tolerance` in units of cash for venues that round what they tell (default none).
 *
 * @example
 * import { openingBook, reconcileBook } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * const cash = [{ account: 'paper', money: money('100', 'USD') }] as const
 * const book = openingBook({ base: 'USD', instruments: createRegistry([]), market: createMarketRecord(), cash })
 * const told = { at: 5, cash: [money('99.50', 'USD')], positions: [], working: [], fills: [] }
 * reconcileBook(book, [], told, 'paper')
 * // => [{ account: 'paper', what: 'cash', of: 'USD', ours: '100', theirs: '99.5' }]
 */
export function reconcileBook(
  book: BookView,
  working: readonly WorkingOrder[],
  state: VenueState,
  account: AccountId,
  options: { readonly tolerance?: number } = {},
): readonly BookDifference[] {
  return [
    ...positionDifferences(book, state, account),
    ...cashDifferences(book, state.cash, account, options.tolerance ?? 0),
    ...workingDifferences(
      working.filter(({ order }) => order.account === account),
      state.working,
      account,
    ),
  ]
}

function positionDifferences(book: BookView, state: VenueState, account: AccountId): BookDifference[] {
  const ours = new Map<string, bigint>()
  for (const { instrument, quantityText } of book.positions({ account }))
    ours.set(instrument, (ours.get(instrument) ?? 0n) + unitsOfText(quantityText))
  const theirs = new Map<string, bigint>()
  for (const { instrument, quantityText } of state.positions)
    theirs.set(instrument, (theirs.get(instrument) ?? 0n) + unitsOfText(quantityText))
  for (const id of ours.keys()) if (isSpot(id) && !theirs.has(id)) ours.delete(id)
  return differences(ours, theirs, 0n).map((one) => ({ account, what: 'position', ...one }))
}

// By its name, BASE/QUOTE@venue: a book does not know the registry.
function isSpot(id: string): boolean {
  return /^[^/@]+\/[^/@]+@/.test(id)
}

function cashDifferences(
  book: BookView,
  cash: readonly Money[],
  account: AccountId,
  tolerance: number,
): BookDifference[] {
  const sums = (all: readonly Money[]): Map<string, bigint> => {
    const map = new Map<string, bigint>()
    for (const money of all)
      map.set(money.currency, (map.get(money.currency) ?? 0n) + unitsOfMoney('reconcileBook', 'cash', money))
    return map
  }
  const slack = unitsOfText(String(tolerance))
  return differences(sums(book.cash({ account })), sums(cash), slack).map((one) => ({ account, what: 'cash', ...one }))
}

function workingDifferences(
  ours: readonly WorkingOrder[],
  theirs: readonly WorkingOrder[],
  account: AccountId,
): BookDifference[] {
  const tell = ({ order, filled }: WorkingOrder): string =>
    `${order.side} ${order.quantity} ${order.instrument} ${order.type}${'limit' in order ? ` ${order.limit}` : ''}${'stop' in order ? ` ${order.stop}` : ''}, ${filled} filled`
  const byId = (all: readonly WorkingOrder[]): Map<string, string> =>
    new Map(all.map((one) => [one.order.orderId, tell(one)]))
  const [left, right] = [byId(ours), byId(theirs)]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((of): BookDifference[] => {
    const [one, other] = [left.get(of) ?? 'none', right.get(of) ?? 'none']
    return one === other ? [] : [{ account, what: 'working', of, ours: one, theirs: other }]
  })
}

function differences(
  ours: ReadonlyMap<string, bigint>,
  theirs: ReadonlyMap<string, bigint>,
  slack: bigint,
): { of: string; ours: string; theirs: string }[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((of) => {
    const [one, other] = [ours.get(of) ?? 0n, theirs.get(of) ?? 0n]
    const gap = one > other ? one - other : other - one
    return gap <= slack ? [] : [{ of, ours: textOfUnits(one), theirs: textOfUnits(other) }]
  })
}

function unitsOfText(text: string): bigint {
  return unitsOf('reconcileBook', 'quantity', digitsOf('reconcileBook', 'quantity', text))
}
