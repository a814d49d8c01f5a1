// A state read through `BookView`. What is asked often is kept: positions until a row changes, sums until the version does.
import type { AccountId, Amount, Currency, EpochMs, InstrumentId } from '@bourse/core'
import type { Setup, Slot } from '../ledger/setup.js'
import type { Cell, Row, State } from '../ledger/state.js'
import { worthAt } from '../ledger/terms.js'
import { moneyOfUnits, numberOfUnits } from '../ledger/units.js'
import type { BookFilter, BookHole, BookView, Position } from './bookView.js'
import { positionOf } from './positionOf.js'
import type { Prices } from './prices.js'

type Kept = {
  readonly changes: number
  readonly row: Row
  readonly slot: Slot
  /** Made when somebody asks for positions. */
  position: Position | undefined
  readonly quantity: number
  readonly cost: number
  marks: number
  value: number
}

/**
 * The view of whatever state `stateNow` answers. A class, because an object literal with getters is a dictionary to the
 * engine that runs it: every read of anything on it would be a search.
 */
export class StateView implements BookView {
  readonly base: BookView['base']
  readonly quantity: BookView['quantity']
  readonly positions: BookView['positions']
  readonly cash: BookView['cash']
  readonly equity: BookView['equity']
  readonly unrealized: BookView['unrealized']
  readonly holes: BookView['holes']
  readonly #stateNow: () => State

  constructor(setup: Setup, stateNow: () => State, prices: Prices) {
    const answers = answersOf(setup, stateNow, prices)
    this.base = setup.config.base
    this.quantity = answers.quantity
    this.positions = answers.positions
    this.cash = answers.cash
    this.equity = answers.equity
    this.unrealized = answers.unrealized
    this.holes = answers.holes
    this.#stateNow = stateNow
  }

  get time(): EpochMs {
    return this.#stateNow().time
  }
  get version(): number {
    return this.#stateNow().version
  }
}

function answersOf(setup: Setup, stateNow: () => State, prices: Prices): Omit<BookView, 'base' | 'time' | 'version'> {
  const kept: (Kept | undefined)[] = []
  let open: readonly Kept[] = []
  let positions: readonly Position[] | undefined
  let openVersion = Number.NaN
  let loose: readonly { readonly currency: Currency; readonly value: number }[] = []
  let looseVersion = Number.NaN
  let [equityVersion, equity] = [Number.NaN, 0]

  const keep = (row: Row): Kept => {
    const known = kept[row.index]
    if (known !== undefined && known.row === row && known.changes === row.changes) return known
    const made: Kept = {
      changes: row.changes,
      row,
      slot: setup.slots.get(row.terms.id)!,
      position: undefined,
      quantity: numberOfUnits(row.quantity),
      cost: numberOfUnits(row.cost),
      marks: Number.NaN,
      value: Number.NaN,
    }
    kept[row.index] = made
    return made
  }
  const openNow = (): readonly Kept[] => {
    const state = stateNow()
    if (openVersion === state.changes) return open
    openVersion = state.changes
    const now: Kept[] = []
    for (const index of state.order) {
      const row = state.rows[index]
      if (row === undefined || row.quantity === 0n) continue
      now.push(keep(row))
    }
    open = now
    positions = undefined
    return open
  }
  const rateOf = ratesOnce(setup.config.base, prices)
  /** Worth at the mark, read again when a price of the instrument has come through the ledger. */
  const keptValue = (one: Kept): number => {
    if (one.marks !== one.slot.marks) {
      one.value = worthAt(one.row.terms, prices.mark(one.row), one.quantity)
      one.marks = one.slot.marks
    }
    return one.value
  }
  /** Profit not yet paid, in the row's currency. */
  const openProfit = (one: Kept): number => keptValue(one) - one.cost
  const sumOpen = (filter: BookFilter | undefined, of: (one: Kept) => number): number => {
    let total = 0
    for (const one of openNow())
      if (filter === undefined || isOf(filter, setup, one.row)) total += of(one) * rateOf(one.row.terms.currency)
    return total
  }
  /** What a position adds to equity besides cash. */
  const worthOf = (one: Kept): number => (one.row.style === 'contract' ? openProfit(one) : keptValue(one))
  const looseNow = (filter: BookFilter | undefined): typeof loose => {
    const state = stateNow()
    if (filter === undefined && looseVersion === state.changes) return loose
    const found: { readonly currency: Currency; readonly value: number }[] = []
    for (const [currency, units] of looseCash(state, filter))
      if (units !== 0n) found.push({ currency, value: numberOfUnits(units) })
    if (filter !== undefined) return found
    looseVersion = state.changes
    loose = found
    return loose
  }
  const equityOf = (filter: BookFilter | undefined): number => {
    const positions = sumOpen(filter, worthOf)
    if (filter?.instrument !== undefined) return positions
    let total = positions
    for (const { currency, value } of looseNow(filter)) total += value * rateOf(currency)
    return total
  }
  const amount = (value: number): Amount => ({ currency: setup.config.base, value })

  return {
    quantity(instrument, filter) {
      const state = stateNow()
      const slot = setup.slots.get(instrument)
      if (slot === undefined) return 0
      if (filter?.instrument !== undefined && filter.instrument !== instrument) return 0
      let total = 0n
      let only: Row | undefined
      for (const { index, account, strategy } of slot.places) {
        if (filter?.account !== undefined && filter.account !== account) continue
        if (filter?.strategy !== undefined && filter.strategy !== strategy) continue
        const row = state.rows[index]
        if (row === undefined || row.quantity === 0n) continue
        only = total === 0n && only === undefined ? row : undefined
        total += row.quantity
      }
      return only !== undefined ? keep(only).quantity : numberOfUnits(total)
    },
    positions(filter) {
      const all = openNow()
      if (filter !== undefined) return all.filter(({ row }) => isOf(filter, setup, row)).map(positionIn)
      positions ??= all.map(positionIn)
      return positions
    },
    cash(filter) {
      const sums = new Map<Currency, bigint>()
      for (const cell of cellsOf(stateNow(), filter))
        sums.set(cell.currency, (sums.get(cell.currency) ?? 0n) + cell.balance)
      return [...sums].map(([currency, units]) => moneyOfUnits(units, currency))
    },
    equity(filter) {
      if (filter !== undefined) return amount(equityOf(filter))
      const { version } = stateNow()
      if (equityVersion !== version) {
        equity = equityOf(undefined)
        equityVersion = version
      }
      return amount(equity)
    },
    unrealized: (filter) => amount(sumOpen(filter, openProfit)),
    holes: () => holesOf(setup, stateNow(), prices),
  }
}

