// What happens to orders, and to positions without an order of ours.
import type { AccountId, InstrumentId, OrderId } from './ids.js'
import type { Money } from './money.js'
import type { Replace } from './order.js'
import type { Failure } from './result.js'
import type { Liquidity, Side } from './side.js'
import type { EpochMs } from './time.js'

type OrderFactBase = { readonly account: AccountId; readonly orderId: OrderId; readonly venueOrderId?: string }
/** The venue has it, has ended it, or its time in force has. */
export type OrderStatus = OrderFactBase & { readonly kind: 'accepted' | 'canceled' | 'expired' }
/** refused: by our gate. rejected: by the venue. cancelRejected: a replacement or a cancel failed, the order is as it was. */
export type OrderRefusal = OrderFactBase & {
  readonly kind: 'rejected' | 'refused' | 'cancelRejected'
  readonly reason: Failure
}
/** The reply was lost; settled by client id before anything is sent again. */
export type OrderUnknown = OrderFactBase & { readonly kind: 'unknown'; readonly askAgainBy: EpochMs }
/** The venue works the order with `change` applied. */
export type OrderReplaced = OrderFactBase & { readonly kind: 'replaced'; readonly change: Replace }
/** Key: (account, instrument, tradeId). Text keeps the venue's digits. `fee` > 0 is paid by us. */
export type Fill = OrderFactBase & {
  readonly kind: 'fill'
  readonly strategy: string
  readonly tradeId: string
  readonly instrument: InstrumentId
  readonly side: Side
  readonly quantity: number
  readonly price: number
  readonly quantityText: string
  readonly priceText: string
  readonly liquidity: Liquidity
  readonly fee: Money
  readonly groupId?: string
}
/**
 * Came without an order of ours. `quantity` > 0, of what is held. `price`: at which the instrument itself is closed, in its
 * own price unit: its payoff where it pays cash, 0 where it is worthless or delivers its underlying (at the strike).
 */
export type PositionEvent = {
  readonly kind: 'exercise' | 'assignment' | 'expiry' | 'liquidation'
  readonly account: AccountId
  readonly strategy: string
  readonly eventId: string
  readonly instrument: InstrumentId
  readonly quantity: number
  readonly price: number
  readonly fee: Money
}
/** Everything a venue can say about orders and positions, each once, never conflated. */
export type OrderFact = OrderStatus | OrderRefusal | OrderUnknown | OrderReplaced | Fill | PositionEvent
