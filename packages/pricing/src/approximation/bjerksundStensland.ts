import { bivariateNormCdf, normCdf } from '@bourse/math'
import { bsm } from '../kernel/bsm.js'
import type { PricingModel } from '../terms.js'
import { approximationModel } from './approximationModel.js'

/**
 * Bjerksund and Stensland's approximation of 1993: exercise at one flat boundary, clamped to the European price and to
 * what exercise pays. Within 2 % of spot, and nearly always below.
 *
 * @see P. Bjerksund, G. Stensland, Closed-form approximation of American options, Scand. J. Management 9 (1993), S87
 * @example
 * import { bjerksundStensland1993, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 100, exercise: 'american' } as const
 * priceOption(put, { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 }, bjerksundStensland1993) // => 6.2978
 */
export const bjerksundStensland1993: PricingModel = /* @__PURE__ */ approximationModel(
  'bjerksund-stensland-1993',
  flatCall,
)

/**
 * Bjerksund and Stensland's approximation of 2002: two flat boundaries, one after the other, clamped as that of 1993.
 *
 * @see P. Bjerksund, G. Stensland, Closed form valuation of American options, NHH discussion paper (2002)
 * @example
 * import { bjerksundStensland2002, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 100, exercise: 'american' } as const
 * priceOption(put, { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 }, bjerksundStensland2002) // => 6.3195
 */
export const bjerksundStensland2002: PricingModel = /* @__PURE__ */ approximationModel(
  'bjerksund-stensland-2002',
  steppedCall,
)

/** beta, and the boundary's two limits, in the paper's names. */
function limits(
  strike: number,
  rate: number,
  carry: number,
  vol: number,
): { readonly beta: number; readonly b0: number; readonly bInfinity: number } {
  const variance = vol * vol
  const half = 0.5 - carry / variance
  const beta = half + Math.sqrt((carry / variance - 0.5) ** 2 + (2 * rate) / variance)
  const bInfinity = (beta / (beta - 1)) * strike
  return { beta, bInfinity, b0: Math.max(strike, (rate / (rate - carry)) * strike) }
}

function boundaryFor(
  time: number,
  _strike: number,
  carry: number,
  vol: number,
  { b0, bInfinity }: { readonly b0: number; readonly bInfinity: number },
  scale: number,
): number {
  const h = -(carry * time + 2 * vol * Math.sqrt(time)) * scale
  return b0 + (bInfinity - b0) * -Math.expm1(h)
}

// The formulas know only positive rates and yields; elsewhere the clamp is all there is.
function applies(rate: number, carryYield: number): boolean {
  return carryYield > 0 && rate >= 0
}

function flatCall(spot: number, strike: number, years: number, rate: number, carryYield: number, vol: number): number {
  const carry = rate - carryYield
  if (!applies(rate, carryYield)) return bsm(spot, strike, years, rate, carryYield, vol, 1)
  const ends = limits(strike, rate, carry, vol)
  const { beta, b0, bInfinity } = ends
  const x = boundaryFor(years, strike, carry, vol, ends, b0 / (bInfinity - b0))
  if (spot >= x) return spot - strike
  const alpha = (x - strike) * x ** -beta
  const phi = (gamma: number, h: number): number => barrierValue(spot, years, gamma, h, x, rate, carry, vol)
  return (
    alpha * spot ** beta -
    alpha * phi(beta, x) +
    phi(1, x) -
    phi(1, strike) -
    strike * phi(0, x) +
    strike * phi(0, strike)
  )
}

function steppedCall(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
): number {
  const carry = rate - carryYield
  if (!applies(rate, carryYield)) return bsm(spot, strike, years, rate, carryYield, vol, 1)
  const ends = limits(strike, rate, carry, vol)
  const { beta, b0, bInfinity } = ends
  const first = 0.5 * (Math.sqrt(5) - 1) * years
  const scale = (strike * strike) / ((bInfinity - b0) * b0)
  const near = boundaryFor(first, strike, carry, vol, ends, scale)
  const far = boundaryFor(years, strike, carry, vol, ends, scale)
  if (spot >= far) return spot - strike
  const [alphaNear, alphaFar] = [(near - strike) * near ** -beta, (far - strike) * far ** -beta]
  const phi = (gamma: number, h: number): number => barrierValue(spot, first, gamma, h, far, rate, carry, vol)
  const psi = (gamma: number, h: number): number =>
    twoBarrierValue(spot, years, gamma, h, far, near, first, rate, carry, vol)
  return (
    alphaFar * spot ** beta -
    alphaFar * phi(beta, far) +
    phi(1, far) -
    phi(1, near) -
    strike * phi(0, far) +
    strike * phi(0, near) +
    alphaNear * phi(beta, near) -
    alphaNear * psi(beta, near) +
    psi(1, near) -
    psi(1, strike) -
    strike * psi(0, near) +
    strike * psi(0, strike)
  )
}

/** The paper's phi: S^gamma paid at `time` if S ends below h without having touched x. */
function barrierValue(
  spot: number,
  time: number,
  gamma: number,
  h: number,
  x: number,
  rate: number,
  carry: number,
  vol: number,
): number {
  const variance = vol * vol
  const lambda = -rate + gamma * carry + 0.5 * gamma * (gamma - 1) * variance
  const deviation = vol * Math.sqrt(time)
  const d = -(Math.log(spot / h) + (carry + (gamma - 0.5) * variance) * time) / deviation
  const kappa = (2 * carry) / variance + (2 * gamma - 1)
  const mirrored = (x / spot) ** kappa * normCdf(d - (2 * Math.log(x / spot)) / deviation)
  return Math.exp(lambda * time) * spot ** gamma * (normCdf(d) - mirrored)
}

/** The paper's psi: the same over two boundaries, `x2` until `first`, then `x1`. */
function twoBarrierValue(
  spot: number,
  time: number,
  gamma: number,
  h: number,
  x2: number,
  x1: number,
  first: number,
  rate: number,
  carry: number,
  vol: number,
): number {
  const variance = vol * vol
  const drift = carry + (gamma - 0.5) * variance
  const early = vol * Math.sqrt(first)
  const late = vol * Math.sqrt(time)
  const e = (from: number, sign: number): number => (Math.log(from) + sign * drift * first) / early
  const f = (from: number): number => (Math.log(from) + drift * time) / late
  const mirror = (x2 * x2) / (spot * x1)
  const [e1, e2, e3, e4] = [e(spot / x1, 1), e(mirror, 1), e(spot / x1, -1), e(mirror, -1)]
  const [f1, f2] = [f(spot / h), f((x2 * x2) / (spot * h))]
  const [f3, f4] = [f((x1 * x1) / (spot * h)), f((spot * x1 * x1) / (h * x2 * x2))]
  const rho = Math.sqrt(first / time)
  const lambda = -rate + gamma * carry + 0.5 * gamma * (gamma - 1) * variance
  const kappa = (2 * carry) / variance + (2 * gamma - 1)
  return (
    Math.exp(lambda * time) *
    spot ** gamma *
    (bivariateNormCdf(-e1, -f1, rho) -
      (x2 / spot) ** kappa * bivariateNormCdf(-e2, -f2, rho) -
      (x1 / spot) ** kappa * bivariateNormCdf(-e3, -f3, -rho) +
      (x1 / x2) ** kappa * bivariateNormCdf(-e4, -f4, -rho))
  )
}
