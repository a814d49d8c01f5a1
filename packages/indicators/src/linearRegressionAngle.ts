import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { LineFit } from './lineFit.js'
import { SavedFields } from './state.js'

/**
 * Angle of the least-squares line through the last `length` values in degrees; it depends on the scale of the price.
 * Formula: $\arctan m$. TA-Lib: LINEARREG_ANGLE.
 *
 * @param length values
 *
 * @example
 * import { linearRegressionAngle } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = linearRegressionAngle(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 26.5651
 */
export function linearRegressionAngle(length: number = 14): Stepper<number, number> {
  return new LinearRegressionAngle(length)
}

/**
 * A column of `linearRegressionAngle`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { linearRegressionAngleOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * linearRegressionAngleOf(closes, 3).at(-1) // => 26.5651
 */
export function linearRegressionAngleOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new LinearRegressionAngle(length)
  const result = resultColumn('linearRegressionAngleOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class LinearRegressionAngle extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly line: LineFit

  constructor(length: number) {
    super()
    this.made = `linearRegressionAngle(${length})`
    this.length = checkLength('linearRegressionAngle', 'length', length, 2)
    this.line = new LineFit(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { line } = this
    line.push(x)
    return line.isFull ? Math.atan(line.slope) * (180 / Math.PI) : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new LinearRegressionAngle(this.length))
    return Number.NaN
  }
}
