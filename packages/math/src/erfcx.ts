import { scaledExp } from './exp.js'
import { scaledMills } from './gaussTail.js'

const ROOT2 = 1.4142135623730951
const ROOT2_HIGH = 1.4142135381698608
const ROOT2_LOW = 2.420323420895794e-8
const INVERSE_ROOT_PI = 0.5641895835477563

/**
 * Scaled complementary error function, e^(x²) erfc(x): a tail without its underflow. Within 2 ulp for every x;
 * Infinity below -26.63, NaN for NaN.
 *
 * @example
 * import { erfcx } from '@bourse/math'
 * erfcx(1) // => 0.427583576155807
 * erfcx(1e10) // => 5.641895835477563e-11
 */
export function erfcx(x: number): number {
  if (!(x > -26.7)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY
  const size = Math.abs(x)
  if (x > 1e16) return INVERSE_ROOT_PI / x
  const short = Math.fround(size)
  const h = size * ROOT2
  const rest = short * ROOT2_HIGH - h + (size - short) * ROOT2_HIGH + size * ROOT2_LOW
  const upper = scaledMills(h, rest, 2, 0)
  if (x >= 0) return upper
  return scaledExp(short * short, (size - short) * (size + short), 2, 0) - upper
}
