import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'
import { TrueRange } from './trueRange.js'

/**
 * Average true range of Wilder; it starts from the mean of the first `length` true ranges.
 * Formula: $a_t = (a_{t-1}(n-1) + \mathrm{TR}_t)/n$. TA-Lib: ATR.
 *
 * @param length values
 *
 * @example
 * import { atr } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = atr(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 3
 */
export function atr(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new Atr(length)
}

/**
 * A column of `atr`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { atrOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * atrOf(bars, 3).at(-1) // => 3
 */
export function atrOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new Atr(length)
  const { high, low, close } = bars
  const count = columnsLength('atrOf', bars, 'high', 'low', 'close')
  const result = resultColumn('atrOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class Atr extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly trueRange: TrueRange = new TrueRange()
  private count = 0
  private average = 0

  constructor(length: number) {
    super()
    this.made = `atr(${length})`
    this.length = checkLength('atr', 'length', length)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const range = this.trueRange.step(high, low, close)
    if (Number.isNaN(range)) return range
    const { length } = this
    if (this.count === length) {
      this.average = (this.average * (length - 1) + range) / length
      return this.average
    }
    this.count++
    this.average += range
    if (this.count < length) return Number.NaN
    this.average /= length
    return this.average
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new Atr(this.length))
    return Number.NaN
  }
}
