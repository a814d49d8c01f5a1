// What positions are worth besides cash.
import { multiplierOf, notionalOf, priceMovePnl } from '@bourse/assets'
import { booksOf, type Floor } from './floor.js'
import { isPaid } from './isPaid.js'
import { markOf } from './slot.js'

/** What positions in a currency would add to cash at the newest marks. Spot coins count at the price of their listing. */
export function worthOf(floor: Floor, currency: string): number {
  let worth = 0
  for (const { instrument: id, quantity, averagePrice } of booksOf(floor).positions({ account: floor.account })) {
    const slot = floor.slots.get(id)
    if (slot === undefined || slot.instrument.currency !== currency) continue
    const { instrument } = slot
    worth += isPaid(instrument, floor.options.marginedSpot === true)
      ? quantity * multiplierOf(instrument) * markOf(slot)
      : priceMovePnl(instrument, quantity, averagePrice, markOf(slot))
  }
  return worth
}

/** The values of all positions in a currency, without their signs. */
export function grossOf(floor: Floor, currency: string): number {
  let gross = 0
  for (const { instrument: id, quantity } of booksOf(floor).positions({ account: floor.account })) {
    const slot = floor.slots.get(id)
    if (slot !== undefined && slot.instrument.currency === currency)
      gross += Math.abs(notionalOf(slot.instrument, quantity, markOf(slot)))
  }
  return gross
}
