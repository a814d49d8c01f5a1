import { mills, millsSlope } from './mills.js'

/** Largest deviation and moneyness for which `millsGap` is meant. */
export const GAP_DEVIATION = 0.2
export const GAP_MONEYNESS = 1

/**
 * R(h - t) - R(h + t) for small t, where the difference of two Mills ratios would lose what they have in common: the odd
 * Taylor series about h. Derivatives D(n) = |R^(n)(h)| obey D(n+1) = n D(n-1) - h D(n) (from R' = h R - 1) with D(1) =
 * 1 - h R given by its own rational; for t <= 0.1 and h t <= 1/2 six terms leave 1e-17.
 */
export function millsGap(h: number, t: number): number {
  const d1 = millsSlope(h)
  const d2 = mills(h) - h * d1
  const d3 = 2 * d1 - h * d2
  const d4 = 3 * d2 - h * d3
  const d5 = 4 * d3 - h * d4
  const d6 = 5 * d4 - h * d5
  const d7 = 6 * d5 - h * d6
  const d8 = 7 * d6 - h * d7
  const d9 = 8 * d7 - h * d8
  const d10 = 9 * d8 - h * d9
  const d11 = 10 * d9 - h * d10
  const z = t * t
  const tail = z * (d3 / 6 + z * (d5 / 120 + z * (d7 / 5040 + z * (d9 / 362_880 + (z * d11) / 39_916_800))))
  return 2 * t * (d1 + tail)
}
