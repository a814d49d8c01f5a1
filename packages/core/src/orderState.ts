// The life of an order as a table of legal moves. What is not in the table did not happen at an honest venue: the caller
// raises an alarm and asks the venue for its state.
import type { Order } from './order.js'
import type { OrderFact, PositionEvent } from './orderFacts.js'

/** Where an order stands. `pending`: sent, not answered. `unknown`: sent, the answer was lost. */
export type OrderState =
  | 'pending'
  | 'unknown'
  | 'working'
  | 'partial'
  | 'filled'
  | 'canceled'
  | 'expired'
  | 'rejected'
  | 'refused'

/** An order with what has become of it. */
export type WorkingOrder = {
  readonly order: Order
  readonly state: OrderState
  readonly filled: number
  readonly averagePrice: number
  readonly venueOrderId?: string
  readonly groupId?: string
}

/** Facts that move an order; exercise, assignment, expiry and liquidation come without one. */
export type OrderMove = Exclude<OrderFact['kind'], PositionEvent['kind']>
/** Where a move leads: a state, or two: while something remains, and when nothing does. */
export type MoveTarget = OrderState | readonly [remaining: OrderState, complete: OrderState]

/**
 * Every legal move, by state and fact. Three lines are there because venues are not one wire: a fill may overtake its
 * `accepted`, an `accepted` its fill, and a fill that happened before the cancel may be told after it.
 *
 * @example
 * import { legalOrderMoves } from '@bourse/core'
 * legalOrderMoves.working.fill // => ['partial', 'filled']
 * legalOrderMoves.rejected.fill // => undefined
 */
export const legalOrderMoves: { readonly [S in OrderState]: { readonly [M in OrderMove]?: MoveTarget } } = {
  pending: {
    accepted: 'working',
    fill: ['partial', 'filled'], // overtook its accepted
    canceled: 'canceled', // immediate or cancel
    expired: 'expired',
    rejected: 'rejected',
    refused: 'refused',
    unknown: 'unknown',
    cancelRejected: 'pending',
  },
  unknown: {
    accepted: 'working', // settled: it had arrived
    fill: ['partial', 'filled'], // settled by what happened
    canceled: 'canceled',
    expired: 'expired',
    rejected: 'rejected', // settled: it never arrived
    unknown: 'unknown',
    cancelRejected: 'unknown',
  },
  working: {
    accepted: 'working',
    fill: ['partial', 'filled'],
    replaced: 'working',
    canceled: 'canceled',
    expired: 'expired',
    rejected: 'rejected', // some venues think again
    unknown: 'working', // the reply to a replacement or a cancel was lost: the order itself is known
    cancelRejected: 'working',
  },
  partial: {
    accepted: 'partial',
    fill: ['partial', 'filled'],
    replaced: ['partial', 'filled'], // reduced to what had filled
    canceled: 'canceled',
    expired: 'expired',
    rejected: 'canceled', // the rest is rejected, what filled stays
    unknown: 'partial',
    cancelRejected: 'partial',
  },
  filled: {
    accepted: 'filled', // overtaken by the fill
    unknown: 'filled',
    cancelRejected: 'filled', // the cancel came too late
  },
  canceled: {
    accepted: 'canceled',
    fill: ['canceled', 'filled'], // happened before, told after
    canceled: 'canceled',
    unknown: 'canceled',
    cancelRejected: 'canceled',
  },
  expired: {
    accepted: 'expired',
    fill: ['expired', 'filled'],
    canceled: 'expired',
    expired: 'expired',
    unknown: 'expired',
    cancelRejected: 'expired',
  },
  rejected: { rejected: 'rejected', cancelRejected: 'rejected' },
  refused: { refused: 'refused' },
}

/**
 * The state after a fact; undefined where the move is illegal. `remaining` is the quantity left after the fact: below
 * zero (more filled than ordered) and NaN are illegal for a fill. A fill after `canceled` is legal.
 *
 * @example
 * import { nextOrderState } from '@bourse/core'
 * nextOrderState('working', 'fill', 3) // => 'partial'
 * nextOrderState('canceled', 'fill', 0) // => 'filled'
 * nextOrderState('filled', 'fill', -1) // => undefined
 */
export function nextOrderState(state: OrderState, kind: OrderFact['kind'], remaining: number): OrderState | undefined {
  const moves: { readonly [kind: string]: MoveTarget | undefined } = legalOrderMoves[state]
  const target = moves[kind]
  if (target === undefined || typeof target === 'string') return target
  if (remaining > 0) return target[0]
  return remaining === 0 ? target[1] : undefined
}

/**
 * Whether something of an order may still trade by its own state: pending, unknown, working or partial.
 *
 * @example
 * import { isOpenOrder } from '@bourse/core'
 * isOpenOrder('unknown') // => true
 * isOpenOrder('expired') // => false
 */
export function isOpenOrder(state: OrderState): boolean {
  return state === 'pending' || state === 'unknown' || state === 'working' || state === 'partial'
}
