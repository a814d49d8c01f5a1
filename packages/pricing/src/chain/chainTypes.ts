// The nouns of a live chain.
import type { Option } from '@bourse/assets'
import type { Duration, EpochMs, InstrumentId, IsoDate, Link, MarketFact, Sourced, Stepper } from '@bourse/core'
import type { OptionBackend, RowStatus } from '../columns/columns.js'
import type { DiscountCurve } from '../curve/discountCurve.js'
import type { StrikeQuotes } from '../parity/strikeQuotes.js'
import type { Greeks } from '../terms.js'
import type { ExpirySettings } from '../time/expiryTime.js'

/** How a chain prices. */
export type ChainSettings = ExpirySettings & {
  /** Its time before the first fact. Default: it has none, and everything is 'noQuote'. */
  readonly now?: EpochMs
  /** Continuous per year, or a curve. Default 0. */
  readonly rate?: number | DiscountCurve
  /** Continuous yield of the underlying, for expiries whose calls and puts give no forward. Default: those have none. */
  readonly yield?: number
  /** `future`: the underlying's price is the forward where parity gives none, and Greeks are its. Default `spot`. */
  readonly underlyingKind?: 'spot' | 'future'
  /** `parity`: from calls and puts, else the curve; `curve`: from the underlying's price, rate and yield. Default `parity`. */
  readonly forwards?: 'parity' | 'curve'
  /** Older quotes are 'stale' and have no volatility. Default 5 minutes; `Infinity` for never. */
  readonly maxAge?: Duration
  /**
   * American options: `price`, as American ones under the yield that parity implies (`americanGreeksOf`; some fifty times
   * the work of European ones); `europeanApproximation`, as European, which their status says: their volatility is too high
   * by the early exercise premium, most for puts deep in the money; `refuse`, 'unsupported'. Default `price`.
   */
  readonly american?: 'price' | 'europeanApproximation' | 'refuse'
  /** Default `jsBackend`; `await loadWasmBackend()` is faster. */
  readonly backend?: OptionBackend
}

/**
 * Why a row has no volatility, or what to know of the one it has: those of `ROW_STATUS`, and `noQuote` (neither side, or
 * the chain has no time), `oneSided` (no bid, or no offer), `crossed`, `stale` (too old, or its feed is down), `noForward`,
 * `europeanApproximation` (American, priced as European), `noSpot` (American, and no price of the underlying is known).
 */
export type ChainStatus =
  | RowStatus
  | 'noQuote'
  | 'oneSided'
  | 'crossed'
  | 'stale'
  | 'noForward'
  | 'europeanApproximation'
  | 'noSpot'

/**
 * One option as it stands. `vol` of the mid, NaN where `status` says why; 0 for an empty bid, NaN for an empty ask. `age`
 * of its quote in ms, NaN without one. Greeks of one unit of underlying, at `vol`.
 */
export type ChainOption = {
  readonly option: Option
  readonly bid: number
  readonly ask: number
  readonly mid: number
  readonly vol: number
  /** NaN where there is none: a bid below the intrinsic value is ordinary. */
  readonly bidVol: number
  readonly askVol: number
  readonly greeks: Greeks
  readonly status: ChainStatus
  readonly age: number
}

/** What the options of one expiry have in common. */
export type ExpiryTerms = {
  readonly expiry: IsoDate
  readonly fixing: 'am' | 'pm'
  readonly exercise: 'european' | 'american'
  /** Name of the series where it has one of its own: SPXW on SPX. */
  readonly root: string
  readonly multiplier: number
  /** The moment it is fixed. */
  readonly expiresAt: EpochMs
  /** Calendar days from the chain's date to the expiry date. */
  readonly days: number
  readonly years: number
  /** NaN where `forwardFrom` is `none`. */
  readonly forward: number
  readonly forwardFrom: 'parity' | 'curve' | 'none'
  readonly discount: number
  /** Price of the underlying; NaN until one is known. */
  readonly spot: number
  /** Delta, gamma, theta and rho are those of the spot at a fixed yield, or of the forward where no spot is known. */
  readonly greeksOf: 'spot' | 'forward'
}

/** One expiry as it stood when it was read; later quotes do not change it. */
export type ExpirySlice = ExpiryTerms & {
  readonly underlying: InstrumentId
  readonly time: EpochMs
  /** By strike, the call before the put. */
  readonly options: readonly ChainOption[]
  /** The priced option whose delta is nearest, signs left aside; undefined where none is priced. */
  byDelta(right: 'call' | 'put', delta: number): ChainOption | undefined
  /** The option with the nearest strike, the lower of two; undefined where the expiry has none of this right. */
  byStrike(right: 'call' | 'put', strike: number): ChainOption | undefined
  /** Calls beside puts, as `parityForward` and `varianceStrip` take them; stale quotes left out. */
  quotes(): StrikeQuotes
}

/** Which expiry is meant. Where a date has several series: the one fixed at the close, then the one with more options. */
export type ExpiryPick =
  | IsoDate
  | {
      /** Nearest in calendar days; expired ones only where there are no others. */
      readonly days: number
      readonly root?: string
      readonly fixing?: 'am' | 'pm'
    }

/** All options of the chain in columns, by expiry, then strike, call before put: valid until the chain is fed again. */
export type ChainColumns = {
  readonly options: readonly Option[]
  /** Row `i` belongs to `expiries[expiryIndex[i]]`. */
  readonly expiryIndex: Uint16Array
  readonly expiries: readonly ExpiryTerms[]
  readonly bid: Float64Array
  readonly ask: Float64Array
  readonly mid: Float64Array
  readonly vol: Float64Array
  readonly price: Float64Array
  readonly delta: Float64Array
  readonly gamma: Float64Array
  readonly vega: Float64Array
  readonly theta: Float64Array
  readonly rho: Float64Array
  readonly age: Float64Array
  /** Index into `CHAIN_STATUS`. */
  readonly status: Uint8Array
}

/**
 * A stepper over market facts that holds every option of an underlying. Nothing is priced until it is read, and then only
 * the expiries that changed. Facts of strangers pass by; of two quotes of one option the later one (`at`) counts, whatever
 * order they come in. Its time is the latest `at`, or what `advance` was told: never backwards.
 */
export interface OptionChain extends Stepper<Sourced<MarketFact | Link>, void> {
  readonly underlying: InstrumentId
  readonly now: EpochMs
  /** Newest mark, mid or print of the underlying that is not stale; NaN where there is none. */
  readonly spot: number
  /** Ascending, each date once. */
  readonly expiries: readonly IsoDate[]
  /** How many options. */
  readonly size: number
  /** Ids of all options, in the order of the columns. */
  readonly ids: readonly InstrumentId[]
  /** An option that is there already is replaced and keeps its quote. Throws where it is on another underlying. */
  add(option: Option): void
  advance(now: EpochMs): void
  /** Throws `data/missing` where the chain has no options at all. */
  expiry(pick: ExpiryPick): ExpirySlice
  /** Every expiry in the order of the columns. */
  slices(): readonly ExpirySlice[]
  option(id: InstrumentId): ChainOption | undefined
  /** Prices what has changed since, and gives all rows. */
  readColumns(): ChainColumns
  /** Volatilities of bids and offers in the order of the columns, NaN where there is none. */
  readSideVols(): { readonly bidVol: Float64Array; readonly askVol: Float64Array }
}
