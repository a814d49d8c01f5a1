import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { LineFit } from './lineFit.js'
import { SavedFields } from './state.js'

/**
 * Value of the least-squares line through the last `length` values at the oldest one.
 * Formula: $b = \bar x - m (n - 1)/2$. TA-Lib: LINEARREG_INTERCEPT.
 *
 * @param length values
 *
 * @example
 * import { linearRegressionIntercept } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = linearRegressionIntercept(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 46.5
 */
export function linearRegressionIntercept(length: number = 14): Stepper<number, number> {
  return new LinearRegressionIntercept(length)
}

/**
 * A column of `linearRegressionIntercept`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { linearRegressionInterceptOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * linearRegressionInterceptOf(closes, 3).at(-1) // => 46.5
 */
export function linearRegressionInterceptOf(
  values: Float64Array,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new LinearRegressionIntercept(length)
  const result = resultColumn('linearRegressionInterceptOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class LinearRegressionIntercept extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly line: LineFit

  constructor(length: number) {
    super()
    this.made = `linearRegressionIntercept(${length})`
    this.length = checkLength('linearRegressionIntercept', 'length', length, 2)
    this.line = new LineFit(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { line } = this
    line.push(x)
    return line.isFull ? line.intercept : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new LinearRegressionIntercept(this.length))
    return Number.NaN
  }
}
