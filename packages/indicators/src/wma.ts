import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { SavedFields } from './state.js'
import { WeightedSums } from './weightedSums.js'

/**
 * Linearly weighted moving average: weights 1 .. n, the newest weighs most; constant time a value, without drift.
 * Formula: $w_t = \sum_{i=1}^{n} i\, x_{t-n+i} / (n(n+1)/2)$. TA-Lib: WMA.
 *
 * @param length values
 *
 * @example
 * import { wma } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = wma(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 47.1667
 */
export function wma(length: number): Stepper<number, number> {
  return new Wma(length)
}

/**
 * A column of `wma`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { wmaOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * wmaOf(closes, 3).at(-1) // => 47.1667
 */
export function wmaOf(values: Float64Array, length: number, out?: Float64Array): Float64Array {
  const machine = new Wma(length)
  const result = resultColumn('wmaOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Wma extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly sums: WeightedSums
  private readonly divisor: number

  constructor(length: number) {
    super()
    this.made = `wma(${length})`
    this.length = checkLength('wma', 'length', length)
    this.sums = new WeightedSums(length)
    this.divisor = (length * (length + 1)) / 2
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.sums.push(x)
    return this.sums.isFull ? this.sums.weighted.value / this.divisor : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new Wma(this.length))
    return Number.NaN
  }
}
