import { checkFiniteValues } from './domain.js'
import { sumOf } from './sum.js'

/** `excessKurtosis` is 0 for a normal distribution; skewness and kurtosis are those of the sample, not corrected. */
export type Moments = {
  readonly count: number
  readonly mean: number
  /** Divided by count - 1. */
  readonly variance: number
  readonly skewness: number
  readonly excessKurtosis: number
}

/**
 * Mean, from a compensated sum: within an ulp of the exact mean unless values cancel to the last 1e-30 of their size. NaN
 * for no values.
 *
 * @throws RangeError where a value is not finite
 * @example
 * import { meanOf } from '@bourse/math'
 * meanOf(Float64Array.of(1, 2, 6)) // => 3
 */
export function meanOf(values: ArrayLike<number>): number {
  checkFiniteValues('meanOf', 'values', values)
  return meanKernel(values)
}

export function meanKernel(values: ArrayLike<number>): number {
  return sumOf(values) / values.length
}

/**
 * Variance about the mean, in the corrected two passes of Chan, Golub and LeVeque (Am. Stat. 37, 1983): relative error
 * of a few count eps however far the values are from 0. NaN where count <= ddof.
 *
 * @param options.ddof what is taken from the count in the divisor, default 1
 * @throws RangeError where a value is not finite
 * @example
 * import { varianceOf } from '@bourse/math'
 * varianceOf(Float64Array.of(1, 2, 6)) // => 7
 */
export function varianceOf(values: ArrayLike<number>, options: { readonly ddof?: 0 | 1 } = {}): number {
  checkFiniteValues('varianceOf', 'values', values)
  const n = values.length - (options.ddof ?? 1)
  return n > 0 ? squaresAbout(values, meanKernel(values)) / n : Number.NaN
}

function squaresAbout(values: ArrayLike<number>, mean: number): number {
  let squares = 0
  let rest = 0
  for (let i = 0; i < values.length; i++) {
    const d = values[i]! - mean
    squares += d * d
    rest += d
  }
  return squares - (rest * rest) / values.length
}

/**
 * Standard deviation, the root of `varianceOf`.
 *
 * @throws RangeError where a value is not finite
 * @example
 * import { deviationOf } from '@bourse/math'
 * deviationOf(Float64Array.of(1, 3), { ddof: 0 }) // => 1
 */
export function deviationOf(values: ArrayLike<number>, options: { readonly ddof?: 0 | 1 } = {}): number {
  return Math.sqrt(varianceOf(values, options))
}

/**
 * Skewness m3 / m2^1.5 of the sample; with `unbiased` times sqrt(n (n - 1)) / (n - 2) (Joanes & Gill, The
 * Statistician 47, 1998). NaN where all values are equal or fewer than 2 (unbiased: 3).
 *
 * @throws RangeError where a value is not finite
 * @example
 * import { skewnessOf } from '@bourse/math'
 * skewnessOf(Float64Array.of(0, 0, 0, 4)).toFixed(6) // => '1.154701'
 */
export function skewnessOf(values: ArrayLike<number>, options: { readonly unbiased?: boolean } = {}): number {
  checkFiniteValues('skewnessOf', 'values', values)
  const n = values.length
  const { skewness } = standardized(values)
  if (options.unbiased !== true) return skewness
  return n < 3 ? Number.NaN : (skewness * Math.sqrt(n * (n - 1))) / (n - 2)
}

/**
 * Excess kurtosis m4 / m2^2 - 3 of the sample; with `unbiased` corrected for the size of the sample (Joanes & Gill,
 * The Statistician 47, 1998). NaN where all values are equal or fewer than 2 (unbiased: 4).
 *
 * @throws RangeError where a value is not finite
 * @example
 * import { excessKurtosisOf } from '@bourse/math'
 * excessKurtosisOf(Float64Array.of(-1, 1, -1, 1)) // => -2
 */
export function excessKurtosisOf(values: ArrayLike<number>, options: { readonly unbiased?: boolean } = {}): number {
  checkFiniteValues('excessKurtosisOf', 'values', values)
  const n = values.length
  const { excessKurtosis } = standardized(values)
  if (options.unbiased !== true) return excessKurtosis
  return n < 4 ? Number.NaN : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excessKurtosis + 6)
}

/**
 * Count, mean, variance (divided by count - 1), skewness and excess kurtosis at once.
 *
 * @throws RangeError where a value is not finite
 * @example
 * import { momentsOf } from '@bourse/math'
 * momentsOf(Float64Array.of(1, 2, 6)).variance // => 7
 */
export function momentsOf(values: ArrayLike<number>): Moments {
  checkFiniteValues('momentsOf', 'values', values)
  const { mean, skewness, excessKurtosis } = standardized(values)
  return { count: values.length, mean, variance: varianceOf(values), skewness, excessKurtosis }
}

function standardized(values: ArrayLike<number>): {
  readonly mean: number
  readonly skewness: number
  readonly excessKurtosis: number
} {
  const n = values.length
  const mean = meanKernel(values)
  const deviation = Math.sqrt(squaresAbout(values, mean) / n)
  let cubes = 0
  let fourths = 0
  // Divided first: cubes of tiny or huge values would leave the range of doubles.
  for (let i = 0; i < n; i++) {
    const z = (values[i]! - mean) / deviation
    cubes += z * z * z
    fourths += z * z * z * z
  }
  return { mean, skewness: cubes / n, excessKurtosis: fourths / n - 3 }
}
