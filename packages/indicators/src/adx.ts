import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { DirectionalMovement } from './directional.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Average directional index, 0 to 100: the strength of a trend, whatever its side (Wilder, New Concepts in Technical
 * Trading Systems, 1978).
 * Formula: Wilder average of `dx` that starts from the mean of its first n. TA-Lib: ADX.
 *
 * @param length values
 *
 * @example
 * import { adx } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = adx(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 100
 */
export function adx(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new Adx(length)
}

/**
 * A column of `adx`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { adxOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * adxOf(bars, 3).at(-1) // => 100
 */
export function adxOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new Adx(length)
  const { high, low, close } = bars
  const count = columnsLength('adxOf', bars, 'high', 'low', 'close')
  const result = resultColumn('adxOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class Adx extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly movement: DirectionalMovement
  private count = 0
  private average = 0

  constructor(length: number) {
    super()
    this.made = `adx(${length})`
    this.length = checkLength('adx', 'length', length)
    this.movement = new DirectionalMovement(length)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const { movement, length } = this
    movement.push(high, low, close)
    if (!movement.isWarm) return Number.NaN
    const index = movement.index
    this.count++
    if (this.count <= length) {
      if (!Number.isNaN(index)) this.average += index
      if (this.count < length) return Number.NaN
      this.average /= length
    } else if (!Number.isNaN(index)) this.average = (this.average * (length - 1) + index) / length
    return this.average
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new Adx(this.length))
    return Number.NaN
  }
}
