import type { Amount } from '@bourse/core'

/** In base currency; options delta-adjusted. */
export type Exposure = { readonly bucket: string; readonly gross: number; readonly net: number }

/** Of the whole book, in base currency: delta per 1 % of the underlying, vega per 1.00 of volatility, theta per year. */
export type BookGreeks = {
  readonly delta: Amount
  readonly gamma: Amount
  readonly vega: Amount
  readonly theta: Amount
  readonly rho: Amount
}
