import type { Calendars, Instrument, Instruments } from '@bourse/assets'
import type {
  AccountId,
  Amount,
  Command,
  Currency,
  EpochMs,
  GroupKind,
  Input,
  InstrumentId,
  Json,
  MarketView,
  MoneyText,
  OrderId,
  WorkingOrder,
} from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import type { BookView } from '@bourse/portfolio'
import type { ChainSettings } from '@bourse/pricing'
import type { GateAction, MarginModel, Rule, Verdict } from '@bourse/risk'
import type { ScanModule, ScanScorer, ScanState } from '../scan/scanModule.js'
import type { BoundStrategy } from '../strategy/defineStrategy.js'

/** First match wins; without any, the only account takes all and several refuse an order that names none. */
export type AccountRoute = {
  readonly account: AccountId
  readonly venue?: string
  readonly kind?: Instrument['kind']
  readonly instrument?: InstrumentId
  readonly strategy?: string
}

/**
 * A strategy with what is its own. `capital`: money in the base currency, or a share of what is not given out in money;
 * default an equal share. `rules` judge its orders alone, before the engine's; `routes` come before the engine's.
 */
export type StrategySlot = {
  readonly strategy: BoundStrategy
  readonly capital?: MoneyText | { readonly share: number }
  readonly rules?: readonly Rule[]
  readonly routes?: readonly AccountRoute[]
}

/**
 * Everything an engine is made of; equal configurations, seeds and inputs give equal commands. `seed`: default 1. `calendars`:
 * for schedules, rolls and rules that ask (default none). `groups`: by account, the groups its venue holds itself; brackets and
 * OCOs are else run by the engine, combos are always sent whole. `barsKept`: newest bars kept per id (default 512). `rates`:
 * where absent, rates come from quotes and bars of currency pairs.
 */
export type EngineConfig = {
  readonly runId: string
  readonly seed?: number | string
  readonly base: Currency
  readonly strategies: readonly (BoundStrategy | StrategySlot)[]
  readonly rules: readonly Rule[]
  readonly instruments: Instruments
  readonly calendars?: Calendars
  readonly routes?: readonly AccountRoute[]
  readonly margins?: readonly MarginModel[]
  readonly rates?: FxRates
  readonly modules?: readonly ScanModule[]
  readonly scorer?: ScanScorer
  readonly onThrow?: 'cancel' | 'flatten' | 'keep'
  readonly groups?: { readonly [account: string]: readonly GroupKind[] }
  readonly chains?: ChainSettings
  readonly barsKept?: number
}

/**
 * One synchronous function from an input to commands. `step` throws when re-entered, on inputs out of order and on
 * prices that are no numbers, naming the input's `seq`; what it refuses changes nothing. The returned array is the
 * engine's: read it before the next step.
 */
export interface Engine {
  /** The run's id, which order ids begin with. */
  readonly runId: string
  step(input: Input): readonly Command[]
  readonly book: BookView
  readonly market: MarketView
  /** Open orders of all strategies. A combo shows as its legs. */
  readonly working: readonly WorkingOrder[]
  /** In the order in which they are asked; scans after strategies. */
  readonly strategies: readonly string[]
  /** `seq` and time of the newest input; -1 and -Infinity before the first. */
  readonly position: { readonly seq: number; readonly time: EpochMs }
  /**
   * Takes an input in without deciding: for a journal that other code wrote. Facts are folded into book, gate and orders,
   * `recorded` are the commands that were decided then; strategies see the market to get warm, and may order nothing.
   */
  fold(input: Input, recorded: readonly Json[]): void
  /** Orders of which a change was asked that the venue has not answered. */
  unanswered(): readonly OrderId[]
  /** What the world has to be told again after a restart: watches, cancels without an answer, wakes that have not rung. */
  resume(): readonly Command[]
  /** Names of the strategies and scans that are off, and why. */
  halted(): readonly { readonly name: string; readonly why: string }[]
  /** Everything, as JSON; between steps. */
  snapshot(): Json
  /** Takes what `snapshot` of an engine of the same configuration gave; throws `journal/foreign` on another's. */
  restore(state: Json): void
  audit(listener: (entry: AuditEntry) => void): () => void
  /** After each step, before the driver carries out its commands; they are the engine's: copy what you keep. */
  watch(listener: (input: Input, commands: readonly Command[]) => void): () => void
}

/** Why something happened, or did not. `cause` is the `seq` of the input. */
export type AuditEntry = { readonly cause: number; readonly time: EpochMs } & (
  | { readonly audit: 'verdict'; readonly strategy: string; readonly verdict: Verdict }
  | { readonly audit: 'gate'; readonly action: GateAction }
  | { readonly audit: 'log'; readonly strategy: string; readonly what: Json }
  | {
      readonly audit: 'halted'
      readonly strategy: string
      readonly error: string
      readonly input: Json
      readonly state: Json
    }
  | { readonly audit: 'skipped'; readonly strategy: string; readonly instrument: InstrumentId; readonly why: string }
  | {
      readonly audit: 'alarm'
      readonly strategy: string
      readonly orderId: OrderId
      readonly state: string
      readonly fact: string
    }
  | {
      readonly audit: 'roll'
      readonly strategy: string
      readonly series: InstrumentId
      readonly from: InstrumentId
      readonly to: InstrumentId
      readonly quantity: number
      readonly gap: number
      /** Paid against the marks at which it was decided, fees included; in the contract's currency. */
      readonly cost: Amount
    }
  | {
      readonly audit: 'scan'
      readonly bucket: string
      readonly from: ScanState
      readonly state: ScanState
      readonly why: string
    }
  | {
      readonly audit: 'opportunity'
      readonly bucket: string
      readonly instrument: InstrumentId
      readonly total: number
      readonly action: 'strong' | 'standard' | 'alert' | 'skip'
      readonly orders: number
    }
)

/** An entry before the engine stamps it. */
export type AuditNote = AuditEntry extends infer E ? (E extends AuditEntry ? Omit<E, 'cause' | 'time'> : never) : never
