import type { FeedWant } from './command.js'
import type { Link } from './driverFacts.js'
import type { InstrumentId } from './ids.js'
import type { MarketFact } from './marketFacts.js'
import type { Sourced } from './stamp.js'

/** Where market data come from. Watching twice needs unwatching twice. `listen` returns the way to stop. */
export interface Feed {
  watch(ids: readonly InstrumentId[], want: readonly FeedWant[]): void
  unwatch(ids: readonly InstrumentId[], want: readonly FeedWant[]): void
  listen(listener: (fact: Sourced<MarketFact | Link>) => void): () => void
}
