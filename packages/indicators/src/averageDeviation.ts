import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'
import { SavedFields } from './state.js'

/**
 * Mean absolute deviation of the last `length` values from their mean; time grows with `length`.
 * Formula: $\frac1n \sum |x - \bar x|$. TA-Lib: AVGDEV.
 *
 * @param length values
 *
 * @example
 * import { averageDeviation } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = averageDeviation(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.666667
 */
export function averageDeviation(length: number = 14): Stepper<number, number> {
  return new AverageDeviation(length)
}

/**
 * A column of `averageDeviation`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { averageDeviationOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * averageDeviationOf(closes, 3).at(-1) // => 0.666667
 */
export function averageDeviationOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new AverageDeviation(length)
  const result = resultColumn('averageDeviationOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class AverageDeviation extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring
  private readonly sum: RunningSum = new RunningSum()

  constructor(length: number) {
    super()
    this.made = `averageDeviation(${length})`
    this.length = checkLength('averageDeviation', 'length', length)
    this.ring = new Ring(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.sum.move(x, this.ring.push(x))
    if (!this.ring.isFull) return Number.NaN
    const mean = this.sum.value / this.length
    const { values } = this.ring
    let away = 0
    for (let i = 0; i < values.length; i++) away += Math.abs(values[i]! - mean)
    return away / this.length
  }

  private restart(): number {
    Object.assign(this, new AverageDeviation(this.length))
    return Number.NaN
  }
}
