// What companies and exchanges do to holders. An action told ahead of its day waits; told again, it corrects itself until
// then. The day begins at midnight UTC: the ledger knows no calendars.
import { BourseError, badArgument, type InputOf, type Json, type Money, toEpochMs } from '@bourse/core'
import { closeAll, heldSlot, holders } from './applyMarket.js'
import { accrue, bookProfit, cellFor, moveCash, type Posting, rowFor, touchPlace, tradeRow } from './posting.js'
import { bookingRule, bookQuotient } from './rounding.js'
import { renewSlot, rowOf, type Slot, slotOf } from './setup.js'
import type { Lot, Pending, Row, State } from './state.js'
import { bringLot, moveLots } from './transfer.js'
import { valueAt } from './terms.js'
import { type Digits, digitsOf, part, powers, unitsOfMoney, whole } from './units.js'

type Action = InputOf<'corporateAction'>
type Doing<A extends Action['action']> = Extract<Action, { readonly action: A }>

/** Applies the action, or keeps it until its day. */
export function takeAction(posting: Posting, action: Action): void {
  const { setup, state } = posting
  checkAction(posting, action)
  const key = keyOf(action)
  if (state.seen.has('action', action.id, key)) return
  const due = toEpochMs(action.exDate)
  if (due <= posting.input.time) {
    dropPending(state, key)
    state.seen.add('action', action.id, key)
    applyAction(posting, action)
  } else if (setup.config.instruments.find(action.id) !== undefined) {
    dropPending(state, key)
    addPending(state, { due, what: 'action', action: { ...action } })
  }
}

/** What waited and is due at `posting.input.time`, in order. */
export function runDue(posting: Posting): void {
  const { state } = posting
  while (state.nextDue <= posting.input.time) {
    const [first, ...rest] = state.pending
    if (first === undefined) break
    setPending(state, rest)
    if (first.what === 'action') {
      if (isStuck(posting, first.action)) {
        addPending(state, { ...first, due: Number.POSITIVE_INFINITY })
        continue
      }
      state.seen.add('action', first.action.id, keyOf(first.action))
      applyAction(posting, first.action)
      continue
    }
    const cell = state.cells[first.cell]!
    const own = cellFor(posting, cell.account, cell.strategy, cell.currency)
    own.receivable -= first.units
    own.carry -= first.units // moveCash books it again, with the money
    moveCash(posting, cell.account, cell.strategy, cell.currency, first.units, 'carry')
  }
}

// Nothing is known of what holders will get: the action waits, and the view names the hole.
function isStuck({ setup }: Posting, action: Action): boolean {
  return 'into' in action && setup.config.instruments.find(action.into) === undefined
}

function keyOf({ action, id, exDate }: Action): string {
  return `${action} ${id} ${exDate}`
}

function dropPending(state: State, key: string): void {
  setPending(
    state,
    state.pending.filter((one) => one.what !== 'action' || keyOf(one.action) !== key),
  )
}

function addPending(state: State, pending: Pending): void {
  setPending(
    state,
    [...state.pending, pending].sort((a, b) => a.due - b.due),
  )
}

/** Sets what waits, and when the first of it is due. */
export function setPending(state: State, pending: readonly Pending[]): void {
  state.pending = pending
  state.nextDue = pending[0]?.due ?? Number.POSITIVE_INFINITY
}

// Everything that could be refused later is refused when it is told.
function checkAction({ setup }: Posting, action: Action): void {
  toEpochMs(action.exDate)
  const positive = (name: string, value: number): void => {
    if (!(value > 0) || value === Number.POSITIVE_INFINITY)
      throw badArgument('ledger', name, value, 'a finite number > 0')
  }
  if (action.action === 'dividend') {
    toEpochMs(action.payDate)
    unitsOfMoney('ledger', 'perShare', action.perShare)
    return
  }
  if (action.action === 'split') {
    positive('numerator', action.numerator)
    positive('denominator', action.denominator)
  } else if (setup.slots.has(action.id)) sameMoney(slotOf(setup, action.id), slotOf(setup, action.into))
  if (action.action === 'spinOff' || action.action === 'merger') {
    if (!(action.ratio === 0 && action.action === 'merger')) positive('ratio', action.ratio)
    if (action.cash !== undefined) unitsOfMoney('ledger', 'cash', action.cash)
  }
  if (action.action === 'spinOff' && !((action.costShare ?? 0) >= 0 && (action.costShare ?? 0) <= 1))
    throw badArgument('ledger', 'costShare', action.costShare, '0-1')
  if ('inLieu' in action && action.inLieu !== undefined) unitsOfMoney('ledger', 'inLieu', action.inLieu)
}

