import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumns } from './check.js'
import { Extreme } from './extreme.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `aroon`, all NaN until all are warm. */
export type AroonValues = { readonly up: number; readonly down: number }

/**
 * Aroon of Chande: how fresh the high and the low of the last `length` + 1 bars are, 0 to 100; of equal ones the
 * newest counts.
 * Formula: $100 (n - \mathrm{age}) / n$. TA-Lib: AROON.
 *
 * @param length values
 *
 * @example
 * import { aroon } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = aroon(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { up: 100, down: 33.3333 }
 */
export function aroon(length: number = 14): Stepper<BarFields<'high' | 'low'>, AroonValues> {
  return new Aroon(length)
}

/**
 * A column of `aroon`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { aroonOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * aroonOf(bars, 3).up.at(-1) // => 100
 */
export function aroonOf(
  bars: BarColumns<'high' | 'low'>,
  length: number = 14,
  out?: IndicatorColumns<AroonValues>,
): IndicatorColumns<AroonValues> {
  const machine = new Aroon(length)
  const { high, low } = bars
  const count = columnsLength('aroonOf', bars, 'high', 'low')
  const columns = resultColumns('aroonOf', out, count, 'up', 'down')
  const { up, down } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!)
    up[i] = machine.up
    down[i] = machine.down
  }
  return columns
}

/** @internal */
export class Aroon extends SavedFields implements Stepper<BarFields<'high' | 'low'>, AroonValues> {
  readonly made: string
  private readonly length: number
  up: number = Number.NaN
  down: number = Number.NaN
  private readonly highest: Extreme
  private readonly lowest: Extreme

  constructor(length: number) {
    super()
    this.made = `aroon(${length})`
    this.length = checkLength('aroon', 'length', length)
    this.highest = new Extreme(length + 1, 1)
    this.lowest = new Extreme(length + 1, -1)
  }

  step(high: number, low: number): void {
    if (!Number.isFinite(high + low)) {
      this.restart()
      return
    }
    this.highest.push(high)
    this.lowest.push(low)
    if (!this.highest.isFull) return
    const factor = 100 / this.length
    this.up = factor * (this.length - this.highest.age)
    this.down = factor * (this.length - this.lowest.age)
  }

  next(bar: BarFields<'high' | 'low'>): AroonValues {
    this.step(bar.high, bar.low)
    return { up: this.up, down: this.down }
  }

  private restart(): void {
    Object.assign(this, new Aroon(this.length))
  }
}
