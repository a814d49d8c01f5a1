import type { Stepper } from '@bourse/core'
import { AveragePair } from './averagePair.js'
import type { AverageType } from './averageType.js'
import { resultColumn } from './check.js'

/**
 * Percentage price oscillator: a fast moving average less a slow one in percent of the slow one; 0 where that is 0.
 * Formula: $100(\mathrm{ma}_f - \mathrm{ma}_s)/\mathrm{ma}_s$. TA-Lib: PPO.
 *
 * @param fast values of the faster average
 * @param slow values of the slower one
 * @param type which moving average
 *
 * @example
 * import { ppo } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = ppo(2, 3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 1.06383
 */
export function ppo(fast: number = 12, slow: number = 26, type: AverageType = 'sma'): Stepper<number, number> {
  return new Ppo(fast, slow, type)
}

/**
 * A column of `ppo`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { ppoOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * ppoOf(closes, 2, 3).at(-1) // => 1.06383
 */
export function ppoOf(
  values: Float64Array,
  fast: number = 12,
  slow: number = 26,
  type: AverageType = 'sma',
  out?: Float64Array,
): Float64Array {
  const machine = new Ppo(fast, slow, type)
  const result = resultColumn('ppoOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Ppo extends AveragePair implements Stepper<number, number> {
  constructor(fast: number, slow: number, type: AverageType) {
    super('ppo', fast, slow, type)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const fast = this.fastAverage.next(x)
    const slow = this.slowAverage.next(x)
    return Math.abs(slow) < 1e-14 ? 0 : ((fast - slow) / slow) * 100
  }

  private restart(): number {
    Object.assign(this, new Ppo(this.fast, this.slow, this.type))
    return Number.NaN
  }
}
