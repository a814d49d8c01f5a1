// What a market does to everybody who holds an instrument: funding, settlement, resolution, delisting.
import { badArgument, type InputOf, type InstrumentId } from '@bourse/core'
import { checkPrice } from './applyFill.js'
import { markDigits } from './markDigits.js'
import { bookProfit, cellFor, moveCash, type Posting, rowFor, tradeRow } from './posting.js'
import { bookQuotient } from './rounding.js'
import type { Slot } from './setup.js'
import type { Row, State } from './state.js'
import { valueAt } from './terms.js'
import { type Digits, digitsOf, powers } from './units.js'

/** Rows that hold something of the instrument, in the order of the directory. */
export function holders(state: State, slot: Slot): readonly Row[] {
  return slot.places.flatMap(({ index }) => {
    const row = state.rows[index]
    return row === undefined || row.quantity === 0n ? [] : [row]
  })
}

/** The slot, if anybody ever held the instrument: market facts of anything else are none of the ledger's business. */
export function heldSlot({ setup, state }: Posting, id: InstrumentId): Slot | undefined {
  const slot = setup.slots.get(id)
  return slot === undefined || holders(state, slot).length === 0 ? undefined : slot
}

/** Longs pay rate x value at the mark; of an inverse contract in the coin. Once per (instrument, source's time). */
export function applyFunding(posting: Posting, funding: InputOf<'funding'>): void {
  const { setup, state } = posting
  const slot = heldSlot(posting, funding.id)
  const key = String(funding.at)
  if (slot === undefined || state.seen.has('funding', funding.id, key)) return
  const { terms } = slot
  if (!Number.isFinite(funding.rate)) throw badArgument('ledger', 'rate', funding.rate, 'a finite number')
  const rate = digitsOf('ledger', 'rate', String(funding.rate))
  const { price } = funding
  const mark = price === undefined ? markDigits(setup, terms) : checkPrice(terms, price, String(price))
  state.seen.add('funding', funding.id, key)
  for (const held of holders(state, slot)) {
    if (setup.config.toldByVenue?.includes(held.account)) continue
    const row = rowFor(posting, held)
    const n = -rate.digits * row.quantity * terms.multiplier.digits
    const scale = powers[rate.decimals + terms.multiplier.decimals]!
    const { units, residual } = terms.inverse
      ? bookQuotient(n * powers[mark.decimals]!, scale * mark.digits, terms.rule)
      : bookQuotient(n * mark.digits, scale * powers[mark.decimals]!, terms.rule)
    moveCash(posting, row.account, row.strategy, terms.currency, units, 'funding')
    cellFor(posting, row.account, row.strategy, terms.currency).residual += residual
    row.funding += units
  }
}

/**
 * Contracts are paid what they moved since they were last settled or traded; a final one closes whatever is held. Once per
 * (instrument, source's time).
 */
export function applySettlement(posting: Posting, settlement: InputOf<'settlement'>): void {
  const slot = heldSlot(posting, settlement.id)
  const key = String(settlement.at)
  if (slot === undefined || posting.state.seen.has('settlement', settlement.id, key)) return
  const price = checkPrice(slot.terms, settlement.price, String(settlement.price))
  posting.state.seen.add('settlement', settlement.id, key)
  if (settlement.final) closeAll(posting, slot, price)
  else for (const row of holders(posting.state, slot)) if (row.style === 'contract') settleRow(posting, row, price)
}

function settleRow(posting: Posting, held: Row, price: Digits): void {
  const row = rowFor(posting, held)
  let [paid, residual, cost] = [0n, 0n, 0n]
  for (let i = row.head; i < row.lots.length; i++) {
    const lot = row.lots[i]!
    const value = valueAt(row.terms, price, lot.quantity)
    paid += value.units - lot.cost
    residual += value.residual
    cost += value.units
    row.lots[i] = { ...lot, cost: value.units }
  }
  row.cost = cost
  bookProfit(posting, row, paid, paid, residual)
}

/** Everybody's position is closed at the price. */
export function closeAll(posting: Posting, slot: Slot, price: Digits): void {
  for (const held of holders(posting.state, slot)) {
    const row = rowFor(posting, held)
    const quantity = -row.quantity
    tradeRow(posting, row, quantity, valueAt(row.terms, price, quantity), posting.input.at)
  }
}

/** An outcome pays; while it is disputed nothing is paid. */
export function applyResolution(posting: Posting, resolution: InputOf<'resolution'>): void {
  const slot = heldSlot(posting, resolution.id)
  if (slot === undefined || resolution.disputed) return
  const { pays } = resolution
  if (!(pays >= 0 && pays <= 1)) throw badArgument('ledger', 'pays', pays, '0-1')
  closeAll(posting, slot, digitsOf('ledger', 'pays', String(pays)))
}

/** Holders are paid out where a price is told; else they go on holding what nobody quotes. */
export function applyDelisting(posting: Posting, delisted: InputOf<'delisted'>): void {
  const slot = heldSlot(posting, delisted.id)
  if (slot === undefined || delisted.price === undefined) return
  closeAll(posting, slot, checkPrice(slot.terms, delisted.price, String(delisted.price)))
}
