import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import { SavedFields } from './state.js'

/**
 * Middle between the largest and the smallest of the last `length` values.
 * Formula: $(\max x + \min x)/2$. TA-Lib: MIDPOINT.
 *
 * @param length values
 *
 * @example
 * import { midpoint } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = midpoint(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 47
 */
export function midpoint(length: number = 14): Stepper<number, number> {
  return new Midpoint(length)
}

/**
 * A column of `midpoint`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { midpointOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * midpointOf(closes, 3).at(-1) // => 47
 */
export function midpointOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new Midpoint(length)
  const result = resultColumn('midpointOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Midpoint extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly above: MovingExtreme
  private readonly below: MovingExtreme

  constructor(length: number) {
    super()
    this.made = `midpoint(${length})`
    this.length = checkLength('midpoint', 'length', length)
    this.above = new MovingExtreme(length, 1)
    this.below = new MovingExtreme(length, -1)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.above.push(x)
    this.below.push(x)
    return this.above.isFull ? (this.above.value + this.below.value) / 2 : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new Midpoint(this.length))
    return Number.NaN
  }
}
