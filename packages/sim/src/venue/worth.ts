// What positions are worth besides cash.
import { multiplierOf, notionalOf, priceMovePnl } from '@bourse/assets'
import { booksOf, type Floor } from './floor.js'
import { isPaid } from './isPaid.js'
import { markOf } from './slot.js'

/**
 * What positions in a currency would add to cash at the newest marks. Spot coins count at the price of their listing, those held less
 * the haircut of the coin.
 */
export function worthOf(
  floor: Floor,
  currency: string,
  haircuts: { readonly [currency: string]: number } = {},
): number {
  let worth = 0
  for (const { instrument: id, quantity, averagePrice } of booksOf(floor).positions({ account: floor.account })) {
    const slot = floor.slots.get(id)
    if (slot === undefined || slot.instrument.currency !== currency) continue
    const { instrument } = slot
    const less = instrument.kind === 'spot' && quantity > 0 ? (haircuts[instrument.base] ?? 0) : 0
    worth += isPaid(instrument, floor.options.marginedSpot === true)
      ? quantity * multiplierOf(instrument) * markOf(slot) * (1 - less)
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
