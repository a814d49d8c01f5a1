// What a simulated venue is told: how orders fill, what they cost, and what it asks of an account.
import type { Calendars } from '@bourse/assets'
import type { AccountId, Currency, Duration, InstrumentId, Money, MoneyText, Span } from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import type { BookingRules } from '@bourse/portfolio'
import type { MarginModel } from '@bourse/risk'
import type { FeeModel } from './fees.js'
import type { MarginTerms } from './marginTerms.js'
import type { SizeModel } from './sizing.js'
import type { SlippageModel } from './slippage.js'

/**
 * When and at which price orders fill on bars. `next-open`: everything is looked at at the open alone. `touch`: each order
 * by itself, market orders at the open (or the close before it), others at their level when the bar's range reaches it;
 * what closes at the market and protective stops come first, then everything as it came. `close`: market orders at once,
 * at the last price known; others at closes. `path`: the bar is lived through from open to close, `pessimistic` and
 * `optimistic` along the worse and the better of the two ways past its extremes, `ohlc` to the nearer extreme first; a span
 * takes the bars of that span as the way, each pessimistically, and leaves longer ones out. `queue`: from books and prints,
 * with a place in the queue; bars and quotes fill nothing then.
 */
export type FillRule =
  | { readonly fills: 'next-open' | 'close' }
  | { readonly fills: 'touch'; readonly market?: 'open' | 'close' }
  | { readonly fills: 'path'; readonly path: 'pessimistic' | 'optimistic' | 'ohlc' | Span }
  | { readonly fills: 'queue' }

/** Every field is optional; without any, orders fill along the pessimistic path, free of cost and at once. */
export type SimOptions = {
  /** Default `'paper'`. */
  readonly account?: AccountId
  /** Opening balances, `'100000 USD'` (default none): what the venue's own books start with. */
  readonly cash?: MoneyText | readonly (Money | MoneyText)[]
  readonly fill?: FillRule
  /** Default: free. */
  readonly fees?: FeeModel
  /** Default: none. Worsens market, stop and trailing orders. */
  readonly slippage?: SlippageModel
  /** `entries`: what closes a position trades at the price itself, even where it is a part of an order that turns it. */
  readonly slippageOn?: 'all' | 'entries'
  /** Limit orders trade at prices that are worse too: a spread that whoever opens a position pays. */
  readonly slippageOnLimits?: boolean
  /** Slipped prices stay within the bar they fill in. */
  readonly slippageWithinBar?: boolean
  /** How long an order is on its way. */
  readonly orderLatency?: Duration
  /**
   * How much later strategies see prices, on recorded data (`runInputs`, `backtest`): the venue trades on the market as it is, the engine
   * knows it as it was. Fills are told when they happen, and what moves money at its moment.
   */
  readonly dataLatency?: Duration
  /** At most this part of a bar's, print's or quote's volume is ours (0-1); the rest of an order waits. */
  readonly volumeShare?: number
  /** A price older than this is nothing to trade on: orders wait for the next (default: any age is good). */
  readonly stale?: Duration
  /** Prices and quantities off the instrument's grid are rejected (default), or taken as they are. */
  readonly grid?: 'reject' | 'accept'
  /** Sessions: when day orders end and auctions are. Without, a day is one of UTC. */
  readonly calendars?: Calendars
  /** Orders outside a session: wait for the next (default) or are rejected. Needs `calendars`. */
  readonly closed?: 'wait' | 'reject'
  /**
   * `cash`: what a fill would take out of the account must be there (default: credit without limit), and so must what sold outcomes may have to
   * pay: of each market its largest short.
   */
  readonly buyingPower?: 'cash'
  /**
   * What the exits of a bracket guard: what their entry filled (default), or the lot it opened. With lots, an order against
   * a position closes the oldest first, each with a fill of its own, and takes their exits with it.
   */
  readonly exits?: 'entry' | 'lot'
  /** How much an order trades, decided at its price (default: its quantity). */
  readonly size?: SizeModel
  /** The equity a size is decided on: at prices before the bar (default), or at the close of the bar it fills in, as some do. */
  readonly sizeSees?: 'before' | 'close'
  /** What a run values open positions at: the last price (default), the side that would close them, or that less its fee. */
  readonly mark?: 'last' | 'side' | 'side-less-fee'
  /** What a short costs per year, of its value, where the instrument does not say (0.03 = 3 %). */
  readonly borrow?: number
  /** What cash earns per year (0.04 = 4 %); what a negative balance costs is `loan`, default the same. */
  readonly interest?: number
  readonly loan?: number
  /** Shorts pay the borrow rate of their instrument even where no `borrow` is named (default: only with `borrow`). */
  readonly shorts?: boolean
  /**
   * What positions must be backed by. Default: nothing. Terms are per contract; a model of `@bourse/risk/margin` sees the whole account
   * in its first currency: offsets between positions, short options, shares on margin, everything backing everything.
   */
  readonly margin?: MarginTerms | MarginModel
  /** Equity over maintenance margin at or below which the account is liquidated (1.1 = 110 %). Needs `margin`. */
  readonly liquidateAt?: number
  /** Above `liquidateAt`: the level (default 1) at which the account is called, and how long it has to answer before positions are closed. */
  readonly marginCall?: { readonly at?: number; readonly within: Duration }
  /**
   * What is closed where margin is missing: `full` (default), whole positions, that of the instrument whose price did it first;
   * `partial`, the fewest lots with which the account is above its level again. Positions that free the most margin come first.
   */
  readonly liquidation?: 'full' | 'partial'
  /**
   * Cash and positions of all currencies back all contracts, counted in `currency`, what is held in others (or as coins) less
   * its haircut (0.05 = 5 %). Default: each currency backs its own. Rates are `rates`, else those of the currency pairs seen.
   */
  readonly collateral?: { readonly currency: Currency; readonly haircuts?: { readonly [currency: string]: number } }
  /** What a liquidation costs, a part of the notional. */
  readonly liquidationFee?: number
  /** Around the strike at expiry, as a part of it (0.001): whether a short is assigned is chance there (default 0: never). */
  readonly pin?: number
  /** American calls are exercised and assigned on the eve of a dividend above their time value (default: only at expiry). */
  readonly early?: boolean
  /**
   * The chance (0-1, default 0) that a short contract in the money is assigned before its end: each day without time value, and
   * calls on the eve of a dividend above it.
   */
  readonly assign?: number
  /**
   * What a future that delivers does at its end: it is paid in cash (default); `refuse`, it is closed at its last price before its
   * first notice day, or its last day where that comes first; by root, it trades this instrument at the last settlement, so many units as
   * its multiplier (`{ GC: 'XAU/USD@otc' }`).
   */
  readonly delivery?: 'refuse' | { readonly [root: string]: InstrumentId }
  /** Rates between currencies, for equity and interest in several. */
  readonly rates?: FxRates
  /** How products are rounded, as in the ledger that reads the venue's facts. */
  readonly booking?: BookingRules
  /** A currency pair is a position whose profit is paid, not two balances. */
  readonly marginedSpot?: boolean
}
