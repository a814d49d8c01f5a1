import type { Stepper } from '@bourse/core'
import { averageOf } from './average.js'
import { type AverageType, averageTypes } from './averageType.js'
import { checkLength, checkName, resultColumn } from './check.js'
import { SavedFields } from './state.js'

/**
 * A moving average chosen by name. `mama` keeps its usual limits whatever the length; of length 1 it is the value
 * itself.
 * Formula: that of the average named. TA-Lib: MA, whose MAType 0 .. 8 are sma, ema, wma, dema, tema, trima, kama, mama,
 * t3.
 *
 * @param length values
 *
 * @example
 * import { movingAverage } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = movingAverage('wma', 3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 47.1667
 */
export function movingAverage(type: AverageType, length: number): Stepper<number, number> {
  return new MovingAverage(type, length)
}

/**
 * A column of `movingAverage`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { movingAverageOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * movingAverageOf(closes, 'wma', 3).at(-1) // => 47.1667
 */
export function movingAverageOf(
  values: Float64Array,
  type: AverageType,
  length: number,
  out?: Float64Array,
): Float64Array {
  const machine = new MovingAverage(type, length)
  const result = resultColumn('movingAverageOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class MovingAverage extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly type: AverageType
  private readonly length: number
  private readonly average: Stepper<number, number>

  constructor(type: AverageType, length: number) {
    super()
    this.made = `movingAverage(${type}, ${length})`
    this.type = checkName('movingAverage', 'type', type, averageTypes)
    this.length = checkLength('movingAverage', 'length', length)
    this.average = averageOf(type, length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    return this.average.next(x)
  }

  private restart(): number {
    Object.assign(this, new MovingAverage(this.type, this.length))
    return Number.NaN
  }
}
