import type { Json, Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import { loadState, saveState } from './state.js'

/**
 * Largest of the last `length` values.
 * Formula: $\max_{0 \le i < n} x_{t-i}$. TA-Lib: MAX.
 *
 * @param length values
 *
 * @example
 * import { highest } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = highest(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 48
 */
export function highest(length: number = 30): Stepper<number, number> {
  return new Highest(length)
}

/**
 * A column of `highest`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { highestOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * highestOf(closes, 3).at(-1) // => 48
 */
export function highestOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new Highest(length)
  const result = resultColumn('highestOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Highest implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly extreme: MovingExtreme

  constructor(length: number) {
    this.made = `highest(${length})`
    this.length = checkLength('highest', 'length', length)
    this.extreme = new MovingExtreme(length, 1)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.extreme.push(x)
    return this.extreme.isFull ? this.extreme.value : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new Highest(this.length))
    return Number.NaN
  }

  save(): Json {
    return saveState(this)
  }

  load(state: Json): void {
    loadState(this, state)
  }
}
