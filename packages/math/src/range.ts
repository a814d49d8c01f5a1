import { outOfDomain } from './error.js'

/**
 * from, from + step, ... below `to` (above it for a negative step), each by one multiplication so that errors do not
 * add up; a value within 1e-9 of a step from `to` counts as `to` and is left out.
 *
 * @throws RangeError for values that are not finite, a step of 0, or more than 1e7 values.
 * @example
 * import { range } from '@bourse/math'
 * range(10, 40, 10) // => [10, 20, 30]
 * range(0, 1, 0.25) // => [0, 0.25, 0.5, 0.75]
 */
export function range(from: number, to: number, step = 1): readonly number[] {
  if (!Number.isFinite(from)) throw outOfDomain('range', 'from', from, 'a finite number')
  if (!Number.isFinite(to)) throw outOfDomain('range', 'to', to, 'a finite number')
  if (!Number.isFinite(step) || step === 0) throw outOfDomain('range', 'step', step, 'a finite number other than 0')
  const count = Math.max(0, Math.ceil((to - from) / step - 1e-9))
  if (count > 1e7) throw outOfDomain('range', 'step', step, 'large enough for at most 1e7 values')
  return Array.from({ length: count }, (_, i) => from + i * step)
}
