import type { SviFit } from '../smile/smileFit.js'

/** A place where a surface would be an arbitrage. */
export type SurfaceArbitrage = {
  readonly kind: 'butterfly' | 'calendar'
  readonly years: number
  readonly strike: number
}

/** Where total variance and its derivatives stand at one place of a surface. */
export type VariancePoint = {
  /** ln(strike / forward of that moment) */
  readonly k: number
  /** volatility^2 * years */
  readonly variance: number
  /** By k, once and twice. */
  readonly slope: number
  readonly curvature: number
  /** By years, at the same k. */
  readonly perYear: number
}

/**
 * Volatilities of all strikes and expiries. Between two expiries total variance is linear in time at a constant ratio of
 * strike to forward; before the first volatility stays, after the last the forward variance of the money. The logarithm of
 * the forward is linear between expiries.
 */
export interface VolSurface {
  /** By expiry, the nearest first. */
  readonly slices: readonly SviFit[]
  /** Where it is not free of arbitrage: empty is good. Between expiries looked at on a grid, at them exactly. */
  readonly arbitrage: readonly SurfaceArbitrage[]
  forward(years: number): number
  /** Implied volatility; `years` > 0. */
  vol(strike: number, years: number): number
  /**
   * Dupire's local volatility at a price of the underlying and a time from now; NaN where the density is negative.
   *
   * @see J. Gatheral, The Volatility Surface (2006), eq. 1.10
   */
  localVol(spot: number, years: number): number
  /** Risk-neutral density of the underlying at `years`, per unit of strike: integrates to 1. */
  density(strike: number, years: number): number
  point(strike: number, years: number): VariancePoint
}
