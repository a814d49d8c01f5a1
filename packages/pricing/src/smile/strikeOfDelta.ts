import { brent, normCdf } from '@bourse/math'
import { refusal } from '../refuse.js'
import type { SmileFit } from './smileFit.js'

/**
 * The strike of a smile at which the option has this delta: of the forward, undiscounted, premium not taken off, N(d1) for
 * a call and N(-d1) for a put, at the smile's own volatility there. NaN where the smile has none, as far out wings may.
 *
 * @param delta in (0, 1), signs left aside: 0.25 for a put too
 * @throws BourseError for a delta outside (0, 1)
 * @example
 * import { fitSvi, strikeOfDelta } from '@bourse/pricing'
 * const strikes = Float64Array.of(80, 90, 100, 110, 120)
 * const fit = fitSvi({ forward: 100, years: 0.25, strikes, vols: Float64Array.of(0.3, 0.25, 0.22, 0.205, 0.203) })
 * fit.ok && strikeOfDelta(fit.value, 'put', 0.25) // => 92.91
 */
export function strikeOfDelta(fit: SmileFit, right: 'call' | 'put', delta: number): number {
  if (!(delta > 0 && delta < 1)) throw refusal('delta', delta, 'a number between 0 and 1')
  const { forward, years } = fit
  const wanted = right === 'call' ? delta : 1 - delta
  const deviation = fit.vol(forward) * Math.sqrt(years)
  const excess = (z: number): number => {
    const k = z * deviation
    const own = fit.vol(forward * Math.exp(k)) * Math.sqrt(years)
    return normCdf(-k / own + 0.5 * own) - wanted
  }
  if (!(deviation > 0)) return Number.NaN
  // Calls lose delta as strikes rise: outwards from the money until the wanted one is passed.
  const step = excess(0) > 0 ? 0.5 : -0.5
  for (let z = 0; Math.abs(z) < 40; z += step) {
    const [here, there] = [excess(z), excess(z + step)]
    if (Number.isNaN(there)) return Number.NaN
    if (here * there <= 0)
      return forward * Math.exp(brent(excess, Math.min(z, z + step), Math.max(z, z + step)).x * deviation)
  }
  return Number.NaN
}
