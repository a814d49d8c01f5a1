// What markets say. Each fact is complete at its `at`; whether it may still change is in its first line.
import type { Span } from './bars.js'
import type { IsoDate } from './civil.js'
import type { InstrumentId } from './ids.js'
import type { Json } from './json.js'
import type { Money } from './money.js'
import type { Side } from './side.js'
import type { EpochMs } from './time.js'

/** Best prices and sizes; NaN or 0 on a side that is empty. */
export type Quote = {
  readonly kind: 'quote'
  readonly id: InstrumentId
  readonly bid: number
  readonly ask: number
  readonly bidSize: number
  readonly askSize: number
}
/** A print. From entry to exit is a `RoundTrip`. */
export type Trade = {
  readonly kind: 'trade'
  readonly id: InstrumentId
  readonly price: number
  readonly size: number
  readonly aggressor?: Side
}
/** Complete at `at`. Prices raw; `adjusted` is the adjusted close, for signals; fills and money use raw ones. */
export type Bar = {
  readonly kind: 'bar'
  readonly id: InstrumentId
  readonly span: Span
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly adjusted: number
  readonly openInterest?: number
  readonly settlement?: number
  readonly trades?: number
}
/** Pairs price, size flat; size 0 removes. A `snapshot` replaces; a delta follows `sequence - 1`. */
export type BookUpdate = {
  readonly kind: 'book'
  readonly id: InstrumentId
  readonly snapshot: boolean
  readonly sequence: number
  readonly bids: Float64Array
  readonly asks: Float64Array
}
/** The venue's price for margin and liquidation. */
export type Mark = { readonly kind: 'mark'; readonly id: InstrumentId; readonly price: number; readonly index?: number }
/** `rate` of the period that ended, 0.0001 = 1 bp; > 0: longs pay. `price`: the mark it was charged on, where the venue says. */
export type Funding = {
  readonly kind: 'funding'
  readonly id: InstrumentId
  readonly rate: number
  readonly hours: number
  readonly price?: number
}
/** The exchange's daily price; `final` on the last day. */
export type Settlement = {
  readonly kind: 'settlement'
  readonly id: InstrumentId
  readonly price: number
  readonly final: boolean
}
/** Contracts open after the session. */
export type OpenInterest = { readonly kind: 'openInterest'; readonly id: InstrumentId; readonly contracts: number }
/** A non-price series (on-chain, sentiment, release). Nothing may read it before `knownAt`. `'rate/USD/0.25'` (years) and `'vol'` with an id feed a `MarketRecord`. */
export type Observation = {
  readonly kind: 'observation'
  readonly series: string
  readonly value: number
  readonly knownAt: EpochMs
  readonly id?: InstrumentId
}
/**
 * What a company or an exchange does to a listing, effective at the open of `exDate`. A split gives `numerator` for
 * `denominator`. `ratio`: new per old; `cash` per old. `inLieu`: what a whole new unit is worth where fractions are paid
 * out; absent: fractions are kept. `costShare`: the part of the cost that goes to what was spun off (default 0).
 */
export type CorporateAction = {
  readonly kind: 'corporateAction'
  readonly id: InstrumentId
  readonly exDate: IsoDate
} & (
  | { readonly action: 'dividend'; readonly perShare: Money; readonly payDate: IsoDate }
  | { readonly action: 'split'; readonly numerator: number; readonly denominator: number; readonly inLieu?: Money }
  | {
      readonly action: 'spinOff'
      readonly into: InstrumentId
      readonly ratio: number
      readonly costShare?: number
      readonly cash?: Money
      readonly inLieu?: Money
    }
  | {
      readonly action: 'merger'
      readonly into: InstrumentId
      readonly ratio: number
      readonly cash?: Money
      readonly inLieu?: Money
    }
  | { readonly action: 'rename'; readonly into: InstrumentId }
  | { readonly action: 'contractAdjustment'; readonly into: InstrumentId; readonly terms: Json }
)
/** `terms` is the instrument as JSON (`parseInstrument` in assets): core cannot name the Instrument union. */
export type Listed = { readonly kind: 'listed'; readonly id: InstrumentId; readonly terms: Json }
/** No longer traded; `price` where holders were paid out. */
export type Delisted = { readonly kind: 'delisted'; readonly id: InstrumentId; readonly price?: number }
/** Prediction market: `pays` in [0, 1] per unit; 0.5 is a split. */
export type Resolution = {
  readonly kind: 'resolution'
  readonly id: InstrumentId
  readonly pays: number
  readonly disputed: boolean
}
/** Everything a feed can say about markets. */
export type MarketFact =
  | Quote
  | Trade
  | Bar
  | BookUpdate
  | Mark
  | Funding
  | Settlement
  | OpenInterest
  | Observation
  | CorporateAction
  | Listed
  | Delisted
  | Resolution
