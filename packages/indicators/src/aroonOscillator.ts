import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { Extreme } from './extreme.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Aroon up less Aroon down, -100 to 100.
 * Formula: $100 (\mathrm{age}_{low} - \mathrm{age}_{high}) / n$. TA-Lib: AROONOSC.
 *
 * @param length values
 *
 * @example
 * import { aroonOscillator } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = aroonOscillator(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 66.6667
 */
export function aroonOscillator(length: number = 14): Stepper<BarFields<'high' | 'low'>, number> {
  return new AroonOscillator(length)
}

/**
 * A column of `aroonOscillator`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { aroonOscillatorOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * aroonOscillatorOf(bars, 3).at(-1) // => 66.6667
 */
export function aroonOscillatorOf(
  bars: BarColumns<'high' | 'low'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new AroonOscillator(length)
  const { high, low } = bars
  const count = columnsLength('aroonOscillatorOf', bars, 'high', 'low')
  const result = resultColumn('aroonOscillatorOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

/** @internal */
export class AroonOscillator extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  readonly made: string
  private readonly length: number
  private readonly highest: Extreme
  private readonly lowest: Extreme

  constructor(length: number) {
    super()
    this.made = `aroonOscillator(${length})`
    this.length = checkLength('aroonOscillator', 'length', length)
    this.highest = new Extreme(length + 1, 1)
    this.lowest = new Extreme(length + 1, -1)
  }

  step(high: number, low: number): number {
    if (!Number.isFinite(high + low)) return this.restart()
    this.highest.push(high)
    this.lowest.push(low)
    return this.highest.isFull ? (100 / this.length) * (this.lowest.age - this.highest.age) : Number.NaN
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.step(bar.high, bar.low)
  }

  private restart(): number {
    Object.assign(this, new AroonOscillator(this.length))
    return Number.NaN
  }
}
