import { type Svi, sviVariance } from './svi.js'
import { hasSviButterfly } from './sviButterfly.js'
import { sviOfWings, wingsOf } from './sviShape.js'

/** The smile as it is, or as little flatter as it must be for its density to be positive: a flat one always is. */
export function flattened(svi: Svi): Svi {
  const { least, left, right } = wingsOf(svi)
  const level = sviVariance(svi, 0)
  const flatter = (by: number): Svi =>
    sviOfWings(least + by * (level - least), left * (1 - by), right * (1 - by), svi.m, svi.sigma)
  if (!hasSviButterfly(svi)) return svi
  let [low, high] = [0, 1 - 1e-6]
  for (let i = 0; i < 30; i++) {
    const by = 0.5 * (low + high)
    if (hasSviButterfly(flatter(by))) low = by
    else high = by
  }
  const found = flatter(high)
  return hasSviButterfly(found) ? { a: level, b: 0, rho: 0, m: svi.m, sigma: svi.sigma } : found
}
