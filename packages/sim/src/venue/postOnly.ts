// Orders that want to add to the book and never take from it.
import { dropOrder } from './fillOrder.js'
import type { Floor } from './floor.js'
import { reaches } from './levels.js'
import type { Resting, Slot } from './slot.js'

/** Limits that were to add and would take are sent back, before anything trades. */
export function refusePosts(floor: Floor, slot: Slot, price: number, works: (one: Resting) => boolean): void {
  for (const one of slot.orders) if (works(one)) refusePost(floor, slot, one, price)
}

/** Whether it was sent back. What has stood in the market may stay. */
export function refusePost(floor: Floor, slot: Slot, one: Resting, price: number): boolean {
  const { order } = one
  if (order.type !== 'limit' || order.postOnly !== true || one.rested || !reaches(order, order.limit, price))
    return false
  const { orderId } = order
  dropOrder(floor, slot, one, 'canceled', {
    code: 'venue/post-only',
    message: `${orderId} would have taken at ${price}`,
    details: { orderId, price },
  })
  return true
}