// Lots keep their cost, which is in the currency they settle in, and the way they are paid for.
function sameMoney({ terms: from }: Slot, { terms: to }: Slot): void {
  if (from.currency === to.currency && from.margined === to.margined && from.spot === to.spot) return
  throw new BourseError('input/currency-mismatch', `lots of ${from.id} cannot become lots of ${to.id}`, {
    details: { from: from.id, to: to.id, fromCurrency: from.currency, toCurrency: to.currency },
    remedy: 'book it as two adjustments, at the price and rate you name',
  })
}

function applyAction(posting: Posting, action: Action): void {
  const slot = heldSlot(posting, action.id)
  if (slot === undefined) return
  const { setup } = posting
  if (action.action === 'dividend') payDividend(posting, slot, action)
  else if (action.action === 'split') split(posting, slot, action)
  else if (action.action === 'spinOff') spinOff(posting, slot, action)
  else if (action.action === 'merger') merge(posting, slot, action)
  else if (action.action === 'rename') moveTo(posting, slot, slotOf(setup, action.into), 1)
  else moveTo(posting, slot, renewSlot(setup, action.into), contractsPerOld(action.terms))
}

// New contracts for one old; most adjustments change the terms and not the number.
function contractsPerOld(terms: Json): number {
  const ratio = typeof terms === 'object' && terms !== null && 'ratio' in terms ? terms.ratio : 1
  return typeof ratio === 'number' && ratio > 0 ? ratio : 1
}

// Earned on the ex-date, paid on the payment date; shorts owe it.
function payDividend(posting: Posting, slot: Slot, action: Doing<'dividend'>): void {
  const per = unitsOfMoney('ledger', 'perShare', action.perShare)
  const { currency } = action.perShare
  const rule = bookingRule(posting.setup.config.booking, currency)
  const due = toEpochMs(action.payDate)
  for (const held of holders(posting.state, slot)) {
    if (posting.setup.config.toldByVenue?.includes(held.account)) continue
    const row = rowFor(posting, held)
    const { units, residual } = bookQuotient(per * row.quantity, whole, rule)
    const cell = accrue(posting, row, currency, units)
    cell.residual += residual
    if (due > posting.input.time) addPending(posting.state, { due, what: 'pay', cell: cell.index, units })
    else {
      cell.receivable -= units
      cell.carry -= units
      moveCash(posting, row.account, row.strategy, currency, units, 'carry')
    }
  }
}

function split(posting: Posting, slot: Slot, { numerator, denominator, inLieu }: Doing<'split'>): void {
  const up = digitsOf('ledger', 'numerator', String(numerator))
  const down = digitsOf('ledger', 'denominator', String(denominator))
  const n = up.digits * powers[down.decimals]!
  const d = down.digits * powers[up.decimals]!
  for (const held of holders(posting.state, slot)) {
    const row = rowFor(posting, held)
    const before = row.quantity
    resize(row, (quantity) => part(quantity, n, d))
    if (row.trip !== undefined) {
      row.trip.bought = part(row.trip.bought, n, d)
      row.trip.sold = part(row.trip.sold, n, d)
    }
    if (row.style === 'balances' && row.terms.instrument.kind === 'spot')
      cellFor(posting, row.account, row.strategy, row.terms.instrument.base).balance += row.quantity - before
    payFraction(posting, row, inLieu)
    touchPlace(posting, row)
  }
}

// Each lot is cut towards zero on its own, the last takes what the others left: the sum is right to the last unit.
function resize(row: Row, by: (quantity: bigint) => bigint): void {
  const total = by(row.quantity)
  if (total === 0n) return // below what can be held
  let left = total
  for (let i = row.head; i < row.lots.length; i++) {
    const lot = row.lots[i]!
    const quantity = i === row.lots.length - 1 ? left : by(lot.quantity)
    left -= quantity
    row.lots[i] = { ...lot, quantity }
  }
  row.quantity = total
}

// Fractions are sold at the price the agent named, or kept where none was.
function payFraction(posting: Posting, row: Row, inLieu: Money | undefined): void {
  const fraction = row.quantity % whole
  if (inLieu === undefined || fraction === 0n || inLieu.currency !== row.terms.currency) return
  const price: Digits = { digits: unitsOfMoney('ledger', 'inLieu', inLieu), decimals: 18 }
  tradeRow(posting, row, -fraction, valueAt(row.terms, price, -fraction), posting.input.at)
}

