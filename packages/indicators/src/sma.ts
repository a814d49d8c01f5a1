import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { MovingTotal } from './movingTotal.js'
import { SavedFields } from './state.js'

/**
 * Simple moving average: the mean of the last `length` values; it does not drift.
 * Formula: $\bar x_t = \frac1n \sum_{i=0}^{n-1} x_{t-i}$. TA-Lib: SMA.
 *
 * @param length values
 *
 * @example
 * import { sma } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = sma(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 47
 */
export function sma(length: number): Stepper<number, number> {
  return new Sma(length)
}

/**
 * A column of `sma`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { smaOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * smaOf(closes, 3).at(-1) // => 47
 */
export function smaOf(values: Float64Array, length: number, out?: Float64Array): Float64Array {
  const machine = new Sma(length)
  const result = resultColumn('smaOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Sma extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly total: MovingTotal

  constructor(length: number) {
    super()
    this.made = `sma(${length})`
    this.length = checkLength('sma', 'length', length)
    this.total = new MovingTotal(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.total.push(x)
    return this.total.value / this.length
  }

  private restart(): number {
    Object.assign(this, new Sma(this.length))
    return Number.NaN
  }
}
