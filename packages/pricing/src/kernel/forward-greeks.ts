import { logRatio } from './log-ratio.js'
import { ASSET, CASH, DENSITY, lognormalTerms, PRICE } from './lognormal.js'

const terms = /* @__PURE__ */ new Float64Array(6)

/**
 * Price, delta, gamma, vega, theta, rho of a European option from its forward and discount factor into `out[0..5]`:
 * the row of the columns, one at a time and bit for bit the same as `jsBackend`. Kernel: positional, unchecked, NaN
 * outside its domain.
 *
 * @param spot with it the Greeks are those of the spot at a fixed yield; NaN gives those of the forward
 * @param out at least 6 long
 * @example
 * import { forwardGreeks } from '@bourse/pricing'
 * const out = new Float64Array(6)
 * forwardGreeks(101, 0.98, 105, 0.5, 0.2, 1, Number.NaN, out)
 * out[1] // => 0.4183
 */
export function forwardGreeks(
  forward: number,
  discount: number,
  strike: number,
  years: number,
  vol: number,
  sign: 1 | -1,
  spot: number,
  out: Float64Array,
): void {
  if (!(forward > 0 && strike > 0 && discount > 0 && years >= 0 && vol >= 0)) {
    out.fill(Number.NaN, 0, 6)
    return
  }
  const root = Math.sqrt(years)
  const stdDev = vol * root
  lognormalTerms(discount * forward, discount * strike, logRatio(forward, strike), stdDev, sign, terms)
  const inverse = stdDev > 0 ? 1 / stdDev : 0
  const price = terms[PRICE]!
  const asset = terms[ASSET]!
  const density = terms[DENSITY]!
  const rate = years > 0 ? -Math.log(discount) / years : 0
  const decay = 0.5 * density * vol * (vol * inverse)
  out[0] = price
  out[3] = density * root
  if (spot !== spot) {
    out[1] = (sign * asset) / forward
    out[2] = ((density / forward) * inverse) / forward
    out[4] = rate * price - decay
    out[5] = -years * price
    return
  }
  const cash = terms[CASH]!
  const carry = years > 0 ? logRatio(forward, spot) / years : 0
  out[1] = (sign * asset) / spot
  out[2] = ((density / spot) * inverse) / spot
  out[4] = sign * ((rate - carry) * asset - rate * cash) - decay
  out[5] = sign * years * cash
}
