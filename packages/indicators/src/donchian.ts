import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumns } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `donchian`, all NaN until all are warm. */
export type DonchianValues = { readonly upper: number; readonly middle: number; readonly lower: number }

/**
 * Donchian channel: the highest high and the lowest low of the last `length` bars, this one included, and their
 * middle.
 * Formula: $\max h$, $\min l$, $(\max h + \min l)/2$. To trade its break use `breakout`, whose channel ends a bar
 * earlier.
 * Source: the channel rule of Richard Donchian.
 *
 * @param length bars
 *
 * @example
 * import { donchian } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = donchian(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { upper: 15, middle: 12.5, lower: 10 }
 */
export function donchian(length: number = 20): Stepper<BarFields<'high' | 'low'>, DonchianValues> {
  return new Donchian(length)
}

/**
 * A column of `donchian`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { donchianOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * donchianOf(bars, 3).upper.at(-1) // => 15
 */
export function donchianOf(
  bars: BarColumns<'high' | 'low'>,
  length: number = 20,
  out?: IndicatorColumns<DonchianValues>,
): IndicatorColumns<DonchianValues> {
  const machine = new Donchian(length)
  const { high, low } = bars
  const count = columnsLength('donchianOf', bars, 'high', 'low')
  const columns = resultColumns('donchianOf', out, count, 'upper', 'middle', 'lower')
  const { upper, middle, lower } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!)
    upper[i] = machine.upper
    middle[i] = machine.middle
    lower[i] = machine.lower
  }
  return columns
}

/** @internal */
export class Donchian extends SavedFields implements Stepper<BarFields<'high' | 'low'>, DonchianValues> {
  readonly made: string
  private readonly length: number
  upper: number = Number.NaN
  middle: number = Number.NaN
  lower: number = Number.NaN
  private readonly above: MovingExtreme
  private readonly below: MovingExtreme

  constructor(length: number) {
    super()
    this.made = `donchian(${length})`
    this.length = checkLength('donchian', 'length', length)
    this.above = new MovingExtreme(length, 1)
    this.below = new MovingExtreme(length, -1)
  }

  step(high: number, low: number): void {
    if (!Number.isFinite(high + low)) {
      this.restart()
      return
    }
    this.above.push(high)
    this.below.push(low)
    if (!this.above.isFull) return
    this.upper = this.above.value
    this.lower = this.below.value
    this.middle = (this.upper + this.lower) / 2
  }

  next(bar: BarFields<'high' | 'low'>): DonchianValues {
    this.step(bar.high, bar.low)
    return { upper: this.upper, middle: this.middle, lower: this.lower }
  }

  private restart(): void {
    Object.assign(this, new Donchian(this.length))
  }
}
