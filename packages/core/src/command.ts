import type { Approved } from './approved.js'
import type { OrderGroup } from './group.js'
import type { AccountId, InstrumentId, OrderId, RequestId } from './ids.js'
import type { Json } from './json.js'
import type { Order, Replace } from './order.js'
import type { EpochMs } from './time.js'

/** What to ask a feed for. */
export type FeedWant = 'quote' | 'trade' | 'bar' | 'book' | 'mark' | 'funding'

/** What the engine wants done. `cause` is the seq of the input that led here. */
export type Command = { readonly cause: number; readonly strategy: string } & (
  | { readonly do: 'submit'; readonly order: Approved<Order> | Approved<OrderGroup> }
  | { readonly do: 'replace'; readonly change: Approved<Replace> }
  | { readonly do: 'cancel'; readonly account: AccountId; readonly orderId: OrderId }
  | {
      readonly do: 'exercise'
      readonly account: AccountId
      readonly instrument: InstrumentId
      readonly quantity: number
    }
  | { readonly do: 'wake'; readonly at: EpochMs; readonly tag: string }
  | { readonly do: 'cancelWake'; readonly tag: string }
  | { readonly do: 'watch' | 'unwatch'; readonly ids: readonly InstrumentId[]; readonly want: readonly FeedWant[] }
  | {
      readonly do: 'ask'
      readonly requestId: RequestId
      readonly module: string
      readonly question: Json
      readonly deadline: EpochMs
    }
)
