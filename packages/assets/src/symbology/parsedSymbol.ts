// What a symbol says, whatever scheme it was written in: the same contract has the same parsed form everywhere.
import type { Currency, IsoDate } from '@bourse/core'

/** Month 1-12 of a listed future. `expiryDay`, `expiry`: where the symbol holds the day (LEAN). */
export type FutureSymbol = {
  readonly kind: 'future'
  readonly root: string
  readonly month: number
  readonly year: number
  readonly expiryDay?: number
  readonly expiry?: IsoDate
}
/** A dated contract on a coin. `linear`: settled in the quote currency; else in the base (inverse) or a third (quanto). */
export type CoinFutureSymbol = {
  readonly kind: 'future'
  readonly base: Currency
  readonly quote: Currency
  readonly settle: Currency
  readonly linear: boolean
  readonly expiry: IsoDate
}
/** `linear` as for `CoinFutureSymbol`. */
export type PerpetualSymbol = {
  readonly kind: 'perpetual'
  readonly base: Currency
  readonly quote: Currency
  readonly settle: Currency
  readonly linear: boolean
}
/** A currency pair or a pair of coins. */
export type SpotSymbol = { readonly kind: 'spot'; readonly base: Currency; readonly quote: Currency }
/** A share or a fund. Classes are written with a point, `BRK.B`; `mic` where the symbol names the exchange. */
export type EquitySymbol = { readonly kind: 'equity'; readonly symbol: string; readonly mic?: string }
/** An index. */
export type IndexSymbol = { readonly kind: 'index'; readonly symbol: string }
/** A listed option. `strike` is a decimal without trailing zeros: `'130.75'`. */
export type OptionSymbol = {
  readonly kind: 'option'
  readonly root: string
  readonly expiry: IsoDate
  readonly right: 'call' | 'put'
  readonly strike: string
}
/** An option on a coin. */
export type CoinOptionSymbol = {
  readonly kind: 'option'
  readonly base: Currency
  readonly quote: Currency
  readonly settle: Currency
  readonly expiry: IsoDate
  readonly right: 'call' | 'put'
  readonly strike: string
}
/** Not a contract but a rule that picks one. `rank` as the scheme counts: Databento from 0, TradingView and Yahoo from 1. */
export type ContinuousSymbol = {
  readonly kind: 'continuous'
  readonly root: string
  readonly rank: number
  readonly rule?: 'calendar' | 'volume' | 'openInterest'
}
/** All contracts of a root. */
export type ParentSymbol = {
  readonly kind: 'parent'
  readonly root: string
  readonly of: 'future' | 'option' | 'spread'
}
/** Futures against each other, in the exchange's ratios: 1 -1, 1 -2 1, 1 -1 -1 1. */
export type ComboSymbol = {
  readonly kind: 'combo'
  readonly spread: 'calendar' | 'butterfly' | 'condor'
  readonly root: string
  readonly legs: readonly {
    readonly root: string
    readonly month: number
    readonly year: number
    readonly ratio: number
  }[]
}
/** A number of an instrument, of the right shape and with the right check digit. */
export type IdentifierSymbol =
  | { readonly kind: 'isin'; readonly code: string; readonly country: string; readonly valid: true }
  | { readonly kind: 'cusip' | 'sedol' | 'figi'; readonly code: string; readonly valid: true }

/** What `parseSymbol` answers. Switch over `kind`; `'root' in symbol` tells listed contracts from those on coins. */
export type ParsedSymbol =
  | FutureSymbol
  | CoinFutureSymbol
  | PerpetualSymbol
  | SpotSymbol
  | EquitySymbol
  | IndexSymbol
  | OptionSymbol
  | CoinOptionSymbol
  | ContinuousSymbol
  | ParentSymbol
  | ComboSymbol
  | IdentifierSymbol
