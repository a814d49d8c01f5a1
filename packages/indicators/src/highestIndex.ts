import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { ExtremePlace } from './extremeSteppers.js'

/**
 * Position in the series (0 is its first value) of the largest of the last `length` values.
 * Formula: $\arg\max_{t-n < k \le t} x_k$. TA-Lib: MAXINDEX.
 *
 * @param length values
 *
 * @example
 * import { highestIndex } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = highestIndex(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 4
 */
export function highestIndex(length: number = 30): Stepper<number, number> {
  return new ExtremePlace('highestIndex', length)
}

/**
 * A column of `highestIndex`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { highestIndexOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * highestIndexOf(closes, 3).at(-1) // => 4
 */
export function highestIndexOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new ExtremePlace('highestIndex', length)
  const result = resultColumn('highestIndexOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}
