// When an account can no longer carry what it holds: it is called, and closed where it does not answer.
import { notionalOf, roundPrice, roundQuantity } from '@bourse/assets'
import { type Currency, durationMs, money, type Money, multiplyMoney } from '@bourse/core'
import { booksOf, emit, type Floor, noFee } from './floor.js'
import { isPaid } from './isPaid.js'
import { equityOf, isWhole, marginFreed, marginOf, type MarginRow, purseOf, rateInto } from './margin.js'
import { endOrder } from './restingOrders.js'
import { markOf, type Slot } from './slot.js'

const cents = { decimals: 8, rounding: 'half-even' } as const

/** After a bar: between its open and its worst price for what is held. */
export function marginInBar(floor: Floor, slot: Slot, open: number, high: number, low: number): void {
  const held = booksOf(floor).quantity(slot.instrument.id, { account: floor.account })
  if (held !== 0) liquidate(floor, slot, open, held > 0 ? low : high)
  // The price of a collateral, or of an underlying, matters to what else is held.
  else if (isWhole(floor)) liquidate(floor, slot, markOf(slot), markOf(slot))
  callMargin(floor, purseOf(floor, slot.instrument.currency))
}

/** After any other price. */
export function marginAtMark(floor: Floor, slot: Slot): void {
  const price = markOf(slot)
  if (!Number.isFinite(price)) return
  if (isWhole(floor) || booksOf(floor).quantity(slot.instrument.id, { account: floor.account }) !== 0)
    liquidate(floor, slot, price, price)
  callMargin(floor, purseOf(floor, slot.instrument.currency))
}

/**
 * Closes positions where equity is down to `liquidateAt` times the maintenance margin somewhere between two prices that an
 * instrument has just been at: at the first price where it is. `from` = `to` where only one is known.
 */
function liquidate(floor: Floor, slot: Slot, from: number, to: number): void {
  const { liquidateAt, marginedSpot } = floor.options
  const { instrument } = slot
  if (liquidateAt === undefined) return
  if (!isWhole(floor) && isPaid(instrument, marginedSpot === true)) return
  const purse = purseOf(floor, instrument.currency)
  const { mark } = slot
  const isShortAt = (price: number): boolean => {
    slot.mark = price
    return isShort(floor, purse, liquidateAt)
  }
  let at = isShortAt(from) ? from : Number.NaN
  if (Number.isNaN(at) && isShortAt(to)) {
    let [good, bad] = [from, to]
    for (let i = 0; i < 60; i++) {
      const middle = (good + bad) / 2
      if (isShortAt(middle)) bad = middle
      else good = middle
    }
    at = roundPrice(instrument, bad)
  }
  if (Number.isFinite(at)) {
    slot.mark = at
    reduce(floor, purse, liquidateAt, slot)
  }
  slot.mark = mark
}

/** Tells a call, forgets one that was met, and closes what it takes where the time of one is over. */
export function callMargin(floor: Floor, purse: Currency): void {
  const { marginCall } = floor.options
  if (marginCall === undefined) return
  const { at: level = 1, within } = marginCall
  if (!isShort(floor, purse, level)) {
    floor.calls.delete(purse)
    return
  }
  const due = floor.calls.get(purse)
  if (due === undefined) {
    const dueBy = floor.now + durationMs(within)
    floor.calls.set(purse, dueBy)
    floor.nextDue = Math.min(floor.nextDue, dueBy)
    emit(floor, {
      kind: 'marginCall',
      account: floor.account,
      required: { currency: purse, value: level * marginOf(floor, purse, 'maintenance') },
      equity: { currency: purse, value: equityOf(floor, purse) },
      dueBy,
      at: floor.now,
      source: floor.source,
    })
  } else if (due <= floor.now) {
    floor.calls.delete(purse)
    reduce(floor, purse, level, undefined)
  }
}

// What is not known is not short: nothing is closed on a guess.
function isShort(floor: Floor, purse: Currency, level: number): boolean {
  const maintenance = marginOf(floor, purse, 'maintenance')
  return maintenance > 0 && equityOf(floor, purse) <= level * maintenance
}

/**
 * Closes positions until equity is above `level` times what is asked again: whole ones, that of `first` before the others, or
 * (`partial`) no more of each than it takes. Those come first that free the most margin.
 */
function reduce(floor: Floor, purse: Currency, level: number, first: Slot | undefined): void {
  const partial = floor.options.liquidation === 'partial'
  const all = marginOf(floor, purse, 'maintenance')
  const rows = [...booksOf(floor).positions({ account: floor.account })].flatMap(
    ({ instrument, strategy, quantity }) => {
      const slot = floor.slots.get(instrument)
      if (slot === undefined) return []
      const frees = marginFreed(floor, { slot, strategy, quantity }, Math.abs(quantity), purse, all)
      return frees > 0 ? [{ slot, strategy, quantity, frees }] : []
    },
  )
  const before = (slot: Slot): number => (!partial && slot === first ? 1 : 0)
  rows.sort((a, b) => before(b.slot) - before(a.slot) || b.frees - a.frees)
  let closing: Slot | undefined
  for (const row of rows) {
    const { slot, strategy, quantity } = row
    // A whole position is that of all strategies.
    if ((partial || slot !== closing) && !isShort(floor, purse, level)) break
    closing = slot
    for (const { order } of [...slot.orders]) endOrder(floor, order.orderId, 'canceled')
    const size = Math.abs(quantity)
    const closed = partial ? enough(floor, row, purse, level) : size
    const price = markOf(slot)
    emit(floor, {
      kind: 'liquidation',
      account: floor.account,
      strategy,
      eventId: `${floor.source}-e${++floor.events}`,
      instrument: slot.instrument.id,
      quantity: closed,
      price,
      fee: liquidationFeeOf(floor, slot, closed, price),
      at: floor.now,
      source: floor.source,
    })
  }
}

// The fewest lots with which equity, less the fee, is above what is asked; all where even they are not enough.
function enough(floor: Floor, row: MarginRow, purse: Currency, level: number): number {
  const { slot } = row
  const { lot, currency } = slot.instrument
  const size = Math.abs(row.quantity)
  const rate = rateInto(floor, currency, purse)
  const price = markOf(slot)
  const equity = equityOf(floor, purse)
  const all = marginOf(floor, purse, 'maintenance')
  const isEnough = (closed: number): boolean => {
    const asked = all - marginFreed(floor, row, closed, purse, all)
    return equity - rate * liquidationFeeOf(floor, slot, closed, price).value.toNumber() > level * asked
  }
  let [few, many] = [0, Math.ceil(size / lot)]
  while (few + 1 < many) {
    const middle = Math.floor((few + many) / 2)
    if (isEnough(middle * lot)) many = middle
    else few = middle
  }
  return Math.min(size, roundQuantity(slot.instrument, many * lot, 'nearest'))
}

/** What a liquidation of so many costs. */
export function liquidationFeeOf(floor: Floor, { instrument }: Slot, size: number, price: number): Money {
  const { liquidationFee } = floor.options
  if (liquidationFee === undefined) return noFee(floor, instrument.currency)
  return multiplyMoney(money(Math.abs(notionalOf(instrument, size, price)), instrument.currency), liquidationFee, cents)
}
