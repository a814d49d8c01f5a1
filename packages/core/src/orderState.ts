import type { Order } from './order.js'

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
