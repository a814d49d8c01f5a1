// One order of a group as the contingency stepper follows it: what the venue has said, and what we asked that it has not
// answered yet. While an answer is out nothing more is asked of that order.
import type { Approved } from './approved.js'
import type { Command } from './command.js'
import type { OrderGroup } from './group.js'
import { type Json, numberFromJson, numberToJson } from './json.js'
import type { Order, Replace } from './order.js'
import type { OrderFact } from './orderFacts.js'
import { isOpenOrder, nextOrderState, type OrderState, type WorkingOrder } from './orderState.js'
import { differenceOf, sumOf } from './quantity.js'

/** Plain JSON, mutable: it is the stepper's state. */
export type GroupOrder = {
  order: Order
  state: OrderState
  /** Total the venue works, filled included. */
  quantity: number
  filled: number
  averagePrice: number
  venueOrderId: string | null
  asked: 'submit' | 'replace' | 'cancel' | null
  /** The total that goes with `asked`. */
  askedTotal: number | null
  /** Total that the venue would not change to: not asked again before another fill. */
  refused: number | null
}

/** Facts that name an order. */
export type NamedOrderFact = Extract<OrderFact, { readonly orderId: string }>

export function sentOrder(order: Order): GroupOrder {
  const { quantity } = order
  return {
    order,
    state: 'pending',
    quantity,
    filled: 0,
    averagePrice: Number.NaN,
    venueOrderId: null,
    asked: 'submit',
    askedTotal: null,
    refused: null,
  }
}

export function remainingOf(child: GroupOrder): number {
  return differenceOf(child.quantity, child.filled)
}

/** Open, and the venue owes no answer. */
export function isSettled(child: GroupOrder): boolean {
  return isOpenOrder(child.state) && child.asked === null && child.state !== 'unknown'
}

/** Takes a fact in. A fact that the table of moves calls illegal changes no state, but a fill is still a fill. */
export function observeOrder(child: GroupOrder, fact: NamedOrderFact): void {
  child.venueOrderId = fact.venueOrderId ?? child.venueOrderId
  if (fact.kind === 'fill') {
    const filled = sumOf(child.filled, fact.quantity)
    const before = child.filled === 0 ? 0 : child.averagePrice * child.filled
    child.averagePrice = (before + fact.price * fact.quantity) / filled
    child.filled = filled
    if (child.asked === 'submit') child.asked = null
  }
  if (fact.kind === 'replaced') applyChange(child, fact.change)
  const left = remainingOf(child)
  // More than ordered has filled: to the group it is filled, the alarm is for whoever watches the venue.
  child.state = nextOrderState(child.state, fact.kind, Math.max(0, left)) ?? child.state
  if (fact.kind === 'cancelRejected') {
    if (child.asked === 'replace' || child.asked === 'cancel') child.refused = child.askedTotal
    child.asked = null
  } else if (fact.kind === 'accepted') child.asked = child.asked === 'submit' ? null : child.asked
  else if (fact.kind === 'replaced') child.asked = child.asked === 'replace' ? null : child.asked
  if (!isOpenOrder(child.state)) child.asked = null
}

function applyChange(child: GroupOrder, { quantity, limit, stop }: Replace): void {
  child.quantity = quantity ?? child.quantity
  const { order } = child
  if (limit !== undefined && 'limit' in order) child.order = { ...order, limit }
  if (stop !== undefined && 'stop' in child.order) child.order = { ...child.order, stop }
}

/** The gate has judged the whole group; what follows from it inside its bounds carries its approval. */
export function carryApproval<T extends Order | Replace | OrderGroup>(part: T): Approved<T> {
  return part as Approved<T>
}

export function submitOrder(child: GroupOrder, cause: number): Command {
  return { do: 'submit', order: carryApproval(child.order), cause, strategy: child.order.strategy }
}

/** Towards a total of `quantity`: a replacement, or a cancel where no more than what has filled is wanted. */
export function resizeOrder(child: GroupOrder, quantity: number, cause: number): readonly Command[] {
  if (quantity === child.quantity || child.refused === quantity) return []
  const { orderId, account, strategy } = child.order
  child.askedTotal = quantity
  if (quantity <= child.filled) {
    child.asked = 'cancel'
    return [{ do: 'cancel', account, orderId, cause, strategy }]
  }
  child.asked = 'replace'
  const change: Replace = { replace: orderId, account, quantity }
  return [{ do: 'replace', change: carryApproval(change), cause, strategy }]
}

/** NaN has no JSON. */
export function groupOrderToJson(child: GroupOrder): Json {
  return { ...child, averagePrice: numberToJson(child.averagePrice) } as Json
}

export function groupOrderFromJson(json: Json): GroupOrder {
  const saved = json as unknown as GroupOrder
  return { ...saved, averagePrice: numberFromJson(saved.averagePrice) }
}

export function workingOrderOf(child: GroupOrder, groupId: string): WorkingOrder {
  return {
    order: { ...child.order, quantity: child.quantity },
    state: child.state,
    filled: child.filled,
    averagePrice: child.averagePrice,
    groupId,
    ...(child.venueOrderId === null ? {} : { venueOrderId: child.venueOrderId }),
  }
}
