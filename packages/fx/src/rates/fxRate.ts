// What the rest of the package speaks of: a rate, why there is none, and the view that answers.
import type { Amount, Currency, EpochMs, InstrumentId, Money, Result, RoundingRule } from '@bourse/core'

/** Quoted as units of `quote` per one `base`: EUR/USD is `['EUR', 'USD']`. */
export type CurrencyPair = readonly [base: Currency, quote: Currency]

/**
 * Why there is no rate. `unknown-currency`: no quote names it. `disconnected`: quotes name both, no chain joins them.
 * `stale`, `unusable`: only chains through quotes that are too old, or one-sided or crossed, join them; the details list
 * those quotes.
 */
export type FxFailure = 'unknown-currency' | 'disconnected' | 'stale' | 'unusable'

/**
 * Units of the quote currency per one of the base: `bid` is what selling one brings, `ask` what buying one costs, `mid`
 * their mean. `asOf` is the time of the oldest quote used, Infinity for a currency against itself. `path` names the
 * listings from base to quote, none for a currency against itself.
 */
export type FxRate = {
  readonly bid: number
  readonly mid: number
  readonly ask: number
  readonly asOf: EpochMs
  readonly path: readonly InstrumentId[]
}

/** At which price sums are converted: `mid` to value, `deal` as if traded (what one has is sold at the bid, what one owes is bought at the ask). */
export type FxSide = 'mid' | 'deal'

/**
 * Rates between any two currencies that quotes join, by the chain that costs the least spread. A currency against itself
 * is 1 without any quote. No rate is guessed: where there is none, the failure says what is missing.
 */
export interface FxRates {
  /** Time of the newest quote; -Infinity before the first. */
  readonly asOf: EpochMs
  /** rate(A, B).bid is 1 / rate(B, A).ask, over the same listings. */
  rate(base: Currency, quote: Currency): Result<FxRate, FxFailure>
  /** `rate(base, quote).value.mid`, or NaN: for columns, without allocation. */
  mid(base: Currency, quote: Currency): number
  /** An estimate in another currency, at mid unless told. */
  convert(amount: Amount, to: Currency, side?: FxSide): Result<Amount, FxFailure>
  /** What is owed in another currency: from the decimal text of the quotes, exact, rounded once. */
  convertMoney(money: Money, to: Currency, rule: RoundingRule, side?: FxSide): Result<Money, FxFailure>
}
