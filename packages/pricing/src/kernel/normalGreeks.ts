import { bachelier } from './bachelier.js'
import { ROOT_TWO_PI_INVERSE } from './lognormal.js'
import { mills } from './mills.js'

/**
 * Price, delta, gamma, vega, theta, rho of Bachelier's model into `out[0..5]`, the forward held fixed when the rate moves;
 * then, for the second orders, the discounted density and d = (F - K) / sd. Unchecked; at zero volatility or zero time
 * the limits.
 *
 * @param rate continuous per year, for theta alone
 */
export function normalGreeks(
  forward: number,
  discount: number,
  strike: number,
  years: number,
  vol: number,
  rate: number,
  sign: 1 | -1,
  out: Float64Array,
): void {
  const root = Math.sqrt(years)
  const stdDev = vol * root
  const distance = forward - strike
  const price = discount * bachelier(forward, strike, stdDev, sign)
  out[0] = price
  out[5] = -years * price
  if (stdDev === 0) {
    out[1] = sign * discount * (sign * distance > 0 ? 1 : distance === 0 ? 0.5 : 0)
    out[2] = out[3] = out[6] = out[7] = 0
    out[4] = rate * price
    return
  }
  const d = distance / stdDev
  const density = discount * ROOT_TWO_PI_INVERSE * Math.exp(-0.5 * d * d)
  const tail = density === 0 ? 0 : density * mills(Math.abs(d)) // discounted, always the smaller side
  const vega = density * root
  out[1] = sign * (sign * d > 0 ? discount - tail : tail)
  out[2] = density / stdDev
  out[3] = vega
  out[4] = rate * price - (0.5 * vega * vol) / years
  out[6] = density
  out[7] = d
}
