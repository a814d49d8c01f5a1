import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * True range of Wilder: the range of the bar, widened to the previous close; NaN on the first bar.
 * Formula: $\max(h, c_{t-1}) - \min(l, c_{t-1})$. TA-Lib: TRANGE.
 *
 * @example
 * import { trueRange } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = trueRange()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 3
 */
export function trueRange(): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new TrueRange()
}

/**
 * A column of `trueRange`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { trueRangeOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * trueRangeOf(bars).at(-1) // => 3
 */
export function trueRangeOf(bars: BarColumns<'high' | 'low' | 'close'>, out?: Float64Array): Float64Array {
  const machine = new TrueRange()
  const { high, low, close } = bars
  const count = columnsLength('trueRangeOf', bars, 'high', 'low', 'close')
  const result = resultColumn('trueRangeOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class TrueRange extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string = 'trueRange()'
  private previous = Number.NaN

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const range = Math.max(high - low, Math.abs(high - this.previous), Math.abs(low - this.previous))
    this.previous = close
    return range
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new TrueRange())
    return Number.NaN
  }
}
