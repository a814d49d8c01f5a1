import { mills } from './mills.js'
import { GAP_DEVIATION, GAP_MONEYNESS, millsGap } from './millsGap.js'

/** 1 / sqrt(2 pi) */
export const ROOT_TWO_PI_INVERSE = 0.3989422804014327

/** Places in the array that `lognormalTerms` fills. */
export const PRICE = 0
export const ASSET = 1
export const CASH = 2
export const DENSITY = 3
export const D1 = 4
export const D2 = 5

/**
 * Out-of-the-money price over the lower of the two legs, N(-a/s + s/2) - e^a N(-a/s - s/2) with a = |ln(A/B)| and
 * s = `stdDev` > 0, as n(e) (R(-e) - R(h)): the two normal probabilities share one density (Black 1976, eq. 16,
 * factored), so that the wing keeps its relative accuracy down to the smallest doubles.
 */
export function otmShare(a: number, stdDev: number): number {
  const quotient = a / stdDev
  const half = 0.5 * stdDev
  const e = half - quotient
  const n = Math.exp(-0.5 * e * e) * ROOT_TWO_PI_INVERSE
  if (n === 0) return e > 0 ? 1 : 0
  if (stdDev < GAP_DEVIATION && a < GAP_MONEYNESS) return n * millsGap(quotient, half)
  const upper = mills(half + quotient)
  return e <= 0 ? n * (mills(-e) - upper) : 1 - n * (mills(e) + upper)
}

/**
 * Everything that the value and the Greeks of max(w (A X - B), 0), X lognormal with mean 1, are made of. `x` = ln(A/B),
 * w = `sign`. Fills price, A N(w d1), B N(w d2), A n(d1), d1, d2. Each probability comes from its own tail, never from
 * the other side by parity: that is what keeps the wings of delta, theta and rho.
 *
 * With `stdDev` = 0 the probabilities are 0, 1 or, exactly at the money, 1/2; density, d1 and d2 are given as 0.
 */
export function lognormalTerms(a: number, b: number, x: number, stdDev: number, sign: number, out: Float64Array): void {
  if (stdDev === 0) {
    const probability = sign * x > 0 ? 1 : x === 0 ? 0.5 : 0
    out[PRICE] = probability === 1 ? Math.abs(a - b) : 0
    out[ASSET] = a * probability
    out[CASH] = b * probability
    out[DENSITY] = out[D1] = out[D2] = 0
    return
  }
  const callIsOut = x <= 0
  const quotient = Math.abs(x) / stdDev
  const half = 0.5 * stdDev
  const e = half - quotient
  const h = half + quotient
  const n = Math.exp(-0.5 * e * e) * ROOT_TWO_PI_INVERSE
  const inner = n * mills(Math.abs(e))
  const outer = n * mills(h)
  const likely = e <= 0 ? inner : 1 - inner // N(e)
  const unlikely = e <= 0 ? 1 - inner : inner // N(-e)
  const low = callIsOut ? a : b
  const share = likely - outer
  const otm = share > 0 ? low * share : 0
  const outIsHeld = sign > 0 === callIsOut
  out[PRICE] = outIsHeld ? otm : otm + sign * (a - b)
  // low n(e) = high n(h): the leg of the higher side needs no density of its own.
  if (callIsOut) {
    out[ASSET] = a * (sign > 0 ? likely : unlikely)
    out[CASH] = sign > 0 ? a * outer : b - a * outer
    out[D1] = e
    out[D2] = -h
  } else {
    out[ASSET] = sign > 0 ? a - b * outer : b * outer
    out[CASH] = b * (sign > 0 ? unlikely : likely)
    out[D1] = h
    out[D2] = -e
  }
  out[DENSITY] = low * n
}
