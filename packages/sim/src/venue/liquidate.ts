// When an account can no longer carry what it holds: the venue closes it.
import { notionalOf, roundPrice } from '@bourse/assets'
import { money, multiplyMoney } from '@bourse/core'
import { booksOf, emit, type Floor, noFee } from './floor.js'
import { isPaid } from './isPaid.js'
import { marginOf } from './margin.js'
import { endOrder } from './restingOrders.js'
import { markOf, type Slot } from './slot.js'
import { worthOf } from './worth.js'

const cents = { decimals: 8, rounding: 'half-even' } as const

/**
 * Closes what is held of an instrument where equity is down to `liquidateAt` times the maintenance margin somewhere between
 * two prices that it has just been at: at the first price where it is. `from` = `to` where only one is known.
 */
export function liquidate(floor: Floor, slot: Slot, from: number, to: number): void {
  const { liquidateAt, marginedSpot } = floor.options
  const { instrument } = slot
  if (liquidateAt === undefined || isPaid(instrument, marginedSpot === true)) return
  const { account } = floor
  const ledger = booksOf(floor)
  if (ledger.quantity(instrument.id, { account }) === 0) return
  const cash =
    ledger
      .cash({ account })
      .find(({ currency }) => currency === instrument.currency)
      ?.value.toNumber() ?? 0
  const before = { mark: slot.mark, last: slot.last }
  const isShort = (price: number): boolean => {
    slot.mark = price
    const equity = cash + worthOf(floor, instrument.currency)
    return equity <= liquidateAt * marginOf(floor, instrument.currency, 'maintenance')
  }
  let at = isShort(from) ? from : Number.NaN
  if (Number.isNaN(at) && isShort(to)) {
    let [good, bad] = [from, to]
    for (let i = 0; i < 60; i++) {
      const middle = (good + bad) / 2
      if (isShort(middle)) bad = middle
      else good = middle
    }
    at = roundPrice(instrument, bad)
  }
  Object.assign(slot, before)
  if (Number.isNaN(at)) return
  for (const { order } of [...slot.orders]) endOrder(floor, order.orderId, 'canceled')
  for (const { strategy, quantity } of [...ledger.positions({ account, instrument: instrument.id })]) {
    const size = Math.abs(quantity)
    const { liquidationFee } = floor.options
    const fee =
      liquidationFee === undefined
        ? noFee(floor, instrument.currency)
        : multiplyMoney(money(Math.abs(notionalOf(instrument, size, at)), instrument.currency), liquidationFee, cents)
    emit(floor, {
      kind: 'liquidation',
      account,
      strategy,
      eventId: `${floor.source}-e${++floor.events}`,
      instrument: instrument.id,
      quantity: size,
      price: at,
      fee,
      at: floor.now,
      source: floor.source,
    })
  }
}

/** After a bar: between its open and its worst price for what is held. */
export function liquidateInBar(floor: Floor, slot: Slot, open: number, high: number, low: number): void {
  const held = booksOf(floor).quantity(slot.instrument.id, { account: floor.account })
  if (held !== 0) liquidate(floor, slot, open, held > 0 ? low : high)
}

/** After any other price. */
export function liquidateAtMark(floor: Floor, slot: Slot): void {
  const price = markOf(slot)
  if (Number.isFinite(price)) liquidate(floor, slot, price, price)
}
