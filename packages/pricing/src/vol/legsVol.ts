import { ABOVE_MAXIMUM, BELOW_INTRINSIC, INVALID_INPUT } from '../columns/columns.js'
import { lognormalStdDev } from './lognormalStdDev.js'
import { normalStdDev } from './normalStdDev.js'

/**
 * Total standard deviation implied by the premium of an option on lognormal legs; 0 where the premium is exactly the
 * intrinsic value; minus a status byte of the columns where there is none.
 *
 * @param difference asset - cash, as exact as the caller has it: deep in the money it decides every digit
 * @param x ln(asset / cash)
 */
export function lognormalVol(
  premium: number,
  asset: number,
  cash: number,
  difference: number,
  x: number,
  sign: number,
): number {
  const most = sign > 0 ? asset : cash
  if (!(premium - premium === 0 && x - x === 0 && asset > 0 && cash > 0)) return -INVALID_INPUT
  const inTheMoney = sign * difference > 0
  // Subtracting the intrinsic value is exact where it matters: next to it (Sterbenz).
  const otm = inTheMoney ? premium - Math.abs(difference) : premium
  if (!(otm >= 0)) return -BELOW_INTRINSIC
  if (!(premium < most)) return -ABOVE_MAXIMUM
  if (otm === 0) return 0
  const low = difference < 0 ? asset : cash
  return lognormalStdDev(Math.abs(x), Math.abs(difference) / low, otm / low, (most - premium) / low)
}

/** The same for a normal asset: `difference` is forward - strike, the premium undiscounted. */
export function normalVol(premium: number, difference: number, sign: number): number {
  if (!(premium - premium === 0 && difference - difference === 0)) return -INVALID_INPUT
  const otm = sign * difference > 0 ? premium - Math.abs(difference) : premium
  if (!(otm >= 0)) return -BELOW_INTRINSIC
  return otm === 0 ? 0 : normalStdDev(otm, Math.abs(difference))
}
