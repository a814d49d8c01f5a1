import { brentMinimum } from '@bourse/math'
import { isNegativeSomewhere } from './polynomialSign.js'
import { type Svi, sviDerivatives } from './svi.js'

/** Whether a smile can be arbitraged, and by how much. */
export type SmileCheck = {
  readonly arbitrage: boolean
  /** The least value of what must not be negative; of a wing that goes on for ever its limit. */
  readonly min: number
  /** Where, as ln(strike / forward); infinite for a limit. */
  readonly at: number
}

/**
 * Whether a butterfly on some strike of a raw SVI smile costs less than nothing. `min` is that of Gatheral's g. Exact but
 * for the rounding of doubles: with k = m + sigma sinh(ln u) the sign of g is that of a polynomial of degree ten in u > 0,
 * whose sign is decided without a grid. A variance below zero, or a wing steeper than 2, is an arbitrage too.
 *
 * @param from to look only at k in [from, to]: then `arbitrage` says whether `min`, or the variance, is negative there
 * Never throws: parameters outside their domain give `arbitrage: true` with a `min` of NaN.
 *
 * @see J. Gatheral, A. Jacquier, Arbitrage-free SVI volatility surfaces (2014), section 2.2
 * @example
 * import { sviButterfly } from '@bourse/pricing'
 * const vogt = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }
 * const found = sviButterfly(vogt)
 * found.arbitrage // => true
 * found.min // => -0.032864
 * found.at // => 0.8793
 */
export function sviButterfly(svi: Svi, from: number = -Infinity, to: number = Infinity): SmileCheck {
  if (!isSvi(svi)) return { arbitrage: true, min: Number.NaN, at: Number.NaN }
  const { min, at, variance } = leastFactor(svi, from, to)
  if (from === -Infinity && to === Infinity) return { arbitrage: hasSviButterfly(svi), min, at }
  return { arbitrage: min < 0 || variance < 0, min, at }
}

/** The flag alone, without looking for the place. */
export function hasSviButterfly(svi: Svi): boolean {
  if (!isSvi(svi)) return true
  const { a, b, rho, m, sigma } = svi
  const least = a + b * sigma * Math.sqrt((1 - rho) * (1 + rho))
  if (least < 0 || b * (1 + Math.abs(rho)) > 2) return true
  // Everything times 2u, u = e^t: w, k, cosh t and b (rho cosh t + sinh t) are quadratics in u.
  const w = [b * sigma * (1 - rho), 2 * a, b * sigma * (1 + rho)]
  const k = [-sigma, 2 * m, sigma]
  const cosh = [1, 0, 1]
  const slope = [b * (rho - 1), 0, b * (rho + 1)]
  // 16 w^2 g cosh^3 (2u)^5 = 4 (2 w cosh - k slope)^2 cosh - slope^2 cosh w (8u + w) + 64 b/sigma u^3 w^2
  const tilt = sum(scaled(product(w, cosh), 2), scaled(product(k, slope), -1))
  const first = scaled(product(product(tilt, tilt), cosh), 4)
  const second = product(product(product(slope, slope), cosh), product(w, [w[0]!, w[1]! + 8, w[2]!]))
  const third = scaled(product([0, 0, 0, 1], product(w, w)), (64 * b) / sigma)
  return isNegativeSomewhere(sum(sum(first, scaled(second, -1)), third))
}

/** Finite, b >= 0, |rho| <= 1, sigma > 0. */
export function isSvi({ a, b, rho, m, sigma }: Svi): boolean {
  return Number.isFinite(a + m + b + sigma) && b >= 0 && rho >= -1 && rho <= 1 && sigma > 0
}

function product(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const out = new Float64Array(x.length + y.length - 1)
  for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) out[i + j]! += x[i]! * y[j]!
  return out
}

function sum(x: Float64Array, y: Float64Array): Float64Array {
  const out = new Float64Array(Math.max(x.length, y.length))
  for (let i = 0; i < out.length; i++) out[i] = (x[i] ?? 0) + (y[i] ?? 0)
  return out
}

function scaled(x: Float64Array, by: number): Float64Array {
  return x.map((value) => value * by)
}

/** Least g over a range, by a scan in t (k = m + sigma sinh t) that Brent's method refines; and the least variance. */
function leastFactor(
  svi: Svi,
  from: number,
  to: number,
): { readonly min: number; readonly at: number; readonly variance: number } {
  const { a, b, rho, m, sigma } = svi
  const out = new Float64Array(4)
  const kOf = (t: number): number => m + sigma * Math.sinh(t)
  const factor = (t: number): number => {
    sviDerivatives(svi, kOf(t), out)
    return out[3]!
  }
  // Beyond a million times everything that has a length, g is its limit.
  const reach = 1e6 * (1 + Math.abs(m) + sigma + Math.abs(a) / Math.max(b, 1e-12))
  const low = Math.asinh((Math.max(from, m - reach) - m) / sigma)
  const high = Math.asinh((Math.min(to, m + reach) - m) / sigma)
  const steps = Math.max(64, Math.ceil((high - low) / 0.05))
  const values = Float64Array.from({ length: steps + 1 }, (_, i) => factor(low + ((high - low) * i) / steps))
  let min = Infinity
  let at = Number.NaN
  const consider = (value: number, k: number): void => {
    if (value < min) [min, at] = [value, k]
  }
  for (let i = 0; i <= steps; i++) {
    const t = low + ((high - low) * i) / steps
    consider(values[i]!, kOf(t))
    if (i === 0 || i === steps || values[i]! > values[i - 1]! || values[i]! > values[i + 1]!) continue
    const found = brentMinimum(factor, t - (high - low) / steps, t + (high - low) / steps)
    consider(found.value, kOf(found.x))
  }
  if (from === -Infinity) consider(0.25 - (b * (1 - rho)) ** 2 / 16, -Infinity)
  if (to === Infinity) consider(0.25 - (b * (1 + rho)) ** 2 / 16, Infinity)
  const bottom = m - (sigma * rho) / Math.sqrt((1 - rho) * (1 + rho))
  const seen = Math.min(Math.max(bottom, from), to)
  sviDerivatives(svi, Number.isFinite(seen) ? seen : kOf(seen > 0 ? high : low), out)
  return { min, at, variance: out[0]! }
}
