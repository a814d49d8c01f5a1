// Futures that deliver, held to their notice or their end.
import { type Future, multiplierOf } from '@bourse/assets'
import { dayMs, dayNumber, type EpochMs, type InstrumentId } from '@bourse/core'
import { booksOf, emit, type Floor, noFee, slotOf } from './floor.js'
import { liquidationFeeOf } from './liquidate.js'
import { plainQuantity, endOrder } from './restingOrders.js'
import { markOf } from './slot.js'

/** When a contract that delivers must be gone, where delivery is refused: its first notice day, or its last, begins. */
export function noticeMoment({ options }: Floor, future: Future): EpochMs {
  if (options.delivery !== 'refuse' || future.settlement !== 'physical') return Number.POSITIVE_INFINITY
  const { firstNotice, expiry } = future
  return dayNumber(firstNotice !== undefined && firstNotice < expiry ? firstNotice : expiry) * dayMs
}

/** Closes what would be delivered, at its last price before that day. */
export function refuseDelivery(floor: Floor): void {
  if (floor.options.delivery !== 'refuse') return
  for (const { instrument, strategy, quantity } of [...booksOf(floor).positions({ account: floor.account })]) {
    const slot = slotOf(floor, instrument)
    if (slot?.instrument.kind !== 'future' || noticeMoment(floor, slot.instrument) > floor.now) continue
    const price = markOf(slot)
    if (!Number.isFinite(price)) continue
    for (const { order } of [...slot.orders]) endOrder(floor, order.orderId, 'canceled')
    const size = Math.abs(quantity)
    emit(floor, {
      kind: 'liquidation',
      account: floor.account,
      strategy,
      eventId: `${floor.source}-e${++floor.events}`,
      instrument,
      quantity: size,
      price,
      fee: liquidationFeeOf(floor, slot, size, price),
      at: floor.now,
      source: floor.source,
    })
  }
}

/**
 * What changes hands when a contract ends: longs buy its units at the last settlement, shorts sell them. The contract itself is closed
 * at the same price by what brought its end, so that the price first traded is what was paid in all.
 */
export function deliverFuture(floor: Floor, future: Future, strategy: string, quantity: number, price: number): void {
  const into = deliveredBy(floor, future)
  if (into === undefined) return
  const units = plainQuantity(Math.abs(quantity) * multiplierOf(future))
  floor.counts.fills++
  emit(floor, {
    kind: 'fill',
    account: floor.account,
    orderId: `delivery-${future.id}`,
    strategy,
    tradeId: `${floor.source}-t${++floor.trades}`,
    instrument: into,
    side: quantity > 0 ? 'buy' : 'sell',
    quantity: units,
    price,
    quantityText: String(units),
    priceText: String(price),
    liquidity: 'taker',
    fee: noFee(floor, slotOf(floor, into)!.instrument.currency),
    at: floor.now,
    source: floor.source,
  })
}

function deliveredBy({ options, instruments }: Floor, future: Future): InstrumentId | undefined {
  if (typeof options.delivery !== 'object' || future.settlement !== 'physical') return undefined
  const into = options.delivery[future.root]
  return into === undefined || instruments.find(into) === undefined ? undefined : into
}
