// Money that comes and goes without a trade.
import { badArgument, type InputOf } from '@bourse/core'
import { moveCash, type Posting, type Reason, rowFor, tradeRow } from './posting.js'
import { markDigits } from './markDigits.js'
import { checkAccount, findRow, rowOf, type Slot, slotOf, styleOf } from './setup.js'
import type { Row } from './state.js'
import { valueAt } from './terms.js'
import { digitsOf, unitsOf, unitsOfMoney } from './units.js'

type Move = InputOf<'cashMove'>

const reasons: { readonly [R in Move['reason']]: Reason } = {
  deposit: 'flows',
  withdrawal: 'flows',
  transfer: 'flows',
  interest: 'carry',
  borrow: 'carry',
  dividend: 'carry',
  other: 'carry',
  fee: 'fees',
  funding: 'funding',
}

/** Booked as stated; changes nothing for a move that came before, by (account, moveId). */
export function applyCashMove(posting: Posting, move: Move): void {
  const { setup, state } = posting
  checkAccount(setup, move.account)
  if (state.seen.has('cash', move.account, move.moveId)) return
  const reason = Object.hasOwn(reasons, move.reason) ? reasons[move.reason] : undefined
  if (reason === undefined) throw badArgument('ledger', 'reason', move.reason, Object.keys(reasons).join(' | '))
  const units = unitsOfMoney('ledger', 'amount', move.amount)
  const slot = move.instrument === undefined ? undefined : slotOf(setup, move.instrument)
  state.seen.add('cash', move.account, move.moveId)
  const strategy = move.strategy ?? ''
  moveCash(posting, move.account, strategy, move.amount.currency, units, reason)
  const held = slot === undefined ? undefined : findRow(state, slot, move.account, strategy)
  if (held === undefined || held.terms.currency !== move.amount.currency || reason === 'flows') return
  const row = rowFor(posting, held)
  if (reason === 'fees') row.fees -= units
  else row[reason] += units
}

/**
 * What somebody accepted by name: a change of quantity is a trade for the cash that is named, or for nothing; cash alone is
 * carry. The same adjustment (same time, person, reason and figures) is booked once.
 */
export function applyAdjustment(posting: Posting, change: InputOf<'adjustment'>): void {
  const { setup, state } = posting
  const { account, instrument, quantity, cash, who, why, at } = change
  checkAccount(setup, account)
  const strategy = change.strategy ?? ''
  const told = cash === undefined ? '' : `${cash.value.toFixed()} ${cash.currency}`
  const key = `${strategy} ${instrument} ${quantity} ${told} ${at} ${who} ${why}`
  if (state.seen.has('adjustment', account, key)) return
  const units = cash === undefined ? 0n : unitsOfMoney('ledger', 'cash', cash)
  if ((instrument === undefined) !== (quantity === undefined))
    throw badArgument('ledger', 'quantity', quantity, 'given with an instrument, and never without')
  if (instrument === undefined || quantity === undefined) {
    state.seen.add('adjustment', account, key)
    if (cash !== undefined) moveCash(posting, account, strategy, cash.currency, units, 'carry')
    return
  }
  const slot = slotOf(setup, instrument)
  if (!Number.isFinite(quantity) || quantity === 0) throw badArgument('ledger', 'quantity', quantity, 'a number, not 0')
  const size = unitsOf('ledger', 'quantity', digitsOf('ledger', 'quantity', String(quantity)))
  const held = findRow(state, slot, account, strategy)
  const contract = styleOf(setup, slot.terms, account) === 'contract'
  const own = cash !== undefined && cash.currency === slot.terms.currency && !contract
  const value = own ? -units : contract ? fairValue(posting, slot, held, size) : 0n
  state.seen.add('adjustment', account, key)
  const row = rowFor(posting, held ?? rowOf(setup, state, slot, account, strategy))
  tradeRow(posting, row, size, { units: value, residual: 0n }, at)
  if (cash !== undefined && !own) moveCash(posting, account, strategy, cash.currency, units, 'carry')
}

// Contracts that come or go without a price do so at the average they are held at, so that there is no profit in it; where
// none are held, at the mark.
function fairValue({ setup }: Posting, { terms }: Slot, held: Row | undefined, quantity: bigint): bigint {
  if (held !== undefined && held.quantity !== 0n) return (held.cost * quantity) / held.quantity
  return valueAt(terms, markDigits(setup, terms), quantity).units
}
