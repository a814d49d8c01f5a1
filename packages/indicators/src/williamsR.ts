import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Williams %R, -100 to 0: distance of the close from the highest high in the range of the last bars; 0 where there is
 * no range.
 * Formula: $-100 (\max h - c)/(\max h - \min l)$. TA-Lib: WILLR.
 *
 * @param length values
 *
 * @example
 * import { williamsR } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = williamsR(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => -40
 */
export function williamsR(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new WilliamsR(length)
}

/**
 * A column of `williamsR`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { williamsROf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * williamsROf(bars, 3).at(-1) // => -40
 */
export function williamsROf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new WilliamsR(length)
  const { high, low, close } = bars
  const count = columnsLength('williamsROf', bars, 'high', 'low', 'close')
  const result = resultColumn('williamsROf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class WilliamsR extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly highest: MovingExtreme
  private readonly lowest: MovingExtreme

  constructor(length: number) {
    super()
    this.made = `williamsR(${length})`
    this.length = checkLength('williamsR', 'length', length)
    this.highest = new MovingExtreme(length, 1)
    this.lowest = new MovingExtreme(length, -1)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const { highest, lowest } = this
    highest.push(high)
    lowest.push(low)
    if (!highest.isFull) return Number.NaN
    const range = highest.value - lowest.value
    return range === 0 ? 0 : (highest.value - close) / (range / -100)
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new WilliamsR(this.length))
    return Number.NaN
  }
}
