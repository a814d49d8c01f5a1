import type { Stepper } from '@bourse/core'
import { Atr } from './atr.js'
import { checkLength, columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Average true range in percent of the close; 0 where that is 0.
 * Formula: $100\, \mathrm{atr}/c$. TA-Lib: NATR.
 *
 * @param length values
 *
 * @example
 * import { natr } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = natr(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 23.0769
 */
export function natr(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new Natr(length)
}

/**
 * A column of `natr`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { natrOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * natrOf(bars, 3).at(-1) // => 23.0769
 */
export function natrOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new Natr(length)
  const { high, low, close } = bars
  const count = columnsLength('natrOf', bars, 'high', 'low', 'close')
  const result = resultColumn('natrOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class Natr extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly atr: Atr

  constructor(length: number) {
    super()
    this.made = `natr(${length})`
    this.length = checkLength('natr', 'length', length)
    this.atr = new Atr(length)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const range = this.atr.step(high, low, close)
    return Math.abs(close) < 1e-14 && !Number.isNaN(range) ? 0 : (range / close) * 100
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new Natr(this.length))
    return Number.NaN
  }
}
