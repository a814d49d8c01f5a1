// The whole of a book as plain data, and the one trick in it: rows and cells carry the token of the state that may write
// them. A fork shares all of them and takes a token of its own, so that whoever writes first makes a copy of what it
// writes, and of nothing else.
import type { AccountId, Currency, EpochMs, InputOf } from '@bourse/core'
import { createLog, type Log } from './log.js'
import { createSeen, type Seen } from './seen.js'
import type { Style, Terms } from './terms.js'

/**
 * Bought or sold at once, signed. `cost`: its value where profit is counted from, moved by daily settlement; `entry`: its
 * value at the trade; `price` at the trade.
 */
export type Lot = {
  readonly quantity: bigint
  readonly cost: bigint
  readonly entry: bigint
  readonly openedAt: EpochMs
  readonly groupId: string | undefined
}

/** From flat to flat, as it goes. */
export type Trip = {
  opened: EpochMs
  side: 1 | -1
  bought: bigint
  entry: bigint
  sold: bigint
  exit: bigint
  pnl: bigint
  costs: bigint
}

/** A trip that has ended, in the row it was in. */
export type ClosedTrip = Trip & { readonly row: number; readonly closed: EpochMs }

/** One instrument in one account for one strategy. Lots lie from `head` on, oldest first. */
export type Row = {
  token: object
  readonly index: number
  terms: Terms
  readonly style: Style
  readonly account: AccountId
  readonly strategy: string
  lots: Lot[]
  head: number
  quantity: bigint
  cost: bigint
  entry: bigint
  openedAt: EpochMs
  realized: bigint
  fees: bigint
  funding: bigint
  carry: bigint
  trip: Trip | undefined
  /** Grows with every change: what was computed from the row can be kept. */
  changes: number
}

/**
 * One currency in one account for one strategy. balance + receivable = flows + realized - fees + funding + carry - cost of
 * what was paid for + quantity of what is spot: the law of the ledger, per cell, in integers.
 */
export type Cell = {
  token: object
  readonly index: number
  readonly account: AccountId
  readonly strategy: string
  readonly currency: Currency
  balance: bigint
  receivable: bigint
  flows: bigint
  realized: bigint
  fees: bigint
  funding: bigint
  carry: bigint
  residual: bigint
}

/** A corporate action that waits for its day, or a dividend for its payment. */
export type Pending =
  | { readonly due: EpochMs; readonly what: 'action'; readonly action: InputOf<'corporateAction'> }
  | { readonly due: EpochMs; readonly what: 'pay'; readonly cell: number; readonly units: bigint }

/** A book. Rows and cells may have holes: their indices are shared by all forks. */
export type State = {
  token: object
  time: EpochMs
  version: number
  rows: (Row | undefined)[]
  /** Indices of rows in the order they were first opened. */
  order: number[]
  cells: (Cell | undefined)[]
  cellOrder: number[]
  pending: readonly Pending[]
  nextDue: EpochMs
  seen: Seen
  trips: Log<ClosedTrip>
  /** Grows when money or positions move, marks excluded. */
  changes: number
}

export function emptyState(): State {
  return {
    token: {},
    time: Number.NEGATIVE_INFINITY,
    version: 0,
    rows: [],
    order: [],
    cells: [],
    cellOrder: [],
    pending: [],
    nextDue: Number.POSITIVE_INFINITY,
    seen: createSeen(),
    trips: createLog(),
    changes: 0,
  }
}

/** A state that shares everything and may write nothing of it in place; neither may the old one any more. */
export function forkState(state: State): State {
  state.token = {}
  return {
    ...state,
    token: {},
    rows: state.rows.slice(),
    order: state.order.slice(),
    cells: state.cells.slice(),
    cellOrder: state.cellOrder.slice(),
    seen: state.seen.fork(),
    trips: state.trips.fork(),
  }
}

/** The row, made writable. */
export function ownRow(state: State, row: Row): Row {
  if (row.token === state.token) return row
  const copy: Row = {
    ...row,
    token: state.token,
    lots: row.lots.slice(row.head),
    head: 0,
    trip: row.trip === undefined ? undefined : { ...row.trip },
  }
  state.rows[row.index] = copy
  return copy
}

/** The cell, made writable. */
export function ownCell(state: State, cell: Cell): Cell {
  if (cell.token === state.token) return cell
  const copy: Cell = { ...cell, token: state.token }
  state.cells[cell.index] = copy
  return copy
}
