import { quantileOfSorted } from '@bourse/math'
import { refusal } from '../refuse.js'
import { volPercentile } from './volRank.js'
import type { VolSurface } from './volSurface.js'

/** What volatility was over windows of one length, and what the market says it will be. */
export type ConePoint = {
  /** Length of the window. */
  readonly years: number
  readonly min: number
  readonly quarter: number
  readonly median: number
  readonly threeQuarters: number
  readonly max: number
  /** The newest. */
  readonly now: number
  /** Of a surface at the money, for the same length; NaN without one. */
  readonly implied: number
  /** Share of the past below `implied`: above 0.5 options cost more than usual realised volatility. */
  readonly impliedPercentile: number
}

/**
 * Realised volatilities by window length, against implied ones: a cone, because long windows vary less.
 *
 * @param realised per length a history in time order, of `realisedVolatilityOf` of `@bourse/indicators`, say; NaN is
 * passed over
 * @throws BourseError for a length that is not above 0
 * @example
 * import { volCone } from '@bourse/pricing'
 * const vols = Float64Array.of(Number.NaN, 0.18, 0.22, 0.15, 0.3, 0.2)
 * const [month] = volCone([{ years: 1 / 12, vols }])
 * month?.median // => 0.2
 * month?.now // => 0.2
 */
export function volCone(
  realised: readonly { readonly years: number; readonly vols: ArrayLike<number> }[],
  surface?: VolSurface,
): readonly ConePoint[] {
  return realised.map(({ years, vols }, i) => {
    if (!(years > 0 && years < Infinity)) throw refusal(`realised[${i}].years`, years, 'a finite number > 0')
    const known = Array.from(vols).filter((vol) => Number.isFinite(vol))
    const sorted = Float64Array.from(known).sort()
    const at = (share: number): number => (sorted.length === 0 ? Number.NaN : quantileOfSorted(sorted, share))
    const implied = surface === undefined ? Number.NaN : surface.vol(surface.forward(years), years)
    return {
      years,
      min: at(0),
      quarter: at(0.25),
      median: at(0.5),
      threeQuarters: at(0.75),
      max: at(1),
      now: known.at(-1) ?? Number.NaN,
      implied,
      impliedPercentile: volPercentile(known, implied),
    }
  })
}
