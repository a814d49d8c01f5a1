import type { Stepper } from '@bourse/core'
import { checkLength, resultColumns } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `lowestHighest`, all NaN until all are warm. */
export type LowestHighestValues = { readonly lowest: number; readonly highest: number }

/**
 * Smallest and largest of the last `length` values.
 * Formula: $\min_{0 \le i < n} x_{t-i}$, $\max_{0 \le i < n} x_{t-i}$. TA-Lib: MINMAX.
 *
 * @param length values
 *
 * @example
 * import { lowestHighest } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = lowestHighest(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => { lowest: 46, highest: 48 }
 */
export function lowestHighest(length: number = 30): Stepper<number, LowestHighestValues> {
  return new LowestHighest(length)
}

/**
 * A column of `lowestHighest`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { lowestHighestOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * lowestHighestOf(closes, 3).lowest.at(-1) // => 46
 */
export function lowestHighestOf(
  values: Float64Array,
  length: number = 30,
  out?: IndicatorColumns<LowestHighestValues>,
): IndicatorColumns<LowestHighestValues> {
  const machine = new LowestHighest(length)
  const columns = resultColumns('lowestHighestOf', out, values.length, 'lowest', 'highest')
  const { lowest, highest } = columns
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    lowest[i] = machine.lowest
    highest[i] = machine.highest
  }
  return columns
}

/** @internal */
export class LowestHighest extends SavedFields implements Stepper<number, LowestHighestValues> {
  readonly made: string
  private readonly length: number
  lowest: number = Number.NaN
  highest: number = Number.NaN
  private readonly above: MovingExtreme
  private readonly below: MovingExtreme

  constructor(length: number) {
    super()
    this.made = `lowestHighest(${length})`
    this.length = checkLength('lowestHighest', 'length', length)
    this.above = new MovingExtreme(length, 1)
    this.below = new MovingExtreme(length, -1)
  }

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    this.above.push(x)
    this.below.push(x)
    if (!this.above.isFull) return
    this.lowest = this.below.value
    this.highest = this.above.value
  }

  next(x: number): LowestHighestValues {
    this.step(x)
    return { lowest: this.lowest, highest: this.highest }
  }

  private restart(): void {
    Object.assign(this, new LowestHighest(this.length))
  }
}
