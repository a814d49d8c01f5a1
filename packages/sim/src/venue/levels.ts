// At which prices an order trades.
import type { Order } from '@bourse/core'
import type { Resting } from './slot.js'

/** Trades at any price: a market order, and a stop that has been hit. */
export function isFree(one: Resting): boolean {
  const { type } = one.order
  return type === 'market' || (one.triggered && type !== 'stopLimit')
}

/** Works as a limit: a limit order, or a stop-limit that has been hit. */
export function limitOf(one: Resting): number | undefined {
  const { order } = one
  if (order.type === 'limit' || (order.type === 'stopLimit' && one.triggered)) return order.limit
  return undefined
}

/** Waits for its stop. */
export function stopOf(one: Resting): number | undefined {
  const { type } = one.order
  return !one.triggered && (type === 'stop' || type === 'stopLimit' || type === 'trailing') ? one.level : undefined
}

/** Whether a price is as good as a limit or better. */
export function reaches(order: Order, limit: number, price: number): boolean {
  return order.side === 'buy' ? price <= limit : price >= limit
}

/** Whether a price has hit a stop. */
export function hits(order: Order, stop: number, price: number): boolean {
  return order.side === 'buy' ? price >= stop : price <= stop
}

/** Moves a trailing stop after a price; it never moves away from the market. */
export function trail(one: Resting, price: number): void {
  const { order } = one
  if (order.type !== 'trailing' || one.triggered) return
  const by = 'amount' in order.trail ? order.trail.amount : (Math.abs(price) * order.trail.percent) / 100
  const level = order.side === 'sell' ? price - by : price + by
  if (Number.isNaN(one.level) || (order.side === 'sell' ? level > one.level : level < one.level)) one.level = level
}
