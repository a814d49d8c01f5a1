import type { SmileRows } from './smileRows.js'
import type { Svi } from './svi.js'

const STEEPEST = 1.8

/**
 * A first smile. For a given m and sigma total variance is a line plus a hyperbola's root, linear in what is left: so a
 * grid of both is tried, each solved by weighted least squares and kept within slopes that can be.
 *
 * @see S. De Marco, C. Martini, Quasi-explicit calibration of Gatheral's SVI model, Zeliade white paper (2009)
 */
export function guessSvi(rows: SmileRows, years: number): Svi {
  const { count, k, vol, scale } = rows
  const span = Math.max(k[count - 1]! - k[0]!, 1e-3)
  const w = vol.map((sigma) => sigma * sigma * years)
  // Distances in volatility, to first order.
  const share = scale.map((one, i) => (one / vol[i]!) ** 2)
  let best: Svi = { a: w[0]!, b: 1e-3, rho: 0, m: 0, sigma: span }
  let least = Infinity
  for (const width of [0.02, 0.05, 0.1, 0.2, 0.5])
    for (const place of [0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9]) {
      const { misfit, svi } = solved(k, w, share, k[0]! + place * span, width * span)
      if (misfit < least) [least, best] = [misfit, svi]
    }
  return best
}

/** Least squares of w = a + d x + b root with x = k - m, root = sqrt(x^2 + sigma^2). */
function solved(
  k: Float64Array,
  w: Float64Array,
  share: Float64Array,
  m: number,
  sigma: number,
): { readonly misfit: number; readonly svi: Svi } {
  let [n, x1, r1, w1] = [0, 0, 0, 0]
  for (let i = 0; i < k.length; i++) {
    const x = k[i]! - m
    n += share[i]!
    x1 += share[i]! * x
    r1 += share[i]! * Math.sqrt(x * x + sigma * sigma)
    w1 += share[i]! * w[i]!
  }
  const [x0, r0, w0] = [x1 / n, r1 / n, w1 / n]
  let [xx, xr, rr, xw, rw, ww] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < k.length; i++) {
    const x = k[i]! - m
    const [dx, dr, dw] = [x - x0, Math.sqrt(x * x + sigma * sigma) - r0, w[i]! - w0]
    xx += share[i]! * dx * dx
    xr += share[i]! * dx * dr
    rr += share[i]! * dr * dr
    xw += share[i]! * dx * dw
    rw += share[i]! * dr * dw
    ww += share[i]! * dw * dw
  }
  const determinant = xx * rr - xr * xr
  let b = (xx * rw - xr * xw) / determinant
  let d = (rr * xw - xr * rw) / determinant
  // Convex, and no wing that falls.
  if (!(b > 1e-4)) [b, d] = [1e-4, 0]
  d = Math.min(Math.max(d, -0.95 * b), 0.95 * b)
  const cut = Math.min(1, STEEPEST / (b + Math.abs(d)))
  b *= cut
  d *= cut
  const rho = d / b
  const a = Math.max(w0 - d * x0 - b * r0, 1e-3 * w0 - b * sigma * Math.sqrt(1 - rho * rho))
  const off = w0 - d * x0 - b * r0 - a
  const misfit = ww + d * d * xx + b * b * rr - 2 * (d * xw + b * rw - d * b * xr) + n * off * off
  return { misfit, svi: { a, b, rho, m, sigma } }
}
