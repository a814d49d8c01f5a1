// Brokers and vendors as the engine sees them: ports side by side, one broker per account.
import type { InstrumentSource, Instruments } from '@bourse/assets'
import type {
  AccountId,
  Approved,
  EpochMs,
  Feed,
  GroupKind,
  GroupShapes,
  History,
  MarketView,
  Money,
  Order,
  OrderId,
  Venue,
  VenueState,
} from '@bourse/core'

/** Reply of one placement. unknown: nothing may be sent again before it is settled by client id. */
export type Placement =
  | { readonly placement: 'accepted'; readonly orderId: OrderId; readonly venueOrderId: string }
  | { readonly placement: 'rejected'; readonly orderId: OrderId; readonly reason: string }
  | { readonly placement: 'unknown'; readonly orderId: OrderId; readonly askAgainBy: EpochMs }

/** One account at one broker: ports side by side. `G`: the groups it holds natively, so that `place(oco)` elsewhere is red. */
export interface Broker<G extends GroupKind = never> {
  readonly account: AccountId
  /** No real money moves here. */
  readonly paper: boolean
  readonly venue: Venue<G>
  readonly feed: Feed
  readonly history: History
  readonly instruments: InstrumentSource
  readonly place: (order: Approved<Order> | Approved<GroupShapes[G]>) => Promise<Placement>
  close(): Promise<void>
}

/** No venue: data only. */
export interface DataVendor {
  readonly vendor: string
  readonly feed?: Feed
  readonly history?: History
  readonly instruments?: InstrumentSource
}

/** Connected and read: what each account holds and works on at `at`. */
export interface TradingSystem {
  readonly at: EpochMs
  readonly brokers: readonly Broker[]
  readonly vendors: readonly DataVendor[]
  readonly instruments: Instruments
  readonly market: MarketView
  broker(account: AccountId): Broker
  state(account: AccountId): VenueState
  cash(): readonly { readonly account: AccountId; readonly money: Money }[]
  /** Where the market is recorded: `runLive` calls it once it trades, and ends when it resolves. */
  play?(): Promise<void>
  close(): Promise<void>
}
