// One input being booked: what may be written, and what the entry will say. Every movement of money and of positions goes
// through the few functions below, so that the law of the cells has to be right only here.
import { type AccountId, type Currency, type EpochMs, type Input, type Money, money } from '@bourse/core'
import { takeLots } from '../lots/lotMethod.js'
import { type ClosedLot, type Closing, closedLotOf } from '../lots/closedLot.js'
import type { LedgerEntry } from './ledgerTypes.js'
import type { Booked } from './rounding.js'
import { cellOf, type Setup } from './setup.js'
import { type Cell, type Lot, ownCell, ownRow, type Row, type State } from './state.js'
import { moneyOfUnits, part, residualDecimals, textOfUnits } from './units.js'

const none: readonly never[] = []

/** What one account and strategy got out of an input, as money only when asked. */
class Movement {
  readonly #balances: { readonly currency: Currency; units: bigint }[] = []
  #closings: Closing[] | undefined
  #realized = 0n
  #residual = 0n
  constructor(
    readonly input: number,
    readonly account: AccountId,
    readonly strategy: string,
    readonly currency: Currency,
    readonly others: readonly Movement[] = none,
  ) {}
  get closed(): readonly ClosedLot[] {
    return (this.#closings ?? []).map((one) => closedLotOf(this, one))
  }
  get cash(): readonly Money[] {
    return this.#balances
      .filter(({ units }) => units !== 0n)
      .map(({ currency, units }) => moneyOfUnits(units, currency))
  }
  get realized(): Money {
    return moneyOfUnits(this.#realized, this.currency)
  }
  get residual(): Money {
    return money(textOfUnits(this.#residual, residualDecimals), this.currency)
  }
  addCash(currency: Currency, units: bigint): void {
    const known = this.#balances.find((one) => one.currency === currency)
    if (known === undefined) this.#balances.push({ currency, units })
    else known.units += units
  }
  addClosing(closing: Closing): void {
    this.#closings ??= []
    this.#closings.push(closing)
  }
  addRealized(realized: bigint, residual: bigint): void {
    if (realized === 0n && residual === 0n) return
    this.#realized += realized
    this.#residual += residual
  }
}

/** An input that is being booked. */
export type Posting = {
  readonly setup: Setup
  readonly state: State
  readonly input: Input
  movements: Movement[]
}

export function entryOf(posting: Posting): LedgerEntry | undefined {
  const [first, ...others] = posting.movements
  if (first === undefined) return undefined
  return others.length === 0 ? first : withOthers(first, others)
}

function withOthers(first: Movement, others: readonly Movement[]): LedgerEntry {
  const { input, account, strategy, cash, realized, residual, closed } = first
  return { input, account, strategy, cash, realized, residual, closed, others }
}

function movementOf(posting: Posting, account: AccountId, strategy: string, currency: Currency): Movement {
  for (const one of posting.movements)
    if (one.account === account && one.strategy === strategy && one.currency === currency) return one
  const made = new Movement(posting.input.seq, account, strategy, currency)
  posting.movements.push(made)
  return made
}

/** Why money came or went. */
export type Reason = 'flows' | 'fees' | 'funding' | 'carry'

/** The cell, writable. */
export function cellFor(posting: Posting, account: AccountId, strategy: string, currency: Currency): Cell {
  return ownCell(posting.state, cellOf(posting.setup, posting.state, account, strategy, currency))
}

/** Money in (> 0) or out, for a reason. */
export function moveCash(
  posting: Posting,
  account: AccountId,
  strategy: string,
  currency: Currency,
  units: bigint,
  reason: Reason,
): void {
  const cell = cellFor(posting, account, strategy, currency)
  cell.balance += units
  if (reason === 'fees') cell.fees -= units
  else cell[reason] += units
  movementOf(posting, account, strategy, currency).addCash(currency, units)
}

/** What is owed before it is paid: income now, money later. */
export function accrue(posting: Posting, row: Row, currency: Currency, units: bigint): Cell {
  const cell = cellFor(posting, row.account, row.strategy, currency)
  cell.receivable += units
  cell.carry += units
  movementOf(posting, row.account, row.strategy, currency)
  if (currency === row.terms.currency) row.carry += units
  return cell
}

/** A fee, paid (> 0) or rebated; in the currency of the position it is told there too. */
export function payFee(posting: Posting, row: Row, currency: Currency, units: bigint): void {
  if (units === 0n) return
  moveCash(posting, row.account, row.strategy, currency, -units, 'fees')
  if (currency !== row.terms.currency) return
  row.fees += units
}

/** The row, writable; whoever asks changes it. */
export function rowFor(posting: Posting, row: Row): Row {
  const own = ownRow(posting.state, row)
  own.changes++
  return own
}

/**
 * A signed quantity changes hands for `total` (its value, signed like it). What closes takes lots by the ledger's method
 * and realises; what opens becomes a lot. `fee`, in the same currency, is paid elsewhere: here it only goes to the costs of
 * the round trip it belongs to.
 */
export function tradeRow(
  posting: Posting,
  row: Row,
  quantity: bigint,
  total: Booked,
  at: EpochMs,
  fee = 0n,
  groupId?: string,
): void {
  const { terms, account, strategy } = row
  const closing = closingPart(row.quantity, quantity)
  const closed = closing === 0n ? 0n : part(total.units, closing, quantity)
  const closingFee = closing === 0n ? 0n : part(fee, closing, quantity)
  if (row.trip !== undefined) row.trip.costs += closingFee
  const realized = closing === 0n ? 0n : closeLots(posting, row, closing, closed, at)
  if (closing !== quantity) {
    const value = total.units - closed
    addLot(posting, row, { quantity: quantity - closing, cost: value, entry: value, openedAt: at, groupId })
  }
  if (row.trip !== undefined) row.trip.costs += fee - closingFee
  bookProfit(posting, row, row.style === 'contract' ? realized : -total.units, realized, -total.residual)
  if (row.style === 'balances' && terms.instrument.kind === 'spot') {
    cellFor(posting, account, strategy, terms.instrument.base).balance += quantity
    movementOf(posting, account, strategy, terms.currency).addCash(terms.instrument.base, quantity)
  }
}

/** The part of a signed quantity that closes what is held. */
function closingPart(held: bigint, quantity: bigint): bigint {
  if (held === 0n || held > 0n === quantity > 0n) return 0n
  const more = held > 0n ? held < -quantity : held > -quantity
  return more ? -held : quantity
}

function closeLots(posting: Posting, row: Row, closing: bigint, value: bigint, at: EpochMs): bigint {
  const movement = movementOf(posting, row.account, row.strategy, row.terms.currency)
  const size = sizeOf(closing)
  let [left, open] = [-value, size]
  const { cost, entry } = takeLots(row, size, posting.setup.config.lots ?? 'fifo', (lot) => {
    open -= sizeOf(lot.quantity)
    const proceeds = open === 0n ? left : part(value, lot.quantity, closing)
    left -= proceeds
    movement.addClosing({ terms: row.terms, lot, proceeds, at })
  })
  row.quantity += closing
  row.cost -= cost
  row.entry -= entry
  const trip = row.trip
  if (trip !== undefined) {
    trip.sold += sizeOf(closing)
    trip.exit -= value
    trip.pnl += -value - entry
    if (row.quantity === 0n) endTrip(posting, row, at)
  }
  return -value - cost
}

/** A lot comes into the row, its sums and its round trip; with average cost all lots are one. */
export function addLot(posting: Posting, row: Row, lot: Lot): void {
  if (row.quantity === 0n) row.openedAt = lot.openedAt
  const side = lot.quantity > 0n ? 1 : -1
  row.trip ??= { opened: lot.openedAt, side, bought: 0n, entry: 0n, sold: 0n, exit: 0n, pnl: 0n, costs: 0n }
  row.trip.bought += sizeOf(lot.quantity)
  row.trip.entry += lot.entry
  row.quantity += lot.quantity
  row.cost += lot.cost
  row.entry += lot.entry
  const first = row.lots[row.head]
  if (posting.setup.config.lots !== 'average' || first === undefined) row.lots.push(lot)
  else
    row.lots[row.head] = {
      ...first,
      quantity: first.quantity + lot.quantity,
      cost: first.cost + lot.cost,
      entry: first.entry + lot.entry,
    }
}

function sizeOf(quantity: bigint): bigint {
  return quantity < 0n ? -quantity : quantity
}

/** The round trip is over. */
export function endTrip(posting: Posting, row: Row, at: EpochMs): void {
  const trip = row.trip
  if (trip === undefined) return
  // Field by field: a spread of doubles is sixteen times as slow in Node 20.
  const { opened, side, bought, entry, sold, exit, pnl, costs } = trip
  posting.state.trips.add({ opened, side, bought, entry, sold, exit, pnl, costs, row: row.index, closed: at })
  row.trip = undefined
}

/** The input moved something here, if only positions: the entry names the place. */
export function touchPlace(posting: Posting, { account, strategy, terms }: Row): void {
  movementOf(posting, account, strategy, terms.currency)
}

/** Cash and profit that came without a trade, whatever became of costs. */
export function bookProfit(posting: Posting, row: Row, paid: bigint, realized: bigint, residual: bigint): void {
  const { account, strategy, terms } = row
  row.realized += realized
  const cell = cellFor(posting, account, strategy, terms.currency)
  cell.balance += paid
  if (realized !== 0n) cell.realized += realized
  if (residual !== 0n) cell.residual += residual
  const movement = movementOf(posting, account, strategy, terms.currency)
  movement.addCash(terms.currency, paid)
  movement.addRealized(realized, residual)
}
