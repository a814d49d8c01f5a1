import { type Instrument, type Instruments, multiplierOf } from '@bourse/assets'
import { type AccountId, dayNumber, type EpochMs, type InstrumentId, toIsoDate } from '@bourse/core'
import { behindOf } from '../book/bookState.js'
import type { BookFilter, BookView } from '../book/bookView.js'
import { priceOfValue } from '../book/positionOf.js'
import type { Row } from '../ledger/state.js'
import { worthAt } from '../ledger/terms.js'
import { numberOfUnits } from '../ledger/units.js'
import type { Holding } from './holding.js'

// The part of one row that belongs to one group, or to none.
type Piece = {
  readonly row: Row
  readonly instrument: Instrument
  quantity: bigint
  entry: bigint
  cost: bigint
  opened: EpochMs
}

/**
 * What strategies think of as one position: the lots that one group of orders bought, together; everything else by
 * instrument. A single instrument has a signed quantity and ratio 1; a group has a quantity > 0 (the greatest that all its
 * legs are whole multiples of, as long as they are whole), signed ratios, and an entry below zero where it brought a credit.
 * Throws `ledger/no-lots` for a book that is no ledger's.
 *
 * @example
 * import { holdingsOf, openingBook } from '@bourse/portfolio'
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord } from '@bourse/core'
 * const instruments = createRegistry([])
 * const book = openingBook({ base: 'USD', instruments, market: createMarketRecord() })
 * holdingsOf(book, instruments).length // => 0
 */
export function holdingsOf(book: BookView, instruments: Instruments, filter: BookFilter = {}): readonly Holding[] {
  const { stateNow, prices } = behindOf('holdingsOf', book)
  const { rows, order } = stateNow()
  const groups = new Map<string, { groupId: string | undefined; pieces: Piece[] }>()
  for (const index of order) {
    const row = rows[index]!
    if (row.quantity === 0n || !isWanted(row, filter)) continue
    for (const [groupId, piece] of piecesOf(row, instruments)) {
      const key = `${row.account} ${row.strategy} ${groupId ?? row.terms.key} ${groupId === undefined}`
      const group = groups.get(key) ?? { groupId, pieces: [] }
      groups.set(key, group)
      group.pieces.push(piece)
    }
  }
  const rateOf = (currency: string): number => (currency === book.base ? 1 : prices.rate(currency))
  return [...groups.values()].map(({ groupId, pieces }) => {
    const first = pieces[0]!
    const single = pieces.length === 1
    const quantity = single ? numberOfUnits(first.quantity) : numberOfUnits(commonSize(pieces))
    const unrealized = pieces.reduce((sum, { row, quantity: held, cost }) => {
      const profit = worthAt(row.terms, prices.mark(row), numberOfUnits(held)) - numberOfUnits(cost)
      return sum + profit * rateOf(row.terms.currency)
    }, 0)
    const paid = pieces.reduce((sum, one) => sum + numberOfUnits(one.entry) * rateOf(one.row.terms.currency), 0)
    const opened = Math.min(...pieces.map((piece) => piece.opened))
    return {
      account: first.row.account,
      strategy: first.row.strategy,
      ...(groupId === undefined ? {} : { groupId }),
      legs: pieces.map((piece) => ({
        instrument: piece.row.terms.id,
        ratio: single ? 1 : numberOfUnits(piece.quantity) / quantity,
      })),
      quantity,
      entry: entryOf(pieces, quantity),
      unrealized: { currency: book.base, value: unrealized },
      daysToExpiry: Math.min(...pieces.map(({ instrument }) => daysTo(instrument, book.time))),
      profitShare: paid === 0 ? Number.NaN : unrealized / Math.abs(paid),
      heldMs: book.time - opened,
    }
  })
}

function isWanted(
  { account, strategy, terms }: Row,
  filter: { readonly account?: AccountId; readonly strategy?: string; readonly instrument?: InstrumentId },
): boolean {
  return (
    (filter.account === undefined || filter.account === account) &&
    (filter.strategy === undefined || filter.strategy === strategy) &&
    (filter.instrument === undefined || filter.instrument === terms.id)
  )
}

function piecesOf(row: Row, instruments: Instruments): Map<string | undefined, Piece> {
  const pieces = new Map<string | undefined, Piece>()
  for (const lot of row.lots.slice(row.head)) {
    const known = pieces.get(lot.groupId)
    if (known === undefined) {
      const instrument = instruments.find(row.terms.id) ?? row.terms.instrument
      const { quantity, entry, cost, openedAt } = lot
      pieces.set(lot.groupId, { row, instrument, quantity, entry, cost, opened: openedAt })
      continue
    }
    known.quantity += lot.quantity
    known.entry += lot.entry
    known.cost += lot.cost
    known.opened = Math.min(known.opened, lot.openedAt)
  }
  return pieces
}

// In units of 1e-18 there is always one; for whole contracts it is the number of structures.
function commonSize(pieces: readonly Piece[]): bigint {
  return pieces.reduce((size, { quantity }) => greatestCommon(size, quantity < 0n ? -quantity : quantity), 0n)
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b]
  while (right !== 0n) [left, right] = [right, left % right]
  return left
}

// Net price per unit, in the price unit of the first leg.
function entryOf(pieces: readonly Piece[], quantity: number): number {
  const { row, entry } = pieces[0]!
  const multiplier = multiplierOf(row.terms.instrument)
  if (pieces.length === 1) return priceOfValue(row.terms.inverse, numberOfUnits(entry), quantity * multiplier)
  return numberOfUnits(pieces.reduce((sum, piece) => sum + piece.entry, 0n)) / (quantity * multiplier)
}

function daysTo(instrument: Instrument, now: EpochMs): number {
  if (instrument.kind === 'outcome') return (instrument.closes - now) / 86_400_000
  if (!('expiry' in instrument) || !Number.isFinite(now)) return Number.POSITIVE_INFINITY
  return dayNumber(instrument.expiry) - dayNumber(toIsoDate(now))
}
