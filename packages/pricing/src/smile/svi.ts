/**
 * A smile of one expiry as raw SVI: total variance w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)), with
 * k = ln(strike / forward) and w = volatility^2 * years. b >= 0, |rho| <= 1, sigma > 0; a may be negative. The left wing
 * falls by b (1 - rho), the right one rises by b (1 + rho); the minimum is a + b sigma sqrt(1 - rho^2).
 *
 * @see J. Gatheral, A. Jacquier, Arbitrage-free SVI volatility surfaces, Quantitative Finance 14 (2014), eq. 3.1
 */
export type Svi = {
  readonly a: number
  readonly b: number
  readonly rho: number
  readonly m: number
  readonly sigma: number
}

/**
 * Total variance of a raw SVI smile at k = ln(strike / forward). Kernel: unchecked.
 *
 * @example
 * import { sviVariance } from '@bourse/pricing'
 * const smile = { a: 0.01, b: 0.1, rho: -0.4, m: 0.02, sigma: 0.15 }
 * Math.sqrt(sviVariance(smile, -0.1) / 0.5) // => 0.2608
 */
export function sviVariance({ a, b, rho, m, sigma }: Svi, k: number): number {
  const x = k - m
  return a + b * bend(rho, x, sigma, Math.sqrt(x * x + sigma * sigma))
}

/**
 * Total variance, its first and second derivative by k, and Gatheral's g into `out[0..3]`. Where g is negative, so is the
 * density: g(k) = (1 - k w'/(2w))^2 - w'^2/4 (1/w + 1/4) + w''/2. Kernel: unchecked.
 *
 * @param out at least 4 long
 * @example
 * import { sviDerivatives } from '@bourse/pricing'
 * const out = new Float64Array(4)
 * sviDerivatives({ a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }, 1.021, out)
 * out[3] // => -0.02605
 */
export function sviDerivatives({ a, b, rho, m, sigma }: Svi, k: number, out: Float64Array): void {
  const x = k - m
  const root = Math.sqrt(x * x + sigma * sigma)
  const w = a + b * bend(rho, x, sigma, root)
  const slope = b * (rho + x / root)
  const curvature = (b * (sigma / root) * (sigma / root)) / root
  out[0] = w
  out[1] = slope
  out[2] = curvature
  out[3] = densityFactor(k, w, slope, curvature)
}

/** Gatheral's g (eq. 2.1): the density is positive where it is. */
export function densityFactor(k: number, w: number, slope: number, curvature: number): number {
  const tilt = 1 - (k * slope) / (2 * w)
  return tilt * tilt - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curvature
}

/** rho x + root: where the two work against each other, by the conjugate. */
function bend(rho: number, x: number, sigma: number, root: number): number {
  const lean = rho * x
  if (lean >= 0) return lean + root
  return (sigma * sigma + (1 - rho) * (1 + rho) * x * x) / (root - lean)
}
