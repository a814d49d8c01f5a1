import type { Svi } from './svi.js'

/**
 * Raw SVI in five numbers that may be anything: [ln of the least variance, logit of the left and of the right wing's slope
 * over 2, m, ln sigma]. Least variance, sigma and slopes are positive, no wing is steeper than 2 and |rho| is below 1 by
 * construction, so that a search has no bound to run into.
 */
export type SviShape = ArrayLike<number>

export function sviOfShape(p: SviShape): Svi {
  return sviOfWings(Math.exp(p[0]!), wingSlope(p[1]!), wingSlope(p[2]!), p[3]!, shapeSigma(p[4]!))
}

/** From least variance and slopes of the wings, both positive. */
export function sviOfWings(least: number, left: number, right: number, m: number, sigma: number): Svi {
  const rho = (right - left) / (right + left)
  return { a: least - sigma * Math.sqrt(left * right), b: 0.5 * (left + right), rho, m, sigma }
}

export function shapeOfSvi(svi: Svi): Float64Array {
  const { m, sigma } = svi
  const { least, left, right } = wingsOf(svi)
  return Float64Array.of(
    Math.log(Math.max(least, 1e-12)),
    logit(left),
    logit(right),
    m,
    Math.log(Math.max(sigma, 1e-12)),
  )
}

export function wingsOf({ a, b, rho, sigma }: Svi): {
  readonly least: number
  readonly left: number
  readonly right: number
} {
  return {
    least: a + b * sigma * Math.sqrt((1 - rho) * (1 + rho)),
    left: b * (1 - rho),
    right: b * (1 + rho),
  }
}

/** No smaller than what rounding would make of it anyway. */
export function shapeSigma(x: number): number {
  return Math.max(Math.exp(x), 1e-12)
}

export function wingSlope(x: number): number {
  return Math.max(2 / (1 + Math.exp(-x)), 1e-12)
}

function logit(slope: number): number {
  const inside = Math.min(Math.max(slope, 1e-9), 2 - 1e-9)
  return Math.log(inside / (2 - inside))
}
