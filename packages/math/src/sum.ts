/**
 * Sum with Neumaier's compensation (ZAMM 54 (1974)): the error does not grow with the count. NaN if any value is, an
 * infinity if one is there alone; 0 of nothing.
 *
 * @example
 * import { sumOf } from '@bourse/math'
 * sumOf([1, 1e100, 1, -1e100]) // => 2
 */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    const next = sum + x
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum
    sum = next
  }
  // beyond the range the compensation is NaN or meaningless
  return Number.isFinite(sum) ? sum + lost : sum
}
