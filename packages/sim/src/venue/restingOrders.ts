// Orders from the moment the venue has them to their end, and the groups they belong to.
import { roundQuantity } from '@bourse/assets'
import {
  type ComboGroup,
  type Command,
  contingency,
  type Approved,
  type EpochMs,
  type Failure,
  groupIdOf,
  isOpenOrder,
  type Order,
  type OrderFact,
  type OrderGroup,
  type OrderId,
  type Replace,
  type Stamp,
  type WorkingOrder,
} from '@bourse/core'
import { emit, type Floor, slotOf } from './floor.js'
import { trail } from './levels.js'
import type { Resting, Slot } from './slot.js'

type Named = Extract<OrderFact, { readonly orderId: string }>

/** What is left to trade, without the dust of binary fractions. */
export function leftOf(slot: Slot, one: Resting): number {
  if (one.filled === 0) return one.quantity
  if (one.filled >= one.quantity) return 0
  return Math.max(0, roundQuantity(slot.instrument, one.quantity - one.filled, 'nearest'))
}

/** A quantity of at most 15 decimals, as many as a book can hold. */
export function plainQuantity(quantity: number): number {
  return Number.isInteger(quantity) ? quantity : Number(quantity.toFixed(15))
}

/** Tells a fact about an order, and lets its group answer. */
export function tellOrder(floor: Floor, fact: Named | (Named & Stamp), groupId: OrderId | undefined): void {
  // Stamped in place: a fact is made anew each time. What comes most often is made with its stamp.
  const told = 'seq' in fact ? (fact as Named & Stamp) : Object.assign(fact, stampOf(floor))
  emit(floor, told)
  const group = groupId === undefined ? undefined : floor.groups.get(groupId)
  // Exits that guard lots follow fills, not their group.
  if (group === undefined || (floor.options.exits === 'lot' && group.group.group === 'bracket')) return
  for (const command of group.run.next(told)) obey(floor, command, groupId)
  if (group.run.orders().every((child) => !isOpenOrder(child.state))) floor.groups.delete(groupId!)
}

function stampOf({ now, source }: Floor): Stamp {
  return { at: now, source, seq: 0, time: now }
}

// What a group asks of the venue that holds it.
function obey(floor: Floor, command: Command, groupId: OrderId | undefined): void {
  if (command.do === 'submit' && !('group' in command.order))
    restOrder(floor, command.order, {
      activeAt: Number.NEGATIVE_INFINITY,
      expiresAt: Number.POSITIVE_INFINITY,
      groupId,
    })
  else if (command.do === 'replace') changeOrder(floor, command.change)
  else if (command.do === 'cancel') endOrder(floor, command.orderId, 'canceled')
}

/** When an order acts and ends, and the group it came in. */
export type Terms = { readonly activeAt: EpochMs; readonly expiresAt: EpochMs; readonly groupId: OrderId | undefined }

/** Takes an order in. */
export function restOrder(floor: Floor, order: Order, terms: Terms): Resting {
  const one = restingOf(floor, order, terms)
  const slot = slotOf(floor, order.instrument)!
  slot.orders = [...slot.orders, one]
  if (Number.isFinite(slot.last)) trail(one, slot.last)
  const { account, now, source } = floor
  const { orderId } = order
  const { venueOrderId } = one
  tellOrder(
    floor,
    { kind: 'accepted', account, orderId, venueOrderId, at: now, source, seq: 0, time: now },
    terms.groupId,
  )
  return one
}

/** Takes a combo in. */
export function restCombo(floor: Floor, order: ComboGroup, terms: Terms): Resting<ComboGroup> {
  const one = restingOf(floor, order, terms)
  floor.combos.push(one)
  tellOrder(
    floor,
    { kind: 'accepted', account: floor.account, orderId: order.orderId, venueOrderId: one.venueOrderId },
    undefined,
  )
  return one
}

function restingOf<S extends Order | ComboGroup>(floor: Floor, order: S, terms: Terms): Resting<S> {
  return {
    order,
    quantity: plainQuantity(order.quantity),
    filled: 0,
    turnover: 0,
    activeAt: terms.activeAt,
    expiresAt: terms.expiresAt,
    day: Number.NaN,
    triggered: false,
    level: 'stop' in order ? order.stop : Number.NaN,
    rested: false,
    sized: false,
    ahead: Number.NaN,
    printed: 0,
    paid: undefined,
    groupId: terms.groupId,
    venueOrderId: `${floor.source}-${++floor.placed}`,
  }
}

