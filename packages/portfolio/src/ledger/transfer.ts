// Positions that go elsewhere: to another account or strategy, or under another name.
import { badArgument, type InputOf } from '@bourse/core'
import { takeLots } from '../lots/lotMethod.js'
import { heldRow } from './heldRow.js'
import { addLot, cellFor, endTrip, type Posting, rowFor, touchPlace, tradeRow } from './posting.js'
import { checkAccount, rowOf, slotOf, styleOf } from './setup.js'
import type { Lot, Row } from './state.js'

/** Lots go from one place to another with what they cost; what was realised stays where it was made. */
export function applyTransfer(posting: Posting, move: InputOf<'positionTransfer'>): void {
  const { setup, state } = posting
  checkAccount(setup, move.account)
  checkAccount(setup, move.toAccount)
  const slot = slotOf(setup, move.instrument)
  if (state.seen.has('transfer', move.account, move.transferId)) return
  if (move.account === move.toAccount && move.strategy === move.toStrategy)
    throw badArgument('ledger', 'toStrategy', move.toStrategy, 'another account or strategy')
  if (styleOf(setup, slot.terms, move.account) !== styleOf(setup, slot.terms, move.toAccount))
    throw badArgument(
      'ledger',
      'toAccount',
      move.toAccount,
      'one that holds pairs the same way: coins are no contracts',
    )
  const { row, size } = heldRow(state, slot, move, 0)
  state.seen.add('transfer', move.account, move.transferId)
  const from = rowFor(posting, row)
  const to = rowFor(posting, rowOf(setup, state, slot, move.toAccount, move.toStrategy))
  moveLots(posting, from, to, size)
  touchPlace(posting, from)
  touchPlace(posting, to)
}

/** Takes `size` > 0 out of one row's lots and brings it into another's, each side's flow being what it cost. */
export function moveLots(posting: Posting, from: Row, to: Row, size: bigint): void {
  for (const lot of removeLots(posting, from, size)) bringLot(posting, to, lot)
}

/** Takes `size` > 0 out of a row without a trade: what it cost flows out. */
export function removeLots(posting: Posting, row: Row, size: bigint): readonly Lot[] {
  const moved: Lot[] = []
  const { cost, entry } = takeLots(row, size, posting.setup.config.lots ?? 'fifo', (lot) => moved.push(lot))
  const signed = row.quantity > 0n ? size : -size
  row.quantity -= signed
  row.cost -= cost
  row.entry -= entry
  flow(posting, row, -cost, -signed)
  const trip = row.trip
  if (trip === undefined) return moved
  trip.bought -= size
  trip.entry -= entry
  if (row.quantity !== 0n) return moved
  if (trip.sold === 0n) row.trip = undefined
  else endTrip(posting, row, posting.input.at)
  return moved
}

/** Brings a lot into a row without a trade: what it cost flows in. Against the opposite position it closes at its cost. */
export function bringLot(posting: Posting, row: Row, lot: Lot): void {
  if (row.quantity === 0n || row.quantity > 0n === lot.quantity > 0n) {
    addLot(posting, row, lot)
    flow(posting, row, lot.cost, lot.quantity)
    return
  }
  tradeRow(posting, row, lot.quantity, { units: lot.cost, residual: 0n }, posting.input.at, 0n, lot.groupId)
  if (row.style === 'contract') return
  const cell = cellFor(posting, row.account, row.strategy, row.terms.currency)
  cell.balance += lot.cost
  cell.flows += lot.cost
}

// What was paid for comes and goes at cost; a spot position brings its balance along.
function flow(posting: Posting, { style, terms, account, strategy }: Row, cost: bigint, quantity: bigint): void {
  if (style === 'contract') return
  cellFor(posting, account, strategy, terms.currency).flows += cost
  if (style === 'balances' && terms.instrument.kind === 'spot')
    cellFor(posting, account, strategy, terms.instrument.base).balance += quantity
}
