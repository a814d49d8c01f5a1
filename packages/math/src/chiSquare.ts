import { gammaP, gammaQ, inverseGammaP } from './incompleteGamma.js'

/**
 * Probability that a chi-square variable with `freedom` degrees of freedom is at most x. For 0 < freedom <= 2e8 and
 * x >= 0; NaN outside. Relative error about 1e-14.
 *
 * @example
 * import { chiSquareCdf } from '@bourse/math'
 * chiSquareCdf(3.841458820694124, 1) // => 0.95
 */
export function chiSquareCdf(x: number, freedom: number): number {
  return gammaP(freedom / 2, x / 2)
}

/**
 * Upper tail of chi-square, the p-value of a chi-square test: 1 - chiSquareCdf with all its digits.
 *
 * @example
 * import { chiSquareTail } from '@bourse/math'
 * chiSquareTail(200, 2) // => 3.72007597602e-44
 */
export function chiSquareTail(x: number, freedom: number): number {
  return gammaQ(freedom / 2, x / 2)
}

/**
 * The x with chiSquareCdf(x, freedom) = p, for 0 < freedom <= 2e8 and p in [0, 1]; NaN outside.
 *
 * @example
 * import { chiSquareQuantile } from '@bourse/math'
 * chiSquareQuantile(0.95, 1) // => 3.8414588206941
 */
export function chiSquareQuantile(p: number, freedom: number): number {
  return 2 * inverseGammaP(freedom / 2, p)
}
