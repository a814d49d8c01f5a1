import { logRatio } from '../kernel/logRatio.js'
import { lognormalVol, normalVol } from './legsVol.js'

/**
 * Total standard deviation at which `black` gives the undiscounted `premium`, to the last digits that the premium holds.
 * Kernel: 0 for a premium of exactly the intrinsic value, NaN where no volatility gives it.
 *
 * @see P. Jaeckel, Let's be rational, Wilmott (2015): the variables; the guess and the steps are this package's own
 * @example
 * import { black, blackImpliedStdDev } from '@bourse/pricing'
 * blackImpliedStdDev(black(100, 105, 0.2, 1), 100, 105, 1) // => 0.2
 */
export function blackImpliedStdDev(premium: number, forward: number, strike: number, sign: 1 | -1): number {
  const x = forward > 0 && strike > 0 ? logRatio(forward, strike) : Number.NaN
  const stdDev = lognormalVol(premium, forward, strike, forward - strike, x, sign)
  return stdDev >= 0 ? stdDev : Number.NaN
}

/**
 * Standard deviation in price units at which `bachelier` gives the undiscounted `premium`. Kernel: 0 for a premium of
 * exactly the intrinsic value, NaN below it.
 *
 * @example
 * import { bachelier, bachelierImpliedStdDev } from '@bourse/pricing'
 * bachelierImpliedStdDev(bachelier(-3, -5, 4, 1), -3, -5, 1) // => 4
 */
export function bachelierImpliedStdDev(premium: number, forward: number, strike: number, sign: 1 | -1): number {
  const stdDev = normalVol(premium, forward - strike, sign)
  return stdDev >= 0 ? stdDev : Number.NaN
}