function spinOff(posting: Posting, slot: Slot, action: Doing<'spinOff'>): void {
  const into = slotOf(posting.setup, action.into)
  const ratio = digitsOf('ledger', 'ratio', String(action.ratio))
  const share = digitsOf('ledger', 'costShare', String(action.costShare ?? 0))
  for (const held of holders(posting.state, slot)) {
    const row = rowFor(posting, held)
    const other = rowFor(posting, rowOf(posting.setup, posting.state, into, row.account, row.strategy))
    const born: Lot[] = []
    for (let i = row.head; i < row.lots.length; i++) {
      const lot = row.lots[i]!
      const quantity = (lot.quantity * ratio.digits) / powers[ratio.decimals]!
      if (quantity === 0n) continue
      const cost = (lot.cost * share.digits) / powers[share.decimals]!
      const entry = (lot.entry * share.digits) / powers[share.decimals]!
      row.lots[i] = { ...lot, cost: lot.cost - cost, entry: lot.entry - entry }
      row.cost -= cost
      row.entry -= entry
      if (row.trip !== undefined) row.trip.entry -= entry
      born.push({ ...lot, cost, entry, quantity })
      if (row.style !== 'contract') cellFor(posting, row.account, row.strategy, row.terms.currency).flows -= cost
    }
    for (const lot of born) bringLot(posting, other, lot)
    payPerUnit(posting, row, row.quantity, action.cash)
    payFraction(posting, other, action.inLieu)
    touchPlace(posting, row)
  }
}

/**
 * Shares become others of the same cost. Cash gives cost back first, and only what exceeds it is realised; cash alone closes
 * the position.
 */
function merge(posting: Posting, slot: Slot, action: Doing<'merger'>): void {
  if (action.ratio === 0) {
    const cash = action.cash
    const per = cash === undefined ? 0n : unitsOfMoney('ledger', 'cash', cash)
    const own = cash === undefined || cash.currency === slot.terms.currency
    if (!own) for (const row of holders(posting.state, slot)) payPerUnit(posting, row, row.quantity, cash)
    closeAll(posting, slot, { digits: own ? per : 0n, decimals: 18 })
    return
  }
  for (const held of holders(posting.state, slot)) if (action.cash !== undefined) returnCost(posting, held, action.cash)
  const rows = moveTo(posting, slot, slotOf(posting.setup, action.into), action.ratio)
  for (const row of rows) payFraction(posting, row, action.inLieu)
}

function returnCost(posting: Posting, held: Row, cash: Money): void {
  const row = rowFor(posting, held)
  if (cash.currency !== row.terms.currency || row.style === 'contract') {
    payPerUnit(posting, row, row.quantity, cash)
    return
  }
  const per = unitsOfMoney('ledger', 'cash', cash)
  let [paid, returned, residual] = [0n, 0n, 0n]
  for (let i = row.head; i < row.lots.length; i++) {
    const lot = row.lots[i]!
    const received = bookQuotient(per * lot.quantity, whole, row.terms.rule)
    const long = lot.quantity > 0n
    const back = long === received.units < lot.cost ? received.units : lot.cost
    row.lots[i] = { ...lot, cost: lot.cost - back, entry: lot.entry - (back < lot.entry === long ? back : lot.entry) }
    row.entry += row.lots[i]!.entry - lot.entry
    if (row.trip !== undefined) row.trip.entry += row.lots[i]!.entry - lot.entry
    paid += received.units
    returned += back
    residual += received.residual
  }
  row.cost -= returned
  bookProfit(posting, row, paid, paid - returned, residual)
}

function payPerUnit(posting: Posting, row: Row, quantity: bigint, cash: Money | undefined): void {
  if (cash === undefined) return
  const rule = bookingRule(posting.setup.config.booking, cash.currency)
  const { units, residual } = bookQuotient(unitsOfMoney('ledger', 'cash', cash) * quantity, whole, rule)
  moveCash(posting, row.account, row.strategy, cash.currency, units, 'carry')
  cellFor(posting, row.account, row.strategy, cash.currency).residual += residual
}

// Everybody's lots go under another name, `ratio` new for one old, cost and age unchanged.
function moveTo(posting: Posting, slot: Slot, into: Slot, ratio: number): readonly Row[] {
  const by = digitsOf('ledger', 'ratio', String(ratio))
  return holders(posting.state, slot).map((held) => {
    const row = rowFor(posting, held)
    if (by.digits !== powers[by.decimals]!) resize(row, (quantity) => (quantity * by.digits) / powers[by.decimals]!)
    if (into === slot) {
      row.terms = into.terms
      return row
    }
    const other = rowFor(posting, rowOf(posting.setup, posting.state, into, row.account, row.strategy))
    const size = row.quantity < 0n ? -row.quantity : row.quantity
    if (size > 0n) moveLots(posting, row, other, size)
    touchPlace(posting, row)
    return other
  })
}
