// What the parts of a venue share while it runs: its books, its orders, and the way facts leave it.
import type { Instruments } from '@bourse/assets'
import {
  type AccountId,
  type ComboGroup,
  type Contingency,
  type Currency,
  type EpochMs,
  type ExerciseNotice,
  type Fact,
  type Fill,
  type Input,
  type InstrumentId,
  type MarketView,
  type Money,
  money,
  type OrderFact,
  type OrderGroup,
  type OrderId,
  type PositionEvent,
  type AccountFact,
  type Sourced,
  type Stamp,
} from '@bourse/core'
import type { LiveRates } from '@bourse/engine'
import type { FxRates } from '@bourse/fx'
import type { Rng } from '@bourse/math'
import type { Ledger } from '@bourse/portfolio'
import type { PendingAction } from './adjustOrders.js'
import type { BookSides } from './bookSides.js'
import type { SimOptions } from './simOptions.js'
import type { Lot } from './lots.js'
import { emptySlot, type Resting, type Slot } from './slot.js'
import { movesBook } from './movesBook.js'

/** What a venue tells. */
export type VenueFact = OrderFact | AccountFact

export type Floor = {
  readonly account: AccountId
  readonly source: string
  readonly options: SimOptions
  readonly instruments: Instruments
  readonly rng: Rng
  /** The account's books as far as they have been brought: ask `booksOf`. */
  readonly ledger: Ledger
  /** What has been told and not booked yet: most fills are never asked about. */
  readonly pending: Input[]
  readonly slots: Map<InstrumentId, Slot>
  /** What the slots say, as a view. */
  readonly market: MarketView
  /** Books of instruments, by the rule of queues. */
  readonly books: Map<InstrumentId, BookSides>
  readonly listeners: ((fact: Sourced<VenueFact>) => void)[]
  readonly fees: Map<Currency, Money>
  /** Notional traded so far, by currency. */
  readonly traded: Map<Currency, number>
  /** From deciding to acting, in ms. */
  readonly delay: number
  /** The age from which on a price is none. */
  readonly stale: number
  /** What is no longer traded. */
  readonly closed: Set<InstrumentId>
  groups: Map<OrderId, { readonly group: OrderGroup; readonly run: Contingency }>
  combos: Resting<ComboGroup>[]
  /** Open lots, oldest first, by strategy and instrument; kept where exits guard them. */
  readonly lots: Map<string, Lot[]>
  /** Market orders that wait for the moment they came in to be over. */
  held: { readonly slot: Slot; readonly one: Resting }[]
  /** Every fill that was told, for whoever comes back and asks. */
  told: Sourced<Fill>[]
  now: EpochMs
  /** When something happens by itself. */
  nextDue: EpochMs
  /** Whether margin is looked at after each price. */
  readonly margined: boolean
  /** Margin calls that wait for an answer, by the currency of their purse: until when. */
  calls: Map<Currency, EpochMs>
  /** Rates between currencies, where collateral is shared or rates were given. */
  readonly rates: FxRates | undefined
  /** The same, where they come from the venue's own pairs. */
  readonly pairs: LiveRates | undefined
  /** Options to be exercised, and when the notice arrives. */
  notices: (ExerciseNotice & { readonly at: EpochMs })[]
  /** Whether an option that is over waits for a price of its underlying. */
  awaited: boolean
  /** Day on which shorts were last drawn from; -Infinity before the first. */
  drawnOn: number
  /** Corporate actions that have been told and are not over. */
  actions: PendingAction[]
  /** Dividends whose eve is over. */
  readonly seen: Set<string>
  /** Day up to which interest has been paid; -Infinity before the first input. */
  accruedTo: number
  trades: number
  placed: number
  events: number
  /** `dependent`: fills that another way through their bar would not have given. */
  readonly counts: { fills: number; dependent: number }
  out: Sourced<Fact>[]
  /** Market facts of this moment that move money, to be booked when it is over. */
  due: Input[]
  /** What strategies have done in a trial: nobody is told and nothing is booked. */
  trial: Map<string, number> | undefined
}

/** The slot of an instrument; undefined where the registry does not know it. */
export function slotOf(floor: Floor, id: InstrumentId): Slot | undefined {
  const known = floor.slots.get(id)
  if (known !== undefined) return known
  const instrument = floor.instruments.find(id)
  if (instrument === undefined) return undefined
  const slot = emptySlot(instrument)
  floor.slots.set(id, slot)
  return slot
}

/** The account's books, up to date: what was told since they were last asked is booked on the way. */
export function booksOf({ ledger, pending }: Floor): Ledger {
  if (pending.length > 0) for (const input of pending.splice(0)) ledger.apply(input)
  return ledger
}

/** What a strategy holds here, signed. */
export function heldBy(floor: Floor, id: InstrumentId, strategy: string): number {
  const held = booksOf(floor).quantity(id, { account: floor.account, strategy })
  return held + (floor.trial?.get(`${strategy} ${id}`) ?? 0)
}

export function noFee(floor: Floor, currency: Currency): Money {
  let none = floor.fees.get(currency)
  if (none === undefined) {
    none = money(0, currency)
    floor.fees.set(currency, none)
  }
  return none
}

/** The fact, booked and told; in a trial only noted. */
export function emit(floor: Floor, fact: Sourced<VenueFact>): void {
  floor.out.push(fact)
  if (floor.trial !== undefined) return
  if (fact.kind === 'fill') floor.told.push(fact)
  if (movesBook(fact)) {
    floor.pending.push('seq' in fact ? (fact as VenueFact & Stamp) : { ...fact, seq: 0, time: floor.now })
    if (fact.kind in events) slotOf(floor, (fact as PositionEvent).instrument)!.eventAt = floor.now
    // What was opened may end by itself.
    if ('instrument' in fact && fact.instrument !== undefined && ends(floor, fact.instrument))
      floor.nextDue = Number.NEGATIVE_INFINITY
  }
  for (const listener of floor.listeners) listener(fact)
}

const events = { exercise: 1, assignment: 1, expiry: 1, liquidation: 1 } as const

function ends(floor: Floor, id: InstrumentId): boolean {
  const kind = floor.instruments.find(id)?.kind
  return kind === 'option' || kind === 'future'
}
