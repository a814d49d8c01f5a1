import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { MovingTotal } from './movingTotal.js'
import { SavedFields } from './state.js'

/**
 * Sum of the last `length` values; it does not drift.
 * Formula: $S_t = \sum_{i=0}^{n-1} x_{t-i}$. TA-Lib: SUM.
 *
 * @param length values
 *
 * @example
 * import { movingSum } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = movingSum(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 141
 */
export function movingSum(length: number): Stepper<number, number> {
  return new MovingSum(length)
}

/**
 * A column of `movingSum`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { movingSumOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * movingSumOf(closes, 3).at(-1) // => 141
 */
export function movingSumOf(values: Float64Array, length: number, out?: Float64Array): Float64Array {
  const machine = new MovingSum(length)
  const result = resultColumn('movingSumOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class MovingSum extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly total: MovingTotal

  constructor(length: number) {
    super()
    this.made = `movingSum(${length})`
    this.length = checkLength('movingSum', 'length', length)
    this.total = new MovingTotal(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.total.push(x)
    return this.total.value
  }

  private restart(): number {
    Object.assign(this, new MovingSum(this.length))
    return Number.NaN
  }
}
