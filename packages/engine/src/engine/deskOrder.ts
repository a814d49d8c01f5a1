// One order as the engine follows it from the submit to its end. Plain JSON, mutable: it is part of the snapshot.
import {
  type ComboGroup,
  isOpenOrder,
  nextOrderState,
  type Order,
  type OrderFact,
  type OrderState,
  type WorkingOrder,
} from '@bourse/core'

/** A leg of a combo with what it has filled. */
export type DeskLeg = { readonly instrument: string; readonly quantity: number; filled: number }

export type DeskOrder = {
  order: Order | ComboGroup
  state: OrderState
  quantity: number
  filled: number
  averagePrice: number | null
  venueOrderId: string | null
  groupId: string | null
  /** What the venue has been asked and not answered. */
  asked: 'cancel' | 'replace' | null
  readonly legs: readonly DeskLeg[] | null
}

/** Facts that name an order. */
export type NamedFact = Extract<OrderFact, { readonly orderId: string }>

export function sentDeskOrder(order: Order | ComboGroup, groupId: string | null): DeskOrder {
  return {
    order,
    state: 'pending',
    quantity: order.quantity,
    filled: 0,
    averagePrice: null,
    venueOrderId: null,
    groupId,
    asked: null,
    legs:
      'legs' in order
        ? order.legs.map(({ instrument, ratio }) => ({
            instrument,
            quantity: Math.abs(ratio) * order.quantity,
            filled: 0,
          }))
        : null,
  }
}

/** Takes a fact in; false where the table of moves calls it illegal: a fill is counted all the same. */
export function observeDeskOrder(desk: DeskOrder, fact: NamedFact): boolean {
  if (fact.venueOrderId !== undefined) desk.venueOrderId = fact.venueOrderId
  if (fact.kind === 'fill') countFill(desk, fact)
  if (fact.kind === 'replaced') applyChange(desk, fact)
  const next = nextOrderState(desk.state, fact.kind, remainingOf(desk))
  if (next !== undefined) desk.state = next
  if (fact.kind === 'cancelRejected' || fact.kind === 'replaced' || !isOpenOrder(desk.state)) desk.asked = null
  return next !== undefined
}

/** What is left; a difference that rounding made is none. */
export function remainingOf(desk: DeskOrder): number {
  const left = desk.quantity - desk.filled
  return Math.abs(left) <= 1e-9 * desk.quantity ? 0 : left
}

/** As the rest of the house sees it: one order, or the legs of a combo, at the market where it is priced net. */
export function workingOrdersOf(desk: DeskOrder): readonly WorkingOrder[] {
  const { order, groupId } = desk
  if (!('legs' in order)) {
    const now = desk.quantity === order.quantity ? order : { ...order, quantity: desk.quantity }
    return [shown(desk, now, desk.filled, groupId)]
  }
  const { orderId, account, strategy, side, tif } = order
  return order.legs.map(({ instrument, ratio }, i) => {
    const against = ratio > 0 === (side === 'buy') ? 'buy' : 'sell'
    const { quantity, filled } = desk.legs![i]!
    const leg: Order = { orderId, account, strategy, tif, instrument, type: 'market', side: against, quantity }
    return shown(desk, leg, filled, orderId)
  })
}

// Field by field: rules read these with every order, and spreads with fields after them are slow to make.
function shown(
  { state, averagePrice, venueOrderId }: DeskOrder,
  order: Order,
  filled: number,
  groupId: string | null,
): WorkingOrder {
  const one: { -readonly [K in keyof WorkingOrder]: WorkingOrder[K] } = {
    order,
    state,
    filled,
    averagePrice: averagePrice ?? Number.NaN,
  }
  if (venueOrderId !== null) one.venueOrderId = venueOrderId
  if (groupId !== null) one.groupId = groupId
  return one
}

function countFill(desk: DeskOrder, fact: Extract<NamedFact, { readonly kind: 'fill' }>): void {
  if (desk.legs !== null) {
    const leg = desk.legs.find((one) => one.instrument === fact.instrument)
    if (leg !== undefined) leg.filled += fact.quantity
    // A combo has filled as far as its slowest leg.
    desk.filled = Math.min(...desk.legs.map((one) => (one.filled / one.quantity) * desk.quantity))
    return
  }
  const before = desk.filled === 0 ? 0 : desk.averagePrice! * desk.filled
  desk.filled += fact.quantity
  desk.averagePrice = (before + fact.price * fact.quantity) / desk.filled
}

function applyChange(desk: DeskOrder, fact: Extract<NamedFact, { readonly kind: 'replaced' }>): void {
  const { quantity, limit, stop } = fact.change
  if (quantity !== undefined) desk.quantity = quantity
  if (limit !== undefined && 'limit' in desk.order) desk.order = { ...desk.order, limit }
  if (stop !== undefined && 'stop' in desk.order) desk.order = { ...desk.order, stop }
}
