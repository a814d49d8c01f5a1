// After a start or a lost connection: what became of our orders, told by the venue's state as facts.
import {
  type AccountId,
  type Fact,
  isOpenOrder,
  type OrderId,
  type Replace,
  type Sourced,
  type VenueState,
  type WorkingOrder,
} from '@bourse/core'
import type { Engine } from '../engine/engineTypes.js'

/**
 * `sent`: the orders that had left when the venue was asked; its silence says nothing of later ones. Fills first (one told twice changes nothing), then of each order of ours that is open: it works (accepted; where a change
 * was asked and not answered, replaced by the terms it works at), it ended
 * while nobody listened (canceled), or the venue has never heard of it (rejected: the strategy may send another, under
 * another id; this one is never sent again).
 */
export function settleOrders(
  account: AccountId,
  { working, unanswered }: Pick<Engine, 'working' | 'unanswered'>,
  sent: ReadonlySet<OrderId>,
  state: VenueState,
  why: string,
): readonly Sourced<Fact>[] {
  const source = `settled/${account}`
  const stamp = { at: state.at, source }
  const facts: Sourced<Fact>[] = state.fills.map((fill) => ({ ...fill, ...stamp }))
  const theirs = new Map(state.working.map((one) => [one.order.orderId, one]))
  const filled = new Map<string, number>()
  for (const fill of state.fills) filled.set(fill.orderId, (filled.get(fill.orderId) ?? 0) + fill.quantity)
  const told = new Set<string>()
  const asked = new Set(unanswered())
  for (const { order, state: stood, filled: known } of working) {
    const { orderId } = order
    if (order.account !== account || !sent.has(orderId) || !isOpenOrder(stood) || told.has(orderId)) continue
    told.add(orderId)
    const at = theirs.get(orderId)
    const order_ = { account, orderId, ...stamp }
    if (at !== undefined) {
      const venue = at.venueOrderId === undefined ? {} : { venueOrderId: at.venueOrderId }
      if (stood === 'pending' || stood === 'unknown') facts.push({ kind: 'accepted', ...order_, ...venue })
      if (asked.has(orderId) || worksOtherwise(order, at.order))
        facts.push({ kind: 'replaced', ...order_, change: asItWorks(at) })
    } else if (Math.max(known, filled.get(orderId) ?? 0) >= order.quantity) continue
    else if (stood === 'pending' || (stood === 'unknown' && !filled.has(orderId) && known === 0))
      facts.push({
        kind: 'rejected',
        ...order_,
        reason: {
          code: 'venue/never-arrived',
          message: `${account} does not know ${orderId}: ${why}`,
          details: { orderId },
        },
      })
    else facts.push({ kind: 'canceled', ...order_ })
  }
  return facts
}

/** Two changes may have been out, of which one was answered: the venue's terms count. */
function worksOtherwise(ours: WorkingOrder['order'], theirs: WorkingOrder['order']): boolean {
  const [a, b] = [ours, theirs] as readonly {
    readonly quantity: number
    readonly limit?: number
    readonly stop?: number
  }[]
  return a!.quantity !== b!.quantity || a!.limit !== b!.limit || a!.stop !== b!.stop
}

/** The terms a venue works an order at: the answer to whatever change was asked. */
function asItWorks({ order }: WorkingOrder): Replace {
  return {
    replace: order.orderId,
    account: order.account,
    quantity: order.quantity,
    ...('limit' in order ? { limit: order.limit } : {}),
    ...('stop' in order ? { stop: order.stop } : {}),
  }
}
