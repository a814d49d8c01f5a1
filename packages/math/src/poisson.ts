import { expOf } from './exp.js'
import { logGamma } from './gamma.js'
import { logOf } from './log.js'

/** A Poisson variate from uniforms in [0, 1): products below 10, transformed rejection above. Not exported. */
export function poissonFrom(uniform: () => number, mean: number): number {
  return mean < 10 ? byProducts(uniform, mean) : byRejection(uniform, mean)
}

/** Knuth: how many uniforms until their product falls below e^-mean. */
function byProducts(uniform: () => number, mean: number): number {
  const floor = expOf(-mean)
  let count = 0
  for (let product = uniform(); product > floor; product *= uniform()) count++
  return count
}

/** PTRS of Hörmann, Insurance: Mathematics and Economics 12 (1993) 39-45. */
function byRejection(uniform: () => number, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const accepted = 0.9277 - 3.6224 / (b - 2)
  const logMean = logOf(mean)
  for (;;) {
    const u = uniform() - 0.5
    const v = 1 - uniform()
    const side = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / side + b) * u + mean + 0.43)
    if (side >= 0.07 && v <= accepted) return k
    if (k < 0 || (side < 0.013 && v > side)) continue
    if (logOf((v * inverseAlpha) / (a / (side * side) + b)) <= k * logMean - mean - logGamma(k + 1)) return k
  }
}
