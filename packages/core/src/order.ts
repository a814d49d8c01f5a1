// Orders as unions in which a wrong state cannot be written: a market order has no limit, a limit order needs one.
import type { AccountId, InstrumentId, OrderId } from './ids.js'
import type { Side } from './side.js'
import type { EpochMs } from './time.js'

/** `open` and `close`: the auction. `gtd`: good until that moment. */
export type TimeInForce = 'day' | 'gtc' | 'ioc' | 'fok' | 'open' | 'close' | { readonly gtd: EpochMs }
/** What a stop watches; the venue's default where absent. */
export type StopTrigger = 'last' | 'mark' | 'index'
/** Prices in the instrument's price unit; of a combo: net per unit, negative = credit. `display`: the part shown of an iceberg. `percent` 1 = 1 %. */
export type OrderTerms =
  | { readonly type: 'market' }
  | { readonly type: 'limit'; readonly limit: number; readonly postOnly?: boolean; readonly display?: number }
  | { readonly type: 'stop'; readonly stop: number; readonly trigger?: StopTrigger }
  | { readonly type: 'stopLimit'; readonly stop: number; readonly limit: number; readonly trigger?: StopTrigger }
  | { readonly type: 'trailing'; readonly trail: { readonly amount: number } | { readonly percent: number } }
/** `quantity` > 0, in units of the instrument (contracts, shares, coins). */
export type OrderRoute = {
  readonly orderId: OrderId
  readonly account: AccountId
  readonly strategy: string
  readonly side: Side
  readonly quantity: number
  readonly tif: TimeInForce
  readonly reduceOnly?: boolean
  readonly tag?: string
}
/** Before the engine adds ids; `account` where several could take it (else by `routes`); `tif` defaults to `'day'`. */
export type DraftRoute = {
  readonly account?: AccountId
  readonly side: Side
  readonly quantity: number
  readonly tif?: TimeInForce
  readonly reduceOnly?: boolean
  readonly tag?: string
}
/** One order for one instrument, with its ids. */
export type Order = OrderTerms & OrderRoute & { readonly instrument: InstrumentId }
/** An order as a strategy or a person writes it. */
export type OrderDraft = OrderTerms & DraftRoute & { readonly instrument: InstrumentId }
/** Only the named fields change; `quantity` is the new total, what has filled included. */
export type Replace = {
  readonly replace: OrderId
  readonly account: AccountId
  readonly quantity?: number
  readonly limit?: number
  readonly stop?: number
}
