// The closed union of everything that can be traded. `kind` says how it pays, `assetClass` what it is: CL and ES are both
// `future`, a coin and a currency pair are both `spot`. Plain data: what follows from it is in the neighbouring files.
import type { CalendarId, Currency, EpochMs, InstrumentId, IsoDate } from '@bourse/core'
import type { TickStep } from './tickLadder.js'

/** What it is; how it pays is `kind`. */
export type AssetClass = 'equity' | 'crypto' | 'commodity' | 'rates' | 'fx' | 'volatility' | 'event' | 'cash'

/** A fee schedule as it was on a day. Shares of notional (0.0002 = 2 bp) and money per unit add up; below `minimum` per order, that. */
export type Fees = {
  readonly asOf: IsoDate
  readonly source: string
  readonly currency: Currency
  readonly maker?: number
  readonly taker?: number
  readonly perUnit?: number
  readonly minimum?: number
}

/** What it costs to borrow for a short, as it was on a day. `rate` per year (0.03 = 3 %), `available` in units. */
export type Borrow = {
  readonly asOf: IsoDate
  readonly source: string
  readonly rate: number
  readonly available?: number
}

/**
 * What every listing has. `tick`: one step, or steps by price. `lot`: smallest step of quantity. `currency`: what it is
 * settled in. `calendar`: id of the exchange calendar. `settlementLag` in business days. `validFrom` and `validTo`: first
 * and last day these terms hold. `codes`: what others call it, by scheme, where it cannot be derived (`{ figi: 'BBG...' }`).
 */
export type Listing = {
  readonly id: InstrumentId
  readonly assetClass: AssetClass
  readonly currency: Currency
  readonly tick: number | readonly TickStep[]
  readonly lot: number
  readonly calendar: CalendarId
  readonly name?: string
  readonly settlementLag?: 0 | 1 | 2
  readonly validFrom?: IsoDate
  readonly validTo?: IsoDate
  readonly fees?: Fees
  readonly borrow?: Borrow
  readonly codes?: { readonly [scheme: string]: string }
}

/** A share. `adr`: a receipt for a foreign one. */
export type Equity = Listing & { readonly kind: 'equity'; readonly isin?: string; readonly adr?: boolean }
/** A fund traded like a share. `leverage`: daily multiple it promises, 3 or -1. */
export type Etf = Listing & { readonly kind: 'etf'; readonly isin?: string; readonly leverage?: number }
/** `coupon` per year (0.04 = 4 %), `frequency` payments a year, price per 100 of `face`. */
export type Bond = Listing & {
  readonly kind: 'bond'
  readonly isin?: string
  readonly coupon: number
  readonly frequency: 0 | 1 | 2 | 4
  readonly maturity: IsoDate
  readonly face: number
}
/** Coins, currencies, metals: moves two balances. */
export type Spot = Listing & { readonly kind: 'spot'; readonly base: Currency; readonly quote: Currency }

/**
 * How a contract turns its price into money. linear: units of base, settled in the quote currency; inverse: units of
 * quote, settled in base, worth `multiplier / price`; quanto: money of a third currency per point of price.
 */
export type Payoff = 'linear' | 'inverse' | 'quanto'

/** Dated. `month` is the named month `'2026-12'`; `tickValue` = tick x multiplier where stated; `base`, `quote`, `payoff` (default linear) for coins. */
export type Future = Listing & {
  readonly kind: 'future'
  readonly root: string
  readonly month: `${number}-${number}`
  readonly expiry: IsoDate
  readonly firstNotice?: IsoDate
  readonly multiplier: number
  readonly tickValue?: number
  readonly settlement: 'cash' | 'physical'
  readonly payoff?: Payoff
  readonly base?: Currency
  readonly quote?: Currency
}
/** Never expires; funding keeps it near its index every `fundingHours`. */
export type Perpetual = Listing & {
  readonly kind: 'perpetual'
  readonly base: Currency
  readonly quote: Currency
  readonly multiplier: number
  readonly tickValue?: number
  readonly payoff: Payoff
  readonly fundingHours: number
}
/**
 * On a share, fund, index, future or coin. `root` where the series has a name of its own (SPXW on SPX). `premium`: paid when
 * it is bought (`upfront`, the default), or never, its changes being settled daily like a future's (`margined`).
 */
export type Option = Listing & {
  readonly kind: 'option'
  readonly underlying: InstrumentId
  readonly root?: string
  readonly right: 'call' | 'put'
  readonly strike: number
  readonly expiry: IsoDate
  readonly exercise: 'european' | 'american'
  readonly multiplier: number
  readonly tickValue?: number
  readonly settlement: 'cash' | 'physical'
  readonly fixing: 'am' | 'pm'
  readonly premium?: 'upfront' | 'margined'
}
/** One side of a prediction market; price in [0, 1] of one unit of currency. */
export type Outcome = Listing & {
  readonly kind: 'outcome'
  readonly market: string
  readonly outcome: string
  readonly closes: EpochMs
  readonly complement?: InstrumentId
}
/** Watched, not traded. */
export type IndexListing = Listing & { readonly kind: 'index' }
/** Legs with ratios, priced net. `multiplier` (default 1) where all legs have the same. */
export type ComboListing = Listing & {
  readonly kind: 'combo'
  readonly legs: readonly { readonly id: InstrumentId; readonly ratio: number }[]
  readonly multiplier?: number
}

/** Everything that can be traded or watched. Closed: switch over `kind`. */
export type Instrument =
  | Equity
  | Etf
  | Bond
  | Spot
  | Future
  | Perpetual
  | Option
  | Outcome
  | IndexListing
  | ComboListing
/** The ten tags of the union. */
export type InstrumentKind = Instrument['kind']
/** The member of the union with this tag. */
export type InstrumentOf<K extends InstrumentKind> = Extract<Instrument, { readonly kind: K }>
