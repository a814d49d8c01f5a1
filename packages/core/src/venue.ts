import type { AccountFact, VenuePosition } from './accountFacts.js'
import type { Approved } from './approved.js'
import type { Link } from './driverFacts.js'
import type { GroupKind, GroupShapes } from './group.js'
import type { AccountId, InstrumentId, OrderId } from './ids.js'
import type { Money } from './money.js'
import type { Order, Replace } from './order.js'
import type { Fill, OrderFact } from './orderFacts.js'
import type { WorkingOrder } from './orderState.js'
import type { Sourced } from './stamp.js'
import type { EpochMs } from './time.js'

/** Where orders go. `G`: groups the venue itself holds together. A plain `Venue` promises orders only: ask `holdsGroup`, else run a `contingency`. */
export interface Venue<G extends GroupKind = never> {
  readonly account: AccountId
  readonly groups: readonly GroupKind[]
  readonly submit: (order: Approved<Order> | Approved<GroupShapes[G]>) => void
  replace(change: Approved<Replace>): void
  cancel(orderId: OrderId): void
  /** Uses options that a strategy holds long; absent where a venue takes no such notice. What is no longer held is left alone. */
  exercise?(notice: ExerciseNotice): void
  /** Order, account facts and link states, each once, never conflated. Returns the way to stop. */
  listen(listener: (fact: Sourced<OrderFact | AccountFact | Link>) => void): () => void
  /** Truth after a start or a reconnect; `fills` since then, by the venue's clock. */
  state(since: EpochMs): Promise<VenueState>
}

/** `quantity` > 0 contracts of an option that `strategy` holds long. */
export type ExerciseNotice = {
  readonly account: AccountId
  readonly strategy: string
  readonly instrument: InstrumentId
  readonly quantity: number
}

/** What a venue says it knows of an account. */
export type VenueState = {
  readonly at: EpochMs
  readonly cash: readonly Money[]
  readonly positions: readonly VenuePosition[]
  readonly working: readonly WorkingOrder[]
  readonly fills: readonly Sourced<Fill>[]
}

/**
 * Whether the venue itself holds such groups together; narrows its type, so that it takes them.
 *
 * @example
 * import { holdsGroup, type Venue } from '@bourse/core'
 * const venue = { account: 'paper', groups: ['oco'] } as unknown as Venue
 * holdsGroup(venue, 'oco') // => true
 * holdsGroup(venue, 'combo') // => false
 */
export function holdsGroup<G extends GroupKind>(venue: Venue, group: G): venue is Venue<G> {
  return venue.groups.includes(group)
}
