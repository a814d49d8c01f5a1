// Whether an account can carry a trade, and when it can no longer carry what it holds.
import { type Instrument, multiplierOf } from '@bourse/assets'
import type { Failure, Money, Order } from '@bourse/core'
import { worthOf } from './worth.js'
import { booksOf, type Floor, heldBy } from './floor.js'
import { isPaid } from './isPaid.js'
import type { Slot } from './slot.js'

/** Why a fill cannot be carried; undefined where it can, and where it only reduces what is held. */
export function marginRoom(
  floor: Floor,
  slot: Slot,
  order: Order,
  quantity: number,
  price: number,
  fee: Money,
): Failure | undefined {
  const { options, account } = floor
  const { instrument } = slot
  const held = heldBy(floor, order.instrument, order.strategy)
  const signed = order.side === 'buy' ? quantity : -quantity
  if (Math.sign(held) === -Math.sign(signed) && Math.abs(signed) <= Math.abs(held)) return undefined
  const cash =
    booksOf(floor)
      .cash({ account })
      .find(({ currency }) => currency === instrument.currency)
      ?.value.toNumber() ?? 0
  if (options.buyingPower === 'cash' && isPaid(instrument, options.marginedSpot === true) && order.side === 'buy') {
    const cost = quantity * price * multiplierOf(instrument) + fee.value.toNumber()
    // A cent in a trillion is the rounding of the estimate, not a lack of money.
    if (cost > cash + 1e-12 * Math.abs(cash)) return short('venue/no-cash', instrument, cost, cash)
  }
  if (options.margin === undefined || isPaid(instrument, options.marginedSpot === true)) return undefined
  const equity = cash + worthOf(floor, instrument.currency)
  const used = marginOf(floor, instrument.currency, 'initial')
  const after =
    options.margin.initial(instrument, Math.abs(held + signed), price) -
    options.margin.initial(instrument, Math.abs(held), price)
  if (used + after > equity - fee.value.toNumber()) return short('venue/no-margin', instrument, used + after, equity)
  return undefined
}

/** Margin of everything held in a currency, at marks. */
export function marginOf(floor: Floor, currency: string, what: 'initial' | 'maintenance'): number {
  const { margin, marginedSpot } = floor.options
  if (margin === undefined) return 0
  let sum = 0
  for (const { instrument: id, quantity } of booksOf(floor).positions({ account: floor.account })) {
    const slot = floor.slots.get(id)
    if (slot === undefined || slot.instrument.currency !== currency || isPaid(slot.instrument, marginedSpot === true))
      continue
    sum += margin[what](slot.instrument, Math.abs(quantity), Number.isFinite(slot.mark) ? slot.mark : slot.last)
  }
  return sum
}

function short(code: string, instrument: Instrument, needs: number, has: number): Failure {
  return {
    code,
    message: `${instrument.id} needs ${needs} ${instrument.currency}, there is ${has}`,
    details: { instrument: instrument.id, needs, has, currency: instrument.currency },
  }
}
