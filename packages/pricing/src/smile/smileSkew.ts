import type { SmileFit } from './smileFit.js'
import { strikeOfDelta } from './strikeOfDelta.js'

/** A smile in the words of the desk. All in volatility: 0.02 is two points. */
export type SmileSkew = {
  readonly years: number
  /** At the forward. */
  readonly atm: number
  /** By ln(strike / forward), at the forward: -0.1 means a point less for a strike ten per cent higher. */
  readonly slope: number
  /** Twice by ln(strike / forward), at the forward. */
  readonly curvature: number
  /** Of the out-of-the-money put and call of the delta asked for. */
  readonly put: number
  readonly call: number
  /** call - put */
  readonly riskReversal: number
  /** (call + put) / 2 - atm */
  readonly butterfly: number
}

/**
 * Level, slope, risk reversal and butterfly of a smile.
 *
 * @param delta of the wings: 0.25 when absent; see `strikeOfDelta` for which delta
 * @example
 * import { fitSvi, smileSkew } from '@bourse/pricing'
 * const strikes = Float64Array.of(80, 90, 100, 110, 120)
 * const fit = fitSvi({ forward: 100, years: 0.25, strikes, vols: Float64Array.of(0.3, 0.25, 0.22, 0.205, 0.203) })
 * const skew = fit.ok ? smileSkew(fit.value) : undefined
 * skew?.atm // => 0.22
 * skew?.riskReversal // => -0.0322
 * skew?.butterfly // => 0.0038
 */
export function smileSkew(fit: SmileFit, delta: number = 0.25): SmileSkew {
  const { forward, years } = fit
  const atm = fit.vol(forward)
  // Central differences a hundredth of a standard deviation apart.
  const h = 0.01 * atm * Math.sqrt(years)
  const [below, above] = [fit.vol(forward * Math.exp(-h)), fit.vol(forward * Math.exp(h))]
  const put = fit.vol(strikeOfDelta(fit, 'put', delta))
  const call = fit.vol(strikeOfDelta(fit, 'call', delta))
  return {
    years,
    atm,
    slope: (above - below) / (2 * h),
    curvature: (above - 2 * atm + below) / (h * h),
    put,
    call,
    riskReversal: call - put,
    butterfly: 0.5 * (call + put) - atm,
  }
}
