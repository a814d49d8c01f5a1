import { black } from '../kernel/black.js'
import type { SmileQuotes } from '../smile/smileFit.js'
import type { VolSurface } from './volSurface.js'

/** A quote on the wrong side of a surface. */
export type SurfaceAnomaly = {
  readonly years: number
  readonly strike: number
  /** `rich`: the bid is above the surface, sell; `cheap`: the offer is below it, buy. */
  readonly side: 'rich' | 'cheap'
  /** From the side that can be traded to the surface, in volatility. */
  readonly edge: number
  /** The same in undiscounted price, of one unit of the underlying. */
  readonly priceEdge: number
  /** `edge` over half the distance of bid and offer: how far outside the market's own doubt. */
  readonly score: number
}

/**
 * Quotes that do not go with the surface of all others, the farthest outside first: candidates for a trade against their
 * neighbours, or bad prints. They are as good as the surface is: look at `inside` of its slices.
 *
 * @param quotes with `bidVols` and `askVols`; rows without both are passed over
 * @example
 * import { buildSurface, surfaceAnomalies } from '@bourse/pricing'
 * const strikes = Float64Array.of(80, 85, 90, 95, 100, 105, 110, 115, 120)
 * const vols = Float64Array.of(0.31, 0.285, 0.262, 0.242, 0.245, 0.213, 0.206, 0.204, 0.206) // the fifth is two points off
 * const quotes = { forward: 100, years: 0.25, strikes, vols, bidVols: vols.map((vol) => vol - 0.003), askVols: vols.map((vol) => vol + 0.003) }
 * const built = buildSurface([quotes])
 * const [first] = built.ok ? surfaceAnomalies(built.value, [quotes]) : []
 * first?.strike // => 100
 * first?.side // => 'rich'
 */
export function surfaceAnomalies(surface: VolSurface, quotes: readonly SmileQuotes[]): readonly SurfaceAnomaly[] {
  const found: SurfaceAnomaly[] = []
  for (const { forward, years, strikes, bidVols, askVols } of quotes)
    for (let i = 0; i < strikes.length; i++) {
      const strike = strikes[i]!
      const [bid, ask] = [bidVols?.[i] ?? Number.NaN, askVols?.[i] ?? Number.NaN]
      const vol = surface.vol(strike, years)
      if (!(ask >= bid && vol > 0) || (vol >= bid && vol <= ask)) continue
      const traded = vol < bid ? bid : ask
      const edge = Math.abs(traded - vol)
      const sign = strike >= forward ? 1 : -1
      const priceOf = (at: number): number => black(forward, strike, at * Math.sqrt(years), sign)
      found.push({
        years,
        strike,
        side: vol < bid ? 'rich' : 'cheap',
        edge,
        priceEdge: Math.abs(priceOf(traded) - priceOf(vol)),
        score: edge / Math.max(0.5 * (ask - bid), 1e-4),
      })
    }
  return found.sort((one, other) => other.score - one.score)
}
