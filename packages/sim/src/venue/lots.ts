// Exits that guard a lot: what an entry opened, oldest lots closed first. An order against a position takes the exits of what
// it closes with it, and has exits for what it opens alone.
import { roundQuantity } from '@bourse/assets'
import { type BracketGroup, groupIdOf, type Order, type OrderId } from '@bourse/core'
import type { Floor } from './floor.js'
import { leftOf, removeOrder, restOrder, tellOrder } from './restingOrders.js'
import type { Resting, Slot } from './slot.js'

/** Signed units that an order opened and nobody has closed. */
export type Lot = { readonly groupId: OrderId | undefined; quantity: number }

/** How `quantity` of an order falls on the lots it closes, oldest first; an exit closes its own. What is left over opens. */
export function lotParts(floor: Floor, slot: Slot, one: Resting, quantity: number): readonly number[] {
  let left = quantity
  const parts: number[] = []
  for (const lot of closedBy(floor, one)) {
    if (!(left > 0)) break
    parts.push(Math.min(left, Math.abs(lot.quantity)))
    left = roundQuantity(slot.instrument, left - parts.at(-1)!, 'nearest')
  }
  return parts
}

/** After a fill: what it closed and opened, and what follows for exits. */
export function noteLots(floor: Floor, slot: Slot, one: Resting, quantity: number): void {
  const { order, groupId } = one
  const sign = order.side === 'buy' ? 1 : -1
  const sum = (a: number, b: number): number => roundQuantity(slot.instrument, a + b, 'nearest')
  let left = quantity
  for (const lot of closedBy(floor, one)) {
    if (!(left > 0)) break
    const part = Math.min(left, Math.abs(lot.quantity))
    lot.quantity = sum(lot.quantity, sign * part)
    left = sum(left, -part)
    fitExits(floor, slot, lot, false)
  }
  const key = keyOf(order)
  const lots = (floor.lots.get(key) ?? []).filter((lot) => lot.quantity !== 0)
  floor.lots.set(key, lots)
  if (left > 0 && !isExit(floor, one)) {
    const own = groupId === undefined ? undefined : lots.find((lot) => lot.groupId === groupId)
    const lot = own ?? { groupId, quantity: 0 }
    if (own === undefined) lots.push(lot)
    lot.quantity = sum(lot.quantity, sign * left)
    fitExits(floor, slot, lot, own === undefined, one.filled)
  } else if (groupId !== undefined && !isExit(floor, one) && !(leftOf(slot, one) > 0))
    dropUnneeded(floor, lots, groupId)
}

function keyOf({ strategy, instrument }: Order): string {
  return `${strategy} ${instrument}`
}

function isExit(floor: Floor, { order, groupId }: Resting): boolean {
  return order.orderId !== groupId && bracketOf(floor, groupId) !== undefined
}

function closedBy(floor: Floor, one: Resting): readonly Lot[] {
  const lots = floor.lots.get(keyOf(one.order)) ?? []
  const long = one.order.side === 'sell'
  const own = isExit(floor, one) ? one.groupId : undefined
  return lots.filter((lot) => lot.quantity > 0 === long && (own === undefined || lot.groupId === own))
}

/** The exits of a lot work what is left of it: they come with its first units, and go with its last. */
function fitExits(floor: Floor, slot: Slot, { groupId, quantity }: Lot, isNew: boolean, entered = 0): void {
  const bracket = bracketOf(floor, groupId)
  if (bracket === undefined) return
  const size = Math.abs(quantity)
  for (const order of exitsOf(bracket, size)) {
    const { account } = floor
    const resting = slot.orders.find((one) => one.order.orderId === order.orderId)
    if (size === 0) {
      if (resting === undefined) continue
      removeOrder(slot, resting)
      tellOrder(floor, { kind: 'canceled', account, orderId: order.orderId }, groupId)
    } else if (isNew) {
      restOrder(floor, order, { activeAt: Number.NEGATIVE_INFINITY, expiresAt: Number.POSITIVE_INFINITY, groupId })
      // Whoever follows the group from outside takes them for as large as the entry.
      if (entered > size) tellSize(floor, order.orderId, size, groupId)
    } else if (resting !== undefined && leftOf(slot, resting) !== size) {
      resting.quantity = roundQuantity(slot.instrument, resting.filled + size, 'nearest')
      tellSize(floor, order.orderId, resting.quantity, groupId)
    }
  }
  if (size === 0 && !slot.orders.some((one) => one.order.orderId === groupId)) floor.groups.delete(groupId!)
}

function tellSize(floor: Floor, orderId: OrderId, quantity: number, groupId: OrderId | undefined): void {
  const { account } = floor
  const change = { replace: orderId, account, quantity }
  tellOrder(floor, { kind: 'replaced', account, orderId, change }, groupId)
}

/** An entry that has opened nothing: whoever follows the group from outside waits for its exits in vain. */
function dropUnneeded(floor: Floor, lots: readonly Lot[], groupId: OrderId): void {
  const bracket = bracketOf(floor, groupId)
  if (bracket === undefined || lots.some((lot) => lot.groupId === groupId)) return
  const { account } = floor
  for (const { orderId } of exitsOf(bracket, 0)) tellOrder(floor, { kind: 'canceled', account, orderId }, groupId)
  floor.groups.delete(groupId)
}

function bracketOf(floor: Floor, groupId: OrderId | undefined): BracketGroup | undefined {
  const group = groupId === undefined ? undefined : floor.groups.get(groupId)?.group
  return group?.group === 'bracket' ? group : undefined
}

// The stop first: what protects is worked first. Names as in every bracket.
function exitsOf(group: BracketGroup, quantity: number): readonly Order[] {
  const { account, strategy, instrument, side, tag } = group.entry
  const id = groupIdOf(group)
  const route = {
    account,
    strategy,
    instrument,
    side: side === 'buy' ? ('sell' as const) : ('buy' as const),
    quantity,
    tif: 'gtc' as const,
    reduceOnly: true,
    ...(tag === undefined ? {} : { tag }),
  }
  const { stopLoss: stop, takeProfit: limit } = group
  return [
    ...(stop === undefined ? [] : [{ ...route, orderId: `${id}-sl1`, type: 'stop' as const, stop }]),
    ...(limit === undefined ? [] : [{ ...route, orderId: `${id}-tp1`, type: 'limit' as const, limit }]),
  ]
}