/** A group at work: its first orders rest, and the others follow from what happens to them. */
export function openGroup(
  floor: Floor,
  group: Approved<OrderGroup>,
  rest: (order: Order, groupId: OrderId) => void,
): void {
  const run = contingency(group)
  const groupId = groupIdOf(group)
  floor.groups.set(groupId, { group, run })
  for (const order of run.opening) rest(order, groupId)
}

/** Where an order rests. */
export function findOrder(floor: Floor, orderId: OrderId): { readonly slot: Slot; readonly one: Resting } | undefined {
  for (const slot of floor.slots.values())
    for (const one of slot.orders) if (one.order.orderId === orderId) return { slot, one }
  return undefined
}

/** The order is over: canceled, expired, or rejected after all. */
export function endOrder(floor: Floor, orderId: OrderId, how: 'canceled' | 'expired', reason?: Failure): void {
  const found = findOrder(floor, orderId)
  const { account } = floor
  const ended: Named =
    reason === undefined ? { kind: how, account, orderId } : { kind: 'rejected', account, orderId, reason }
  if (found !== undefined) {
    removeOrder(found.slot, found.one)
    tellOrder(floor, ended, found.one.groupId)
    return
  }
  const combo = floor.combos.find((one) => one.order.orderId === orderId)
  if (combo === undefined) {
    tellOrder(floor, { kind: 'cancelRejected', account, orderId, reason: tooLate(orderId) }, undefined)
    return
  }
  floor.combos = floor.combos.filter((one) => one !== combo)
  tellOrder(floor, ended, undefined)
}

/** Takes it off the list; whoever walks the list looks again. */
export function removeOrder(slot: Slot, one: Resting): void {
  slot.orders = slot.orders.filter((other) => other !== one)
}

/** New quantity or prices. The place in the queue is lost unless only the quantity falls. */
export function changeOrder(floor: Floor, change: Replace): void {
  const { replace: orderId, quantity, limit, stop } = change
  const { account } = floor
  const found = findOrder(floor, orderId)
  const combo = found === undefined ? floor.combos.find((one) => one.order.orderId === orderId) : undefined
  const one: Resting | Resting<ComboGroup> | undefined = found?.one ?? combo
  const wrong =
    one === undefined
      ? tooLate(orderId)
      : quantity !== undefined && !(quantity > one.filled && quantity < Number.POSITIVE_INFINITY)
        ? badChange('quantity', quantity, `above what has filled, ${one.filled}`)
        : limit !== undefined && !Number.isFinite(limit)
          ? badChange('limit', limit, 'a finite price')
          : stop !== undefined && !Number.isFinite(stop)
            ? badChange('stop', stop, 'a finite price')
            : undefined
  if (one === undefined || wrong !== undefined) {
    tellOrder(floor, { kind: 'cancelRejected', account, orderId, reason: wrong! }, found?.one.groupId)
    return
  }
  const { order } = one
  const moved = (limit !== undefined && 'limit' in order) || (stop !== undefined && 'stop' in order)
  if (moved || (quantity ?? 0) > one.quantity) one.ahead = Number.NaN
  if (limit !== undefined && 'limit' in order) one.order = { ...order, limit } as never
  if (stop !== undefined && 'stop' in order && !one.triggered) {
    one.order = { ...one.order, stop } as never
    one.level = stop
  }
  if (quantity !== undefined) one.quantity = plainQuantity(quantity)
  tellOrder(floor, { kind: 'replaced', account, orderId, change: { ...change } }, found?.one.groupId)
}

/** The order as a broker lists it. */
export function workingOf(one: Resting): WorkingOrder {
  return {
    order: { ...one.order, quantity: one.quantity },
    state: one.filled > 0 ? 'partial' : 'working',
    filled: one.filled,
    averagePrice: one.turnover / one.filled,
    venueOrderId: one.venueOrderId,
    ...(one.groupId === undefined ? {} : { groupId: one.groupId }),
  }
}

function tooLate(orderId: OrderId): Failure {
  return { code: 'venue/too-late', message: `${orderId} is not at work here`, details: { orderId } }
}

function badChange(field: string, value: number, allowed: string): Failure {
  const told = Number.isFinite(value) ? value : String(value)
  return {
    code: 'venue/bad-change',
    message: `${field} ${told}: allowed is ${allowed}`,
    details: { field, value: told, allowed },
  }
}
