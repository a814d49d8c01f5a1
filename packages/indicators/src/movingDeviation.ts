import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, resultColumn } from './check.js'
import { MovingMoments } from './movingMoments.js'
import { SavedFields } from './state.js'

/**
 * Standard deviation of the last `length` values, of the population unless `ddof` is 1; exact to the last digits.
 * Formula: the root of `movingVariance`. TA-Lib: STDDEV.
 *
 * @param length values
 * @param ddof 0 for a population as in TA-Lib, 1 for a sample
 *
 * @example
 * import { movingDeviation } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = movingDeviation(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.816497
 */
export function movingDeviation(length: number = 5, ddof: number = 0): Stepper<number, number> {
  return new MovingDeviation(length, ddof)
}

/**
 * A column of `movingDeviation`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { movingDeviationOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * movingDeviationOf(closes, 3).at(-1) // => 0.816497
 */
export function movingDeviationOf(
  values: Float64Array,
  length: number = 5,
  ddof: number = 0,
  out?: Float64Array,
): Float64Array {
  const machine = new MovingDeviation(length, ddof)
  const result = resultColumn('movingDeviationOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class MovingDeviation extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ddof: number
  private readonly moments: MovingMoments

  constructor(length: number, ddof: number) {
    super()
    this.made = `movingDeviation(${length}, ${ddof})`
    this.length = checkLength('movingDeviation', 'length', length)
    this.ddof = checkNumber('movingDeviation', 'ddof', ddof, 0, 1)
    this.moments = new MovingMoments(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.moments.push(x)
    return this.moments.isFull ? this.moments.deviation(this.ddof) : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new MovingDeviation(this.length, this.ddof))
    return Number.NaN
  }
}
