import type { Sabr } from './sabrVol.js'
import type { Svi } from './svi.js'

/** Volatilities of one expiry by strike, as quoted. Rows whose `vols` is NaN, zero or negative are passed over. */
export type SmileQuotes = {
  readonly forward: number
  readonly years: number
  readonly strikes: Float64Array
  /** Of the mid, say; 0.2 is 20 %. */
  readonly vols: Float64Array
  /** Of bids and offers: quotes count by how close these are, and `inside` is counted. NaN where there is none. */
  readonly bidVols?: Float64Array
  readonly askVols?: Float64Array
  /** How much each squared distance counts; takes the place of what bids and offers say. */
  readonly weights?: Float64Array
}

/** What every fitted smile of one expiry says. */
type Fitted = {
  readonly forward: number
  readonly years: number
  /** Root mean square of the distance to `vols`, in volatility: 0.001 is a tenth of a point. */
  readonly rmse: number
  /** Share of the quotes with a bid and an offer between which the smile passes; NaN where none were given. */
  readonly inside: number
  /** `butterfly`: its density is negative somewhere; `calendar`: it lies below a nearer expiry of its surface. */
  readonly arbitrage: 'none' | 'butterfly' | 'calendar'
  /** Volatility at a strike. */
  vol(strike: number): number
}

/** A smile of `fitSvi`, or one expiry of `fitSsvi`, which is SVI too: what a surface is made of. */
export type SviFit = Fitted & { readonly model: 'svi' | 'ssvi'; readonly svi: Svi }

/** A smile of `fitSabr`. */
export type SabrFit = Fitted & { readonly model: 'sabr'; readonly sabr: Sabr }

/** A fitted smile of one expiry, of any model. */
export type SmileFit = SviFit | SabrFit
