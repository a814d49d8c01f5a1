import { atanhCore, logOf } from './log.js'

/**
 * f - log(ratio), ratio = 1 + f > 0 (given, because 1 + f may have lost it), to a few ulp for small f where the difference would lose all: the exponent of the
 * saddle-point form of gamma, beta, binomial and Poisson probabilities (Loader 2000). Not exported from the package.
 */
export function deviance(f: number, ratio: number): number {
  if (f > -0.29 && f < 0.41) {
    const s = f / (2 + f)
    const half = 0.5 * f * f
    return half - s * (half + atanhCore(s * s))
  }
  return f - logOf(ratio)
}
