import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { LineFit } from './lineFit.js'
import { SavedFields } from './state.js'

/**
 * Value of the least-squares line through the last `length` values at the newest one.
 * Formula: $b + m (n - 1)$. TA-Lib: LINEARREG.
 *
 * @param length values
 *
 * @example
 * import { linearRegression } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = linearRegression(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 47.5
 */
export function linearRegression(length: number = 14): Stepper<number, number> {
  return new LinearRegression(length)
}

/**
 * A column of `linearRegression`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { linearRegressionOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * linearRegressionOf(closes, 3).at(-1) // => 47.5
 */
export function linearRegressionOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new LinearRegression(length)
  const result = resultColumn('linearRegressionOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class LinearRegression extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly line: LineFit

  constructor(length: number) {
    super()
    this.made = `linearRegression(${length})`
    this.length = checkLength('linearRegression', 'length', length, 2)
    this.line = new LineFit(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { line } = this
    line.push(x)
    return line.isFull ? line.intercept + line.slope * (this.length - 1) : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new LinearRegression(this.length))
    return Number.NaN
  }
}
