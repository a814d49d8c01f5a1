import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { LineFit } from './lineFit.js'
import { SavedFields } from './state.js'

/**
 * Slope of the least-squares line through the last `length` values, per value.
 * Formula: $m = \mathrm{cov}(i, x)/\mathrm{var}(i)$. TA-Lib: LINEARREG_SLOPE.
 *
 * @param length values
 *
 * @example
 * import { linearRegressionSlope } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = linearRegressionSlope(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.5
 */
export function linearRegressionSlope(length: number = 14): Stepper<number, number> {
  return new LinearRegressionSlope(length)
}

/**
 * A column of `linearRegressionSlope`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { linearRegressionSlopeOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * linearRegressionSlopeOf(closes, 3).at(-1) // => 0.5
 */
export function linearRegressionSlopeOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new LinearRegressionSlope(length)
  const result = resultColumn('linearRegressionSlopeOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class LinearRegressionSlope extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly line: LineFit

  constructor(length: number) {
    super()
    this.made = `linearRegressionSlope(${length})`
    this.length = checkLength('linearRegressionSlope', 'length', length, 2)
    this.line = new LineFit(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { line } = this
    line.push(x)
    return line.isFull ? line.slope : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new LinearRegressionSlope(this.length))
    return Number.NaN
  }
}
