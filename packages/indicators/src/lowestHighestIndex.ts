import type { Stepper } from '@bourse/core'
import { checkLength, resultColumns } from './check.js'
import { ExtremeIndex } from './extremeIndex.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `lowestHighestIndex`, all NaN until all are warm. */
export type LowestHighestIndexValues = { readonly lowest: number; readonly highest: number }

/**
 * Positions in the series (0 is its first value) of the smallest and the largest of the last `length` values.
 * Formula: $\arg\min_{t-n < k \le t} x_k$, $\arg\max_{t-n < k \le t} x_k$. TA-Lib: MINMAXINDEX.
 *
 * @param length values
 *
 * @example
 * import { lowestHighestIndex } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = lowestHighestIndex(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => { lowest: 3, highest: 4 }
 */
export function lowestHighestIndex(length: number = 30): Stepper<number, LowestHighestIndexValues> {
  return new LowestHighestIndex(length)
}

/**
 * A column of `lowestHighestIndex`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { lowestHighestIndexOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * lowestHighestIndexOf(closes, 3).lowest.at(-1) // => 3
 */
export function lowestHighestIndexOf(
  values: Float64Array,
  length: number = 30,
  out?: IndicatorColumns<LowestHighestIndexValues>,
): IndicatorColumns<LowestHighestIndexValues> {
  const machine = new LowestHighestIndex(length)
  const columns = resultColumns('lowestHighestIndexOf', out, values.length, 'lowest', 'highest')
  const { lowest, highest } = columns
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    lowest[i] = machine.lowest
    highest[i] = machine.highest
  }
  return columns
}

/** @internal */
export class LowestHighestIndex extends SavedFields implements Stepper<number, LowestHighestIndexValues> {
  readonly made: string
  private readonly length: number
  lowest: number = Number.NaN
  highest: number = Number.NaN
  private readonly above: ExtremeIndex
  private readonly below: ExtremeIndex
  private start = 0
  private count = 0

  constructor(length: number) {
    super()
    this.made = `lowestHighestIndex(${length})`
    this.length = checkLength('lowestHighestIndex', 'length', length)
    this.above = new ExtremeIndex(length, 1)
    this.below = new ExtremeIndex(length, -1)
  }

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    this.above.push(x)
    this.below.push(x)
    this.count++
    if (!this.above.isFull) return
    this.lowest = this.start + this.below.index
    this.highest = this.start + this.above.index
  }

  next(x: number): LowestHighestIndexValues {
    this.step(x)
    return { lowest: this.lowest, highest: this.highest }
  }

  private restart(): void {
    // A missing value counts: the series goes on.
    const start = this.start + this.count + 1
    Object.assign(this, new LowestHighestIndex(this.length), { start })
  }
}
