import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { millsSlope } from '../kernel/mills.js'

/**
 * d = |F - K| / sd from y = (out-of-the-money Bachelier premium) / |F - K|, to a relative 5e-6: rational functions fitted
 * to y(d) = n(d)/d - N(-d) below and above d = 2 (`scripts/guess.py`). The variables 1/(y + 1/2) near the money and
 * sqrt(-ln y) in the wing are those of P. Jaeckel, Implied normal volatility, Wilmott (2017), in which d is nearly
 * linear.
 */
export function roughDistance(y: number): number {
  if (y > 0.004245351) {
    const g = 1 / (y + 0.5)
    const z = g * g
    const p =
      0.3989442474945941 +
      z * (-0.2728341651132721 + z * (0.06431758612347918 + z * (-0.00579176936698042 + z * 0.00013304635080225644)))
    const q =
      1 + z * (-0.763420777961405 + z * (0.2102637041531902 + z * (-0.0243454237625707 + z * 0.000967287889118084)))
    return (g * p) / q
  }
  const h = Math.sqrt(-Math.log(y))
  const p =
    -0.2571503180161713 +
    h * (1.5356718749801133 + h * (-1.3518152068392804 + h * (0.4996520160479745 + h * 0.1301690128623638)))
  return p / (1 + h * (-0.43955929171093 + h * (0.358425386225581 + h * 0.09200226158915145)))
}

/**
 * Standard deviation of a normal forward from the out-of-the-money premium `otm` > 0 and the distance |F - K| of
 * forward and strike. One Householder step of fourth order on ln y from a guess good to 5e-6 leaves only rounding; a
 * second follows where the guess had a subnormal y.
 */
export function normalStdDev(otm: number, distance: number): number {
  const y = otm / distance
  // At the money premium = sd n(0); the next term, half the distance, is all that the doubles hold here.
  if (!(y < 1e9)) return (otm + 0.5 * distance) / ROOT_TWO_PI_INVERSE
  let d = roughDistance(y)
  const logY = y > 1e-290 ? Math.log(y) : Math.log(otm) - Math.log(distance) // y has lost bits below 2^-1022
  for (let i = 0; i < 2; i++) {
    // y(d) = n(d) G(d) / d, y' = -n(d) / d^2
    const slope = millsSlope(d)
    const value = (ROOT_TWO_PI_INVERSE * slope) / d
    const relative = -1 / (d * slope) // y'/y
    const newton = (logY + 0.5 * d * d - Math.log(value)) / relative
    const second = -d - 2 / d // y''/y'
    const third = second * second - 1 + 2 / (d * d)
    const gamma = second - relative
    const delta = third - 3 * relative * second + 2 * relative * relative
    const step = (newton * (1 + 0.5 * gamma * newton)) / (1 + newton * (gamma + (delta * newton) / 6))
    d += step
    if (Math.abs(step) < 2e-5 * d) break // its fourth power is below rounding
  }
  return distance / d
}
