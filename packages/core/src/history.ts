import type { Bars, Span } from './bars.js'
import type { InstrumentId } from './ids.js'
import type { MarketFact } from './marketFacts.js'
import type { Sourced } from './stamp.js'
import type { TimeLike } from './time.js'

/** `from` included, `to` excluded. `knownAt`: as it was known then, before later corrections. */
export type HistoryQuery = {
  readonly id: InstrumentId
  readonly from: TimeLike
  readonly to: TimeLike
  readonly knownAt?: TimeLike
  readonly signal?: AbortSignal
}

/** What was. */
export interface History {
  bars(query: HistoryQuery & { readonly span: Span }): Promise<Bars>
  facts(query: HistoryQuery): AsyncIterable<Sourced<MarketFact>>
}
