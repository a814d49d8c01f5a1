// Market facts that move money of whoever holds something. The engine steps them after what the venue makes of their moment,
// so the venue books them then, too: both books see everything in one order.
import type { Input, InputOf } from '@bourse/core'
import { isPaid } from './isPaid.js'
import { noteAction } from './adjustOrders.js'
import { deliverFuture } from './deliverFutures.js'
import { booksOf, type Floor, slotOf } from './floor.js'
import { endOrder } from './restingOrders.js'
import { markOf } from './slot.js'

type MoneyFact = InputOf<'funding' | 'settlement' | 'corporateAction' | 'resolution' | 'delisted'>

/** Notes a fact that moves money. */
export function takeMoney(floor: Floor, input: MoneyFact): void {
  const slot = slotOf(floor, input.id)
  if (slot === undefined) return
  slot.moneyAt = floor.now
  if (input.kind === 'settlement') {
    slot.fixing = input.price
    slot.fixingAt = input.at
    const { instrument } = slot
    if (input.final && instrument.kind === 'future')
      for (const { strategy, quantity } of [
        ...booksOf(floor).positions({ account: floor.account, instrument: input.id }),
      ])
        deliverFuture(floor, instrument, strategy, quantity, input.price)
  } else if (input.kind === 'corporateAction') noteAction(floor, input)
  else if (input.kind === 'delisted' || (input.kind === 'resolution' && !input.disputed)) {
    floor.closed.add(input.id)
    for (const { order } of [...slot.orders]) endOrder(floor, order.orderId, 'expired')
  }
  // A funding without a price is charged on the mark as it is now, not as it will be at the end of the moment.
  const mark = markOf(slot)
  const priced = input.kind === 'funding' && input.price === undefined && Number.isFinite(mark)
  floor.due.push(priced ? { ...input, price: mark } : { ...input })
}

/** Books what came in the moment that is over. */
export function bookMoment(floor: Floor): void {
  const due: readonly Input[] = floor.due
  floor.due = []
  for (const input of due) floor.pending.push(input)
}

/** A bar that carries the day's settlement: told as a fact of its own, because no book reads it off a bar. */
export function settleByBar(floor: Floor, { id, at, settlement }: InputOf<'bar'>): void {
  const slot = slotOf(floor, id)
  if (slot === undefined || settlement === undefined || !Number.isFinite(settlement)) return
  slot.fixing = settlement
  slot.fixingAt = at
  if (isPaid(slot.instrument, floor.options.marginedSpot === true) || booksOf(floor).quantity(id) === 0) return
  const fact = { kind: 'settlement', id, price: settlement, final: false, at, source: floor.source } as const
  floor.out.push(fact)
  floor.pending.push({ ...fact, seq: 0, time: floor.now })
}
