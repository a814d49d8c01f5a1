import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { LineFit } from './lineFit.js'
import { SavedFields } from './state.js'

/**
 * The least-squares line through the last `length` values, one value ahead.
 * Formula: $b + m n$. TA-Lib: TSF.
 *
 * @param length values
 *
 * @example
 * import { timeSeriesForecast } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = timeSeriesForecast(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 48
 */
export function timeSeriesForecast(length: number = 14): Stepper<number, number> {
  return new TimeSeriesForecast(length)
}

/**
 * A column of `timeSeriesForecast`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { timeSeriesForecastOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * timeSeriesForecastOf(closes, 3).at(-1) // => 48
 */
export function timeSeriesForecastOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new TimeSeriesForecast(length)
  const result = resultColumn('timeSeriesForecastOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class TimeSeriesForecast extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly line: LineFit

  constructor(length: number) {
    super()
    this.made = `timeSeriesForecast(${length})`
    this.length = checkLength('timeSeriesForecast', 'length', length, 2)
    this.line = new LineFit(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { line } = this
    line.push(x)
    return line.isFull ? line.intercept + line.slope * this.length : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new TimeSeriesForecast(this.length))
    return Number.NaN
  }
}
