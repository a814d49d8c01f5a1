import { erfcx, normCdf } from '@bourse/math'

const ROOT2 = 1.4142135623730951
const INVERSE_ROOT_2PI = 0.3989422804014327

/**
 * e^exponent N(z). Reflected paths weigh a tail of the normal distribution with a power of barrier over spot that alone
 * would overflow: below z = -5 the two exponents are added before either is taken.
 */
export function scaledNormal(exponent: number, z: number): number {
  if (z > -5) return Math.exp(exponent) * normCdf(z)
  return 0.5 * erfcx(-z / ROOT2) * Math.exp(exponent - 0.5 * z * z)
}

/** e^exponent n(z), n the standard normal density. */
export function scaledDensity(exponent: number, z: number): number {
  return INVERSE_ROOT_2PI * Math.exp(exponent - 0.5 * z * z)
}
