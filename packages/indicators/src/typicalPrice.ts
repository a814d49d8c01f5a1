import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Mean of high, low and close.
 * Formula: $(h + l + c)/3$. TA-Lib: TYPPRICE.
 *
 * @example
 * import { typicalPrice } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = typicalPrice()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 13.3333
 */
export function typicalPrice(): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new TypicalPrice()
}

/**
 * A column of `typicalPrice`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { typicalPriceOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * typicalPriceOf(bars).at(-1) // => 13.3333
 */
export function typicalPriceOf(bars: BarColumns<'high' | 'low' | 'close'>, out?: Float64Array): Float64Array {
  const machine = new TypicalPrice()
  const { high, low, close } = bars
  const count = columnsLength('typicalPriceOf', bars, 'high', 'low', 'close')
  const result = resultColumn('typicalPriceOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class TypicalPrice extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string = 'typicalPrice()'

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return Number.NaN
    return (high + low + close) / 3
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }
}