function ratesOnce(base: Currency, prices: Prices): (currency: Currency) => number {
  return (currency) => (currency === base ? 1 : prices.rate(currency))
}

function positionIn(kept: Kept): Position {
  kept.position ??= positionOf(kept.row)
  return kept.position
}

function isOf({ account, strategy, instrument }: BookFilter, setup: Setup, row: Row): boolean {
  return (
    (account === undefined || row.account === account) &&
    (strategy === undefined || row.strategy === strategy) &&
    (instrument === undefined || isInstrument(setup, row, instrument))
  )
}

function isInstrument(setup: Setup, row: Row, instrument: InstrumentId): boolean {
  return row.terms.id === instrument || setup.slots.get(instrument)?.terms.key === row.terms.key
}

function* cellsOf(state: State, filter: BookFilter | undefined): Generator<Cell> {
  for (const index of state.cellOrder) {
    const cell = state.cells[index]
    if (cell !== undefined && isAt(filter, cell)) yield cell
  }
}

function isAt(
  filter: BookFilter | undefined,
  { account, strategy }: { account: AccountId; strategy: string },
): boolean {
  return (
    (filter?.account === undefined || filter.account === account) &&
    (filter?.strategy === undefined || filter.strategy === strategy)
  )
}

// Balances and what is owed on its day, less the coins that are counted as positions.
function looseCash(state: State, filter: BookFilter | undefined): Map<Currency, bigint> {
  const sums = new Map<Currency, bigint>()
  for (const index of state.cellOrder) {
    const cell = state.cells[index]
    if (cell === undefined || !isAt(filter, cell)) continue
    const own = cell.receivable === 0n ? cell.balance : cell.balance + cell.receivable
    const before = sums.get(cell.currency)
    sums.set(cell.currency, before === undefined ? own : before + own)
  }
  for (const row of state.rows) {
    if (row === undefined || row.style !== 'balances' || row.quantity === 0n || !isAt(filter, row)) continue
    const { instrument } = row.terms
    if (instrument.kind === 'spot') sums.set(instrument.base, (sums.get(instrument.base) ?? 0n) - row.quantity)
  }
  return sums
}

function holesOf(setup: Setup, state: State, prices: Prices): readonly BookHole[] {
  const holes = new Map<string, BookHole>()
  const add = (missing: BookHole['missing'], of: string): void => {
    holes.set(`${missing} ${of}`, { missing, of })
  }
  const needRate = (currency: Currency): void => {
    if (currency !== setup.config.base && Number.isNaN(prices.rate(currency))) add('rate', currency)
  }
  for (const index of state.order) {
    const row = state.rows[index]
    if (row === undefined || row.quantity === 0n) continue
    if (setup.config.instruments.find(row.terms.id) === undefined) add('instrument', row.terms.id)
    if (!Number.isFinite(worthAt(row.terms, prices.mark(row), 1))) add('mark', row.terms.id)
    needRate(row.terms.currency)
  }
  for (const [currency, units] of looseCash(state, undefined)) if (units !== 0n) needRate(currency)
  for (const one of state.pending)
    if (one.due === Number.POSITIVE_INFINITY && one.what === 'action' && 'into' in one.action)
      add('instrument', one.action.into)
  return [...holes.values()]
}
