// What the gate has passed and still counts: an order stays reserved from the moment it passes until it has filled or the
// venue says it is over, whether or not the context already lists it.
import type {
  AccountId,
  Checkable,
  Input,
  InstrumentId,
  Json,
  Order,
  OrderId,
  Replace,
  Saves,
  Side,
} from '@bourse/core'
import { groupIdOf } from '@bourse/core'

/** One instrument of a passed order. */
export type ReservedLeg = {
  readonly instrument: InstrumentId
  readonly side: Side
  readonly reduceOnly: boolean
  quantity: number
  filled: number
}
/** A passed order; several legs for a combo, which has no `order`. `asked`: the total of a replacement under way. */
export type Reserved = {
  readonly orderId: OrderId
  readonly account: AccountId
  readonly legs: readonly ReservedLeg[]
  groupId?: string
  order?: Order
  asked?: number
}

/** Kept by order id, moved by order facts. */
export interface Reservations extends Saves {
  byId(): ReadonlyMap<OrderId, Reserved>
  add(passed: Checkable, found: Order | undefined, filled: number): void
  observe(input: Input): void
}

/** None yet. */
export function reservations(): Reservations {
  let byId = new Map<OrderId, Reserved>()
  const keep = (order: Order, groupId?: string, filled = 0): void => {
    const { orderId, account, instrument, side, quantity, reduceOnly } = order
    const legs = [{ instrument, side, quantity, filled, reduceOnly: reduceOnly === true }]
    byId.set(
      orderId,
      groupId === undefined ? { orderId, account, order, legs } : { orderId, account, order, legs, groupId },
    )
  }
  return {
    byId: () => byId,
    add(passed, found, filled) {
      if ('replace' in passed) {
        if (!byId.has(passed.replace) && found !== undefined) keep(found, undefined, filled)
        const own = byId.get(passed.replace)
        if (own !== undefined && passed.quantity !== undefined) own.asked = passed.quantity
      } else if (!('group' in passed)) keep(passed)
      else if (passed.group === 'bracket') keep(passed.entry, groupIdOf(passed))
      else if (passed.group === 'oco') for (const order of passed.orders) keep(order, groupIdOf(passed))
      else {
        const { orderId, account, quantity } = passed
        const legs = passed.legs.map(({ instrument, ratio }) => ({
          instrument,
          side: ratio > 0 === (passed.side === 'buy') ? ('buy' as const) : ('sell' as const),
          quantity: Math.abs(ratio) * quantity,
          filled: 0,
          reduceOnly: false,
        }))
        byId.set(orderId, { orderId, account, legs })
      }
    },
    observe(input) {
      if (byId.size === 0 || input.kind === 'bar' || !('orderId' in input)) return
      const own = byId.get(input.orderId)
      if (own === undefined) return
      if (input.kind === 'fill') {
        const leg = own.legs.find((one) => one.instrument === input.instrument)
        if (leg !== undefined) leg.filled += input.quantity
        if (own.legs.every((one) => one.filled >= Math.max(one.quantity, own.asked ?? 0))) byId.delete(own.orderId)
      } else if (input.kind === 'replaced') replaced(own, input.change)
      else if (input.kind === 'cancelRejected') delete own.asked
      else if (input.kind !== 'accepted' && input.kind !== 'unknown') byId.delete(own.orderId)
    },
    save: () => [...byId.values()] as unknown as Json,
    load(state) {
      const saved = structuredClone(state) as unknown as readonly Reserved[]
      byId = new Map(saved.map((own) => [own.orderId, own]))
    },
  }
}

function replaced(own: Reserved, { quantity }: Replace): void {
  delete own.asked
  if (quantity === undefined || own.order === undefined) return
  own.legs[0]!.quantity = quantity
  own.order = { ...own.order, quantity }
}
