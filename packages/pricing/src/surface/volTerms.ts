import { type SmileSkew, smileSkew } from '../smile/smileSkew.js'
import type { VolSurface } from './volSurface.js'

/** One expiry of a surface, and the volatility from the expiry before to this one. */
export type VolTerm = SmileSkew & {
  /** At the money, over the time since the expiry before; the volatility itself at the first. */
  readonly forwardVol: number
}

/**
 * The term structure of a surface: level, skew and forward volatility of each expiry, the nearest first. It rises
 * (contango) where `atm` of the last is above that of the first.
 *
 * @param delta of the wings: 0.25 when absent
 * @example
 * import { buildSurface, volTerms } from '@bourse/pricing'
 * const strikes = Float64Array.of(70, 80, 90, 100, 110, 120)
 * const near = { forward: 100, years: 0.25, strikes, vols: Float64Array.of(0.37, 0.3, 0.25, 0.22, 0.205, 0.203) }
 * const far = { forward: 101, years: 1, strikes, vols: Float64Array.of(0.3, 0.27, 0.245, 0.225, 0.212, 0.204) }
 * const built = buildSurface([near, far])
 * const terms = built.ok ? volTerms(built.value) : []
 * terms.map(({ atm }) => Math.round(1000 * atm)) // => [220, 224]
 * terms[1]?.forwardVol // => 0.2251
 */
export function volTerms({ slices }: VolSurface, delta: number = 0.25): readonly VolTerm[] {
  return slices.map((slice, i) => {
    const skew = smileSkew(slice, delta)
    const before = slices[i - 1]
    if (before === undefined) return { ...skew, forwardVol: skew.atm }
    const variance = skew.atm ** 2 * slice.years - before.vol(before.forward) ** 2 * before.years
    return { ...skew, forwardVol: Math.sqrt(variance / (slice.years - before.years)) }
  })
}
