import { logRatio } from './logRatio.js'
import { ASSET, CASH, D1, D2, DENSITY, lognormalTerms, PRICE } from './lognormal.js'

const terms = /* @__PURE__ */ new Float64Array(6)

/**
 * Price, delta, gamma, vega, theta, rho of Black-Scholes-Merton into `out[0..5]`. Kernel: positional, unchecked, NaN
 * outside its domain. At zero volatility or zero time the limits: gamma = vega = 0, at the money half a delta.
 *
 * @param out at least 6 long
 * @see E. G. Haug, The Complete Guide to Option Pricing Formulas (2007), ch. 2
 * @example
 * import { bsmGreeks } from '@bourse/pricing'
 * const out = new Float64Array(6)
 * bsmGreeks(100, 105, 0.5, 0.03, 0.01, 0.2, 1, out)
 * out[1] // => 0.4173
 */
export function bsmGreeks(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  sign: 1 | -1,
  out: Float64Array,
): void {
  if (!(spot > 0 && strike > 0 && years >= 0 && vol >= 0 && spot < Infinity && strike < Infinity)) {
    out.fill(Number.NaN, 0, 6)
    return
  }
  const root = Math.sqrt(years)
  const stdDev = vol * root
  const x = logRatio(spot, strike) + (rate - carryYield) * years
  lognormalTerms(spot * Math.exp(-carryYield * years), strike * Math.exp(-rate * years), x, stdDev, sign, terms)
  const inverse = stdDev > 0 ? 1 / stdDev : 0
  const asset = terms[ASSET]!
  const cash = terms[CASH]!
  const density = terms[DENSITY]!
  out[0] = terms[PRICE]!
  out[1] = (sign * asset) / spot
  out[2] = ((density / spot) * inverse) / spot
  out[3] = density * root
  // vol / (2 root) = vol^2 / (2 stdDev): no division by zero years
  out[4] = sign * (carryYield * asset - rate * cash) - 0.5 * density * vol * (vol * inverse)
  out[5] = sign * years * cash
}

/** Names of the places that `bsmFullGreeks` fills, in order. */
export const FULL_GREEK_NAMES = [
  'price',
  'delta',
  'gamma',
  'vega',
  'theta',
  'rho',
  'dividendRho',
  'vanna',
  'volga',
  'charm',
  'veta',
  'speed',
  'zomma',
  'color',
  'ultima',
  'dualDelta',
  'dualGamma',
  'vera',
] as const

/**
 * Price and seventeen Greeks of Black-Scholes-Merton into `out[0..17]`, in the order of `FULL_GREEK_NAMES`; units as in
 * `FullGreeks`. Kernel: positional, unchecked, NaN outside its domain; second and third orders are 0 at zero
 * volatility or zero time.
 *
 * @param out at least 18 long
 * @see E. G. Haug, The Complete Guide to Option Pricing Formulas (2007), ch. 2
 * @example
 * import { bsmFullGreeks, FULL_GREEK_NAMES } from '@bourse/pricing'
 * const out = new Float64Array(18)
 * bsmFullGreeks(100, 105, 0.5, 0.03, 0.01, 0.2, 1, out)
 * out[FULL_GREEK_NAMES.indexOf('vanna')] // => 0.6707
 */
export function bsmFullGreeks(
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  sign: 1 | -1,
  out: Float64Array,
): void {
  bsmGreeks(spot, strike, years, rate, carryYield, vol, sign, out)
  const stdDev = vol * Math.sqrt(years)
  if (!(stdDev > 0)) {
    out.fill(stdDev === 0 ? 0 : Number.NaN, 6, 18)
    out[6] = -years * spot * out[1]!
    out[15] = (-sign * terms[CASH]!) / strike
    return
  }
  const inverse = 1 / stdDev
  const delta = out[1]!
  const gamma = out[2]!
  const vega = out[3]!
  const density = terms[DENSITY]!
  const d1 = terms[D1]!
  const d2 = terms[D2]!
  const slope = (rate - carryYield) * inverse - d2 / (2 * years) // d(d1)/dT
  out[6] = -years * spot * delta
  out[7] = (-density / spot) * (d2 / vol)
  out[8] = vega * d1 * (d2 / vol)
  out[9] = carryYield * delta - (density / spot) * slope
  out[10] = vega * (carryYield + d1 * slope - 0.5 / years)
  out[11] = (-gamma / spot) * (1 + d1 * inverse)
  out[12] = (gamma * (d1 * d2 - 1)) / vol
  out[13] = gamma * (carryYield + d1 * slope + 0.5 / years)
  out[14] = ((vega / vol) * (d1 * d2 * (d1 * d2 - 1) - d1 * d1 - d2 * d2)) / vol
  out[15] = (-sign * terms[CASH]!) / strike
  out[16] = ((density / strike) * inverse) / strike
  out[17] = -years * density * (d1 / vol)
}
