import type { OrderGroup } from './group.js'
import type { Order } from './order.js'
import { badArgument } from './error.js'
import { shareOf } from './quantity.js'

/**
 * A smaller group of the same shape: the entry, the first order or the combo gets `quantity`, everything else scales
 * with it, cut down to the decimals its quantities show; exits of a bracket follow by themselves. Throws unless
 * 0 < quantity <= what it was, or where an order would be cut to nothing.
 *
 * @example
 * import { oco, trimGroup, type Order } from '@bourse/core'
 * const route = { account: 'paper', strategy: 's', instrument: 'SPY@ARCX', side: 'sell', quantity: 10, tif: 'day' } as const
 * const limit: Order = { ...route, orderId: 's-1', type: 'limit', limit: 110 }
 * const stop: Order = { ...route, orderId: 's-2', type: 'stop', stop: 95, quantity: 20 }
 * trimGroup(oco<Order>(limit, stop), 4).orders.map((order) => order.quantity) // => [4, 8]
 */
export function trimGroup<G extends OrderGroup>(group: G, quantity: number): G {
  const whole =
    group.group === 'bracket' ? group.entry.quantity : group.group === 'oco' ? group.orders[0].quantity : group.quantity
  if (!(quantity > 0 && quantity <= whole)) throw badArgument('trimGroup', 'quantity', quantity, `> 0 and <= ${whole}`)
  return trimmed(group, quantity, whole) as G
}

function trimmed(group: OrderGroup, quantity: number, whole: number): OrderGroup {
  if (group.group === 'bracket') return { ...group, entry: { ...group.entry, quantity } }
  if (group.group === 'combo') return { ...group, quantity }
  const cut = (order: Order): Order => {
    const share = shareOf(order.quantity, quantity, whole)
    if (share > 0) return { ...order, quantity: share }
    throw badArgument('trimGroup', 'quantity', quantity, `enough to leave something of order ${order.orderId}`)
  }
  const [first, second, ...more] = group.orders
  return { ...group, orders: [cut(first), cut(second), ...more.map(cut)] }
}
