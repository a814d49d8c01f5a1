// What the parts of one engine share, and what one strategy at work looks like to them.
import type { Calendars, Instruments } from '@bourse/assets'
import {
  BourseError,
  type Command,
  type Control,
  type InputOf,
  type InstrumentId,
  type MarketView,
  type OrderId,
  type RequestId,
  type Saves,
  type Stamp,
} from '@bourse/core'
import type { Rng } from '@bourse/math'
import type { BookView } from '@bourse/portfolio'
import type { OptionChain } from '@bourse/pricing'
import type { ClosedStrategy } from '../strategy/defineStrategy.js'
import type { StrategyContext } from '../strategy/strategyContext.js'
import type { StrategyHandlers } from '../strategy/strategyHandlers.js'
import type { BarRing } from './barRing.js'
import type { AccountRoute, AuditNote } from './engineTypes.js'
import type { OrderDesk } from './orderDesk.js'
import type { SeriesDesk } from './seriesDesk.js'
import type { TargetState } from './target.js'

/** What the parts of one engine share. */
export type Floor = {
  readonly runId: string
  readonly instruments: Instruments
  readonly calendars: Calendars
  readonly book: BookView
  readonly market: MarketView
  readonly desk: OrderDesk
  readonly series: SeriesDesk
  now: number
  cause: number
  /** Inputs are folded: strategies look, and order nothing. */
  muted: boolean
  /** Accounts that take no new orders. */
  readonly closed: Set<string>
  /** The host whose handler runs; nobody's context works outside it. */
  current: Host | undefined
  readonly send: (command: Command) => void
  readonly note: (note: AuditNote) => void
  readonly chain: (underlying: InstrumentId) => OptionChain
  readonly bars: (id: InstrumentId) => BarRing | undefined
  /** Units of the book's currency per one of another; NaN where unknown. */
  readonly rateOf: (currency: string) => number
  /** Told to the strategy when its handler is done. */
  readonly refuse: (host: Host, fact: InputOf<'refused'>) => void
  readonly watchesChanged: () => void
  readonly halt: (host: Host, error: unknown) => void
}

/** Handlers as the engine calls them; a control reaches only what the engine itself runs. */
export type HostHandlers = StrategyHandlers<object, unknown> & {
  readonly control?: (ctx: StrategyContext, input: Control & Stamp) => void
}

/** One strategy at work. */
export interface Host extends Saves {
  readonly name: string
  readonly on: HostHandlers
  readonly definition: ClosedStrategy
  readonly book: BookView
  readonly routes: readonly AccountRoute[]
  readonly context: StrategyContext
  /** Empty while it runs. */
  off: string
  state: unknown
  readonly rng: Rng
  /** Undefined: everything. */
  watched: Set<InstrumentId> | undefined
  orders: number
  asks: Map<RequestId, string>
  targets: Map<string, TargetState>
  closing: Map<string, OrderId>
  /** Bars seen per id, while some are cold. */
  readonly warmUp: number
  barsSeen: Map<InstrumentId, number>
  warming: boolean
  begin(): void
  /** Runs one handler; what it throws halts the strategy. */
  run<T>(handler: ((ctx: StrategyContext, input: T) => void) | undefined, input: T): void
  bar(input: InputOf<'bar'>): void
  timer(input: InputOf<'timer'>): void
  answer(input: InputOf<'answer'>): void
  /** Something may have moved a holding (of one instrument, or of any): targets look again. */
  unsettle(instrument?: InstrumentId): void
  checkState(): void
}

/** Tags of timers the engine sets for itself; a strategy's own may not begin so. */
export const scheduleTag = 'schedule/'
export const askTag = 'ask/'

/** The error for a context used when no handler of its strategy runs. */
export function outsideStep(name: string, method: string): BourseError {
  return new BourseError('engine/outside-step', `${name}: ctx.${method} was called outside of a handler`, {
    details: { where: name, argument: method },
    remedy: 'call it while the handler runs; for slow work use ctx.ask and the answer handler',
  })
}
