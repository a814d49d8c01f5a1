// What a book is read and written by: its terms, checked once, and the directory of rows and cells. Indices are the same in
// all forks of one ledger, so that a fork copies two flat lists and no map.
import type { Instrument } from '@bourse/assets'
import {
  type AccountId,
  BourseError,
  type Currency,
  type InstrumentId,
  type Money,
  moneyOf,
  toAccountId,
} from '@bourse/core'
import type { LedgerConfig } from './ledgerTypes.js'
import { bookingRule } from './rounding.js'
import type { Cell, Row, State } from './state.js'
import { type Style, type Terms, termsOf } from './terms.js'

type Place = { readonly index: number; readonly account: AccountId; readonly strategy: string }
/** An instrument with the places where it has been held. `marks` grows when its price may have moved. */
export type Slot = { terms: Terms; readonly places: Place[]; marks: number }
/** An id whose price has come, looked up once per price. `pair`: it may be a rate. */
export type Priced = { readonly id: InstrumentId; readonly pair: boolean; slot: Slot | undefined }

/** The terms of a ledger and its directory. */
export type Setup = {
  readonly config: LedgerConfig
  readonly opening: readonly { readonly account: AccountId; readonly money: Money }[]
  readonly accounts: ReadonlySet<AccountId> | undefined
  readonly slots: Map<InstrumentId, Slot>
  readonly slotsByKey: Map<string, Slot>
  readonly priced: Map<InstrumentId, Priced>
  /** Most often the next price is of the same. */
  newest: Priced | undefined
  readonly cellPlaces: Map<Currency, Place[]>
  rowCount: number
  cellCount: number
}

export function setupOf(config: LedgerConfig): Setup {
  for (const currency of Object.keys(config.booking ?? {})) bookingRule(config.booking, currency)
  const opening = openingBalances(config)
  const named = [...(config.accounts ?? []), ...opening.map(({ account }) => account)]
  return {
    config,
    opening,
    accounts: named.length === 0 ? undefined : new Set(named.map(toAccountId)),
    slots: new Map(),
    slotsByKey: new Map(),
    priced: new Map(),
    newest: undefined,
    cellPlaces: new Map(),
    rowCount: 0,
    cellCount: 0,
  }
}

function openingBalances({ cash = [] }: LedgerConfig): Setup['opening'] {
  const all = typeof cash === 'string' ? [{ account: 'paper', money: cash } as const] : cash
  return all.map(({ account, money }) => ({ account, money: typeof money === 'string' ? moneyOf(money) : money }))
}

/** Throws `input/unknown-account` where accounts were named and this is none of them. */
export function checkAccount(setup: Setup, account: AccountId): void {
  if (setup.accounts === undefined) {
    toAccountId(account)
    return
  }
  if (setup.accounts.has(account)) return
  throw new BourseError('input/unknown-account', `the ledger keeps no account ${JSON.stringify(account)}`, {
    details: { account: String(account), known: [...setup.accounts] },
    remedy: 'name it in `accounts` of the ledger',
  })
}

/** The instrument's slot; throws `input/unknown-instrument`. */
export function slotOf(setup: Setup, id: InstrumentId): Slot {
  const known = setup.slots.get(id)
  if (known !== undefined) return known
  return addSlot(setup, instrumentOf(setup, id))
}

/** The id among those whose prices come. */
export function pricedOf(setup: Setup, id: InstrumentId): Priced {
  const { newest } = setup
  if (newest !== undefined && newest.id === id) return newest
  let priced = setup.priced.get(id)
  if (priced === undefined) {
    priced = { id, pair: id.includes('/'), slot: setup.slots.get(id) }
    setup.priced.set(id, priced)
  }
  setup.newest = priced
  return priced
}

/** The instrument's terms read again, after they were changed. */
export function renewSlot(setup: Setup, id: InstrumentId): Slot {
  const slot = slotOf(setup, id)
  slot.terms = termsOf(instrumentOf(setup, id), setup.config.booking)
  return slot
}

function instrumentOf(setup: Setup, id: InstrumentId): Instrument {
  const instrument = setup.config.instruments.find(id)
  if (instrument !== undefined) return instrument
  throw new BourseError('input/unknown-instrument', `the ledger's instruments hold no ${JSON.stringify(String(id))}`, {
    details: { id: String(id) },
    remedy: 'add it to the registry the ledger was made with',
  })
}

function addSlot(setup: Setup, instrument: Instrument): Slot {
  const terms = termsOf(instrument, setup.config.booking)
  const shared = setup.slotsByKey.get(terms.key)
  const slot: Slot = { terms, places: shared === undefined ? [] : shared.places, marks: 0 }
  setup.slots.set(instrument.id, slot)
  const priced = setup.priced.get(instrument.id)
  if (priced !== undefined) priced.slot = slot
  if (shared === undefined) setup.slotsByKey.set(terms.key, slot)
  return slot
}

/** The row, if there is one. */
export function findRow(state: State, slot: Slot, account: AccountId, strategy: string): Row | undefined {
  for (const place of slot.places)
    if (place.account === account && place.strategy === strategy) return state.rows[place.index]
  return undefined
}

/** The row, made where there is none, in no case written yet. */
export function rowOf(setup: Setup, state: State, slot: Slot, account: AccountId, strategy: string): Row {
  let place: Place | undefined
  for (const one of slot.places) if (one.account === account && one.strategy === strategy) place = one
  if (place === undefined) {
    place = { index: setup.rowCount++, account, strategy }
    slot.places.push(place)
  }
  const known = state.rows[place.index]
  if (known !== undefined) return known
  const row: Row = {
    token: state.token,
    index: place.index,
    terms: slot.terms,
    style: styleOf(setup, slot.terms, account),
    account,
    strategy,
    lots: [],
    head: 0,
    quantity: 0n,
    cost: 0n,
    entry: 0n,
    openedAt: Number.NaN,
    realized: 0n,
    fees: 0n,
    funding: 0n,
    carry: 0n,
    trip: undefined,
    changes: 0,
  }
  while (state.rows.length < place.index) state.rows.push(undefined)
  state.rows[place.index] = row
  state.order.push(place.index)
  return row
}

/** The cell, made where there is none, in no case written yet. */
export function cellOf(setup: Setup, state: State, account: AccountId, strategy: string, currency: Currency): Cell {
  let places = setup.cellPlaces.get(currency)
  if (places === undefined) {
    places = []
    setup.cellPlaces.set(currency, places)
  }
  let place: Place | undefined
  for (const one of places) if (one.account === account && one.strategy === strategy) place = one
  if (place === undefined) {
    place = { index: setup.cellCount++, account, strategy }
    places.push(place)
  }
  const known = state.cells[place.index]
  if (known !== undefined) return known
  const zero = { balance: 0n, receivable: 0n, flows: 0n, realized: 0n, fees: 0n, funding: 0n, carry: 0n, residual: 0n }
  const cell: Cell = { token: state.token, index: place.index, account, strategy, currency, ...zero }
  while (state.cells.length < place.index) state.cells.push(undefined)
  state.cells[place.index] = cell
  state.cellOrder.push(place.index)
  return cell
}

/** How trades of it move money in an account. */
export function styleOf({ config }: Setup, terms: Terms, account: AccountId): Style {
  if (!terms.spot) return terms.margined ? 'contract' : 'paid'
  return config.marginedSpot?.includes(account) ? 'contract' : 'balances'
}
