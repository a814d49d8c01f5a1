import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { ExtremeValue } from './extremeSteppers.js'

/**
 * Largest of the last `length` values.
 * Formula: $\max_{0 \le i < n} x_{t-i}$. TA-Lib: MAX.
 *
 * @param length values
 *
 * @example
 * import { highest } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = highest(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 48
 */
export function highest(length: number = 30): Stepper<number, number> {
  return new ExtremeValue('highest', length)
}

/**
 * A column of `highest`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { highestOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * highestOf(closes, 3).at(-1) // => 48
 */
export function highestOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new ExtremeValue('highest', length)
  const result = resultColumn('highestOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}
