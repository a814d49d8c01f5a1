import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, resultColumn } from './check.js'
import { MovingMoments } from './movingMoments.js'
import { SavedFields } from './state.js'

/**
 * Variance of the last `length` values, of the population unless `ddof` is 1; exact to the last digits however far
 * the values lie from 0.
 * Formula: $\frac1{n - \mathrm{ddof}} \sum (x - \bar x)^2$. TA-Lib: VAR.
 *
 * @param length values
 * @param ddof 0 for a population as in TA-Lib, 1 for a sample
 *
 * @example
 * import { movingVariance } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = movingVariance(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.666667
 */
export function movingVariance(length: number = 5, ddof: number = 0): Stepper<number, number> {
  return new MovingVariance(length, ddof)
}

/**
 * A column of `movingVariance`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { movingVarianceOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * movingVarianceOf(closes, 3).at(-1) // => 0.666667
 */
export function movingVarianceOf(
  values: Float64Array,
  length: number = 5,
  ddof: number = 0,
  out?: Float64Array,
): Float64Array {
  const machine = new MovingVariance(length, ddof)
  const result = resultColumn('movingVarianceOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class MovingVariance extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ddof: number
  private readonly moments: MovingMoments

  constructor(length: number, ddof: number) {
    super()
    this.made = `movingVariance(${length}, ${ddof})`
    this.length = checkLength('movingVariance', 'length', length)
    this.ddof = checkNumber('movingVariance', 'ddof', ddof, 0, 1)
    this.moments = new MovingMoments(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.moments.push(x)
    return this.moments.isFull ? Math.max(0, this.moments.variance(this.ddof)) : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new MovingVariance(this.length, this.ddof))
    return Number.NaN
  }
}
