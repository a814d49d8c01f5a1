import type { Amount } from '@bourse/core'
import type { BookHole } from '../book/bookView.js'

/**
 * What an exposure could not be told without: as in the book; `vol` of an option, `curve`: the interest rate of its
 * currency, `stale`: known but too old, `model`: a model that refuses the market,
 * `expired`: an option past its fixing that is still held.
 */
export type ExposureHole = {
  readonly missing: BookHole['missing'] | 'vol' | 'curve' | 'stale' | 'model' | 'expired'
  readonly of: string
}

/** In base currency; options delta-adjusted. NaN where something is missing: `holes` names it. */
export type Exposure = {
  readonly bucket: string
  readonly gross: number
  readonly net: number
  readonly holes?: readonly ExposureHole[]
}

/**
 * Of the whole book, in base currency: delta per 1 % of the underlying, gamma what delta gains by 1 %, vega per 1.00 of
 * volatility, theta per year, rho per 1.00 of rate. NaN where something is missing: `holes` names it.
 */
export type BookGreeks = {
  readonly delta: Amount
  readonly gamma: Amount
  readonly vega: Amount
  readonly theta: Amount
  readonly rho: Amount
  readonly holes?: readonly ExposureHole[]
}
