import { brent } from '@bourse/math'
import { type Svi, sviVariance } from './svi.js'
import { isSvi, type SmileCheck } from './sviButterfly.js'

/**
 * Whether total variance falls from the nearer to the farther expiry at some k = ln(strike / forward), each strike over
 * the forward of its own expiry: a calendar spread then costs less than nothing. `min` is the least of far less near.
 * Exact but for rounding: the difference of two hyperbolas changes between convex and concave at most twice, at roots of a
 * quadratic, so that every minimum is found. A difference within eight ulps of zero is none.
 *
 * @param from to look only at k in [from, to]; without it the wings count, and a far wing that is flatter gives -Infinity
 * @example
 * import { sviCalendar } from '@bourse/pricing'
 * const near = { a: 0.01, b: 0.08, rho: -0.3, m: 0, sigma: 0.1 }
 * sviCalendar(near, { ...near, a: 0.02 }) // => { arbitrage: false, min: 0.01, at: 0 }
 * sviCalendar(near, { ...near, a: 0.02, b: 0.05 }, -1, 1).arbitrage // => true
 */
export function sviCalendar(near: Svi, far: Svi, from: number = -Infinity, to: number = Infinity): SmileCheck {
  if (!isSvi(near) || !isSvi(far)) return { arbitrage: true, min: Number.NaN, at: Number.NaN }
  const reach = 1e6 * (1 + Math.abs(near.m) + Math.abs(far.m) + near.sigma + far.sigma)
  const low = Math.max(from, -reach)
  const high = Math.min(to, reach)
  const gap = (k: number): number => sviVariance(far, k) - sviVariance(near, k)
  const slope = (k: number): number => slopeOf(far, k) - slopeOf(near, k)
  let at = 0
  let min = Infinity
  const consider = (k: number, value = gap(k)): void => {
    if (value < min || (value === min && Math.abs(k) < Math.abs(at))) [min, at] = [value, k]
  }
  if (low <= 0 && high >= 0) consider(0)
  const ends = [low, ...inflections(near, far).filter((k) => k > low && k < high), high]
  for (let i = 0; i + 1 < ends.length; i++) {
    const [left, right] = [ends[i]!, ends[i + 1]!]
    consider(left)
    consider(right)
    // Between inflections the slope is monotone: one root, a minimum where it rises.
    if (slope(left) < 0 && slope(right) > 0) consider(brent(slope, left, right).x)
  }
  if (from === -Infinity && near.b * (1 - near.rho) > far.b * (1 - far.rho)) consider(-Infinity, -Infinity)
  if (to === Infinity && near.b * (1 + near.rho) > far.b * (1 + far.rho)) consider(Infinity, -Infinity)
  const scale = Number.isFinite(at) ? Math.abs(sviVariance(near, at)) + Math.abs(near.a) + Math.abs(far.a) : 0
  return { arbitrage: min < -8 * 2 ** -52 * scale, min, at }
}

function slopeOf({ b, rho, m, sigma }: Svi, k: number): number {
  const x = k - m
  return b * (rho + x / Math.sqrt(x * x + sigma * sigma))
}

/** Where b sigma^2 / ((k - m)^2 + sigma^2)^(3/2) of both are equal: ascending, at most two. */
function inflections(near: Svi, far: Svi): readonly number[] {
  const ratio = Math.cbrt((far.b * far.sigma * far.sigma) / (near.b * near.sigma * near.sigma)) ** 2
  // ((k - far.m)^2 + far.sigma^2) = ratio ((k - near.m)^2 + near.sigma^2)
  const two = 1 - ratio
  const one = ratio * near.m - far.m // half the linear coefficient
  const none = far.m * far.m + far.sigma * far.sigma - ratio * (near.m * near.m + near.sigma * near.sigma)
  if (!Number.isFinite(ratio)) return []
  if (two === 0) return one === 0 ? [] : [-none / (2 * one)]
  const under = one * one - two * none
  if (!(under >= 0)) return []
  const q = -(one + (one < 0 ? -1 : 1) * Math.sqrt(under))
  const roots = q === 0 ? [0] : [q / two, none / q]
  return roots.sort((x, y) => x - y)
}
