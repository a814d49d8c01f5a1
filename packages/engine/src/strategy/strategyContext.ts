// What a strategy sees and does.
import type { Instruments } from '@bourse/assets'
import type {
  AccountId,
  Bars,
  Draft,
  Duration,
  EpochMs,
  FeedWant,
  InstrumentId,
  Json,
  MarketView,
  OrderId,
  RequestId,
  WorkingOrder,
} from '@bourse/core'
import type { ContinuousFuture } from '@bourse/futures'
import type { Rng } from '@bourse/math'
import type { BookView, Holding } from '@bourse/portfolio'
import type { OptionChain } from '@bourse/pricing'

/** A dated or spot listing, or a continuous series, whose orders go to the contract in front. */
export type Watchable = InstrumentId | ContinuousFuture

/**
 * How a target is traded. `band`: the share of equity by which the holding may drift before it is traded again; without
 * it a target is traded when its share changes, and one with `volTarget` when it drifts by a tenth of itself. `limit`:
 * a market order (default), a limit at the middle, or one on the own side of the quote.
 */
export type TargetOptions = {
  readonly account?: AccountId
  readonly volTarget?: number
  readonly band?: number
  readonly limit?: 'market' | 'mid' | 'passive'
}

/** What of an order may change while it works. `quantity` is the new total. */
export type OrderChange = { readonly quantity?: number; readonly limit?: number; readonly stop?: number }

/**
 * What a strategy sees and does; valid only during the call: afterwards every method throws `engine/outside-step`. `state`
 * is JSON plus steppers. Orders go through the gate before `submit` returns; what it refuses comes back as a `refused`
 * order fact once the handler is done.
 */
export interface StrategyContext<P = object, S = unknown> {
  readonly params: P
  readonly state: S
  readonly now: EpochMs
  /** This strategy's own stream: adding another strategy does not change its numbers. */
  readonly rng: Rng
  /** This strategy's part of the book; its equity is its capital and what it has made. */
  readonly book: BookView
  readonly market: MarketView
  readonly instruments: Instruments
  /** This strategy's open orders. A combo shows as its legs. */
  working(): readonly WorkingOrder[]
  holdings(): readonly Holding[]
  /** Built from the instruments on first use, and fed from then on; American options are priced as European and say so. */
  chain(underlying: InstrumentId): OptionChain
  /** The newest `count` complete bars, oldest first, fewer where fewer came. Of the first span seen of the id. */
  bars(id: InstrumentId, count: number): Bars
  /** Of a group: its entry, or its first order. Throws on terms no order can have. */
  submit(draft: Draft): OrderId
  replace(orderId: OrderId, change: OrderChange): void
  /** What is no longer open, or is being canceled, is left alone. */
  cancel(orderId: OrderId): void
  /** At the market, once: while a closing order works, nothing more is sent. Working exits of its group are canceled. */
  close(holding: Holding): void
  /**
   * Uses American options this strategy holds long, all of them without a `quantity`; the `event` handler is told. Throws for what
   * is no American option, and for more than is held.
   */
  exercise(option: InstrumentId, quantity?: number): void
  /** Signed share of this strategy's equity: 1 = all, -0.5 = half short. With `volTarget`, share x target / measured volatility (per year). */
  target(what: Watchable, share: number, options?: TargetOptions): void
  watch(what: readonly Watchable[], want?: readonly FeedWant[]): void
  unwatch(what: readonly Watchable[]): void
  /** A `timer` at or after `at`; the same tag again moves it. */
  wake(at: EpochMs, tag: string): void
  cancelWake(tag: string): void
  /** Slow work, done outside the step; the `answer` handler gets the reply, or the failure `ask/timeout` at the deadline. */
  ask(module: string, question: Json, options: { readonly deadline: Duration }): RequestId
  log(what: Json): void
}
