import type { Json, Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { ExtremeIndex } from './extremeIndex.js'
import { loadState, saveState } from './state.js'

/**
 * Position in the series (0 is its first value) of the largest of the last `length` values.
 * Formula: $\arg\max_{t-n < k \le t} x_k$. TA-Lib: MAXINDEX.
 *
 * @param length values
 *
 * @example
 * import { highestIndex } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = highestIndex(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 4
 */
export function highestIndex(length: number = 30): Stepper<number, number> {
  return new HighestIndex(length)
}

/**
 * A column of `highestIndex`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { highestIndexOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * highestIndexOf(closes, 3).at(-1) // => 4
 */
export function highestIndexOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new HighestIndex(length)
  const result = resultColumn('highestIndexOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class HighestIndex implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly extreme: ExtremeIndex
  private start = 0
  private count = 0

  constructor(length: number) {
    this.made = `highestIndex(${length})`
    this.length = checkLength('highestIndex', 'length', length)
    this.extreme = new ExtremeIndex(length, 1)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.extreme.push(x)
    this.count++
    return this.extreme.isFull ? this.start + this.extreme.index : Number.NaN
  }

  private restart(): number {
    // A missing value counts: the series goes on.
    const start = this.start + this.count + 1
    Object.assign(this, new HighestIndex(this.length), { start })
    return Number.NaN
  }

  save(): Json {
    return saveState(this)
  }

  load(state: Json): void {
    loadState(this, state)
  }
}
