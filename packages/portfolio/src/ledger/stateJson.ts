// A book as JSON: integers as text, by the names of accounts, strategies and instruments, so that it can be loaded into a
// ledger that numbered them otherwise.
import {
  type AccountId,
  badText,
  type InputOf,
  type InstrumentId,
  inputFromJson,
  inputToJson,
  isBourseError,
  type Json,
  numberFromJson,
  numberToJson,
} from '@bourse/core'
import { setPending } from './corporateAction.js'
import { createLog } from './log.js'
import { createSeen, type SeenKey } from './seen.js'
import { cellOf, rowOf, type Setup, slotOf } from './setup.js'
import { type ClosedTrip, emptyState, type Lot, type Pending, type State, type Trip } from './state.js'

const format = 'bourse-ledger-1'
const rowSums = ['quantity', 'cost', 'entry', 'realized', 'fees', 'funding', 'carry'] as const
const cellSums = ['balance', 'receivable', 'flows', 'realized', 'fees', 'funding', 'carry', 'residual'] as const
const tripSums = ['bought', 'entry', 'sold', 'exit', 'pnl', 'costs'] as const

/** What `load` takes. */
export function stateToJson(state: State): Json {
  const rowNames = new Map(state.order.map((index, i) => [index, i]))
  const cellNames = new Map(state.cellOrder.map((index, i) => [index, i]))
  return {
    format,
    time: numberToJson(state.time),
    rows: state.order.map((index) => {
      const row = state.rows[index]!
      return {
        instrument: row.terms.id,
        account: row.account,
        strategy: row.strategy,
        openedAt: numberToJson(row.openedAt),
        ...sumsToJson(row, rowSums),
        lots: row.lots.slice(row.head).map(lotToJson),
        trip: row.trip === undefined ? null : tripToJson(row.trip),
      }
    }),
    cells: state.cellOrder.map((index) => {
      const cell = state.cells[index]!
      const { account, strategy, currency } = cell
      return { account, strategy, currency, ...sumsToJson(cell, cellSums) }
    }),
    pending: state.pending.map((one) => {
      const due = numberToJson(one.due)
      if (one.what === 'pay') return { due, pay: String(one.units), cell: cellNames.get(one.cell)! }
      return { due, action: inputToJson(one.action) }
    }),
    seen: state.seen.keys(),
    trips: state.trips
      .items()
      .map((trip) => ({ ...tripToJson(trip), row: rowNames.get(trip.row)!, closed: trip.closed })),
  }
}

/** The way back; throws `input/parse` on what `stateToJson` did not make and `input/unknown-instrument`. */
export function stateFromJson(setup: Setup, json: Json, version: number): State {
  const saved = json as unknown as Saved | null
  if (saved?.format !== format) throw badText('ledger.load', 'state', typeof json, `what save() gave, ${format}`)
  try {
    return stateOf(setup, saved, version)
  } catch (error) {
    if (isBourseError(error)) throw error
    // A list that is none, a number that is no integer: whoever wrote it, it was not save().
    throw badText(
      'ledger.load',
      'state',
      error instanceof Error ? error.message : 'broken',
      'what save() gave, unchanged',
    )
  }
}

function stateOf(setup: Setup, saved: Saved, version: number): State {
  const state = emptyState()
  state.time = saved.time ?? Number.NEGATIVE_INFINITY
  state.version = version
  state.changes = version
  const rowIndices = saved.rows.map((one) => {
    const row = rowOf(setup, state, slotOf(setup, one.instrument), one.account, one.strategy)
    Object.assign(row, sumsFromJson(one, rowSums))
    row.openedAt = numberFromJson(one.openedAt)
    row.lots = one.lots.map(lotFromJson)
    row.trip = one.trip === null ? undefined : tripFromJson(one.trip)
    return row.index
  })
  const cellIndices = saved.cells.map((one) => {
    const cell = cellOf(setup, state, one.account, one.strategy, one.currency)
    Object.assign(cell, sumsFromJson(one, cellSums))
    return cell.index
  })
  setPending(
    state,
    saved.pending.map((one): Pending => {
      const due = one.due ?? Number.POSITIVE_INFINITY
      if ('action' in one)
        return { due, what: 'action', action: inputFromJson(one.action) as InputOf<'corporateAction'> }
      return { due, what: 'pay', cell: cellIndices[one.cell]!, units: BigInt(one.pay) }
    }),
  )
  state.seen = createSeen(saved.seen)
  const trips = saved.trips.map(
    (one): ClosedTrip => ({ ...tripFromJson(one), row: rowIndices[one.row]!, closed: one.closed }),
  )
  state.trips = createLog(trips)
  return state
}

type Texts<K extends string> = { readonly [P in K]: string }
type SavedLot = { readonly q: string; readonly c: string; readonly e: string; readonly at: number; readonly g?: string }
type SavedTrip = Texts<(typeof tripSums)[number]> & { readonly opened: number; readonly side: number }
type Place = { readonly account: AccountId; readonly strategy: string }
type Saved = {
  readonly format: string
  readonly time: number | null
  readonly rows: readonly (Place &
    Texts<(typeof rowSums)[number]> & {
      readonly instrument: InstrumentId
      readonly openedAt: number | null
      readonly lots: readonly SavedLot[]
      readonly trip: SavedTrip | null
    })[]
  readonly cells: readonly (Place & Texts<(typeof cellSums)[number]> & { readonly currency: string })[]
  readonly pending: readonly ({ readonly due: number | null } & (
    | { readonly pay: string; readonly cell: number }
    | { readonly action: Json }
  ))[]
  readonly seen: readonly SeenKey[]
  readonly trips: readonly (SavedTrip & { readonly row: number; readonly closed: number })[]
}

function sumsToJson<K extends string>(from: { readonly [P in K]: bigint }, names: readonly K[]): Texts<K> {
  return Object.fromEntries(names.map((name) => [name, String(from[name])])) as Texts<K>
}

function sumsFromJson<K extends string>(from: Texts<K>, names: readonly K[]): { [P in K]: bigint } {
  return Object.fromEntries(names.map((name) => [name, BigInt(from[name])])) as { [P in K]: bigint }
}

function lotToJson({ quantity, cost, entry, openedAt, groupId }: Lot): SavedLot {
  const lot = { q: String(quantity), c: String(cost), e: String(entry), at: openedAt }
  return groupId === undefined ? lot : { ...lot, g: groupId }
}

function lotFromJson({ q, c, e, at, g }: SavedLot): Lot {
  return { quantity: BigInt(q), cost: BigInt(c), entry: BigInt(e), openedAt: at, groupId: g }
}

function tripToJson(trip: Trip): SavedTrip {
  return { opened: trip.opened, side: trip.side, ...sumsToJson(trip, tripSums) }
}

function tripFromJson(saved: SavedTrip): Trip {
  return { opened: saved.opened, side: saved.side < 0 ? -1 : 1, ...sumsFromJson(saved, tripSums) }
}
