import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { ExtremePlace } from './extremeSteppers.js'

/**
 * Position in the series (0 is its first value) of the smallest of the last `length` values.
 * Formula: $\arg\min_{t-n < k \le t} x_k$. TA-Lib: MININDEX.
 *
 * @param length values
 *
 * @example
 * import { lowestIndex } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = lowestIndex(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 3
 */
export function lowestIndex(length: number = 30): Stepper<number, number> {
  return new ExtremePlace('lowestIndex', length)
}

/**
 * A column of `lowestIndex`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { lowestIndexOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * lowestIndexOf(closes, 3).at(-1) // => 3
 */
export function lowestIndexOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new ExtremePlace('lowestIndex', length)
  const result = resultColumn('lowestIndexOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}
