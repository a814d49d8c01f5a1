import type { Stepper } from '@bourse/core'
import { AveragePair } from './averagePair.js'
import type { AverageType } from './averageType.js'
import { resultColumn } from './check.js'

/**
 * Absolute price oscillator: a fast moving average less a slow one.
 * Formula: $\mathrm{ma}_f - \mathrm{ma}_s$. TA-Lib: APO.
 *
 * @param fast values of the faster average
 * @param slow values of the slower one
 * @param type which moving average
 *
 * @example
 * import { apo } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = apo(2, 3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.5
 */
export function apo(fast: number = 12, slow: number = 26, type: AverageType = 'sma'): Stepper<number, number> {
  return new Apo(fast, slow, type)
}

/**
 * A column of `apo`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { apoOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * apoOf(closes, 2, 3).at(-1) // => 0.5
 */
export function apoOf(
  values: Float64Array,
  fast: number = 12,
  slow: number = 26,
  type: AverageType = 'sma',
  out?: Float64Array,
): Float64Array {
  const machine = new Apo(fast, slow, type)
  const result = resultColumn('apoOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Apo extends AveragePair implements Stepper<number, number> {
  constructor(fast: number, slow: number, type: AverageType) {
    super('apo', fast, slow, type)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    return this.fastAverage.next(x) - this.slowAverage.next(x)
  }

  private restart(): number {
    Object.assign(this, new Apo(this.fast, this.slow, this.type))
    return Number.NaN
  }
}
