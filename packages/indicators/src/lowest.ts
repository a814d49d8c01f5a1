import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { ExtremeValue } from './extremeSteppers.js'

/**
 * Smallest of the last `length` values.
 * Formula: $\min_{0 \le i < n} x_{t-i}$. TA-Lib: MIN.
 *
 * @param length values
 *
 * @example
 * import { lowest } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = lowest(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 46
 */
export function lowest(length: number = 30): Stepper<number, number> {
  return new ExtremeValue('lowest', length)
}

/**
 * A column of `lowest`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { lowestOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * lowestOf(closes, 3).at(-1) // => 46
 */
export function lowestOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new ExtremeValue('lowest', length)
  const result = resultColumn('lowestOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}
