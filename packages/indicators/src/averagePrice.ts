import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Mean of open, high, low and close.
 * Formula: $(o + h + l + c)/4$. TA-Lib: AVGPRICE.
 *
 * @example
 * import { averagePrice } from '@bourse/indicators'
 * const bars = [
 *   { open: 10, high: 12, low: 9, close: 11 },
 *   { open: 11, high: 13, low: 10, close: 12 },
 *   { open: 12, high: 13, low: 11, close: 11 },
 *   { open: 11, high: 14, low: 10, close: 13 },
 *   { open: 13, high: 15, low: 12, close: 14 },
 *   { open: 14, high: 15, low: 12, close: 13 },
 * ]
 * const stepper = averagePrice()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 13.5
 */
export function averagePrice(): Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number> {
  return new AveragePrice()
}

/**
 * A column of `averagePrice`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { averagePriceOf } from '@bourse/indicators'
 * const bars = {
 *   open: Float64Array.of(10, 11, 12, 11, 13, 14),
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * averagePriceOf(bars).at(-1) // => 13.5
 */
export function averagePriceOf(bars: BarColumns<'open' | 'high' | 'low' | 'close'>, out?: Float64Array): Float64Array {
  const machine = new AveragePrice()
  const { open, high, low, close } = bars
  const count = columnsLength('averagePriceOf', bars, 'open', 'high', 'low', 'close')
  const result = resultColumn('averagePriceOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(open[i]!, high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class AveragePrice extends SavedFields implements Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number> {
  readonly made: string = 'averagePrice()'

  step(open: number, high: number, low: number, close: number): number {
    if (!Number.isFinite(open + high + low + close)) return Number.NaN
    return (high + low + close + open) / 4
  }

  next(bar: BarFields<'open' | 'high' | 'low' | 'close'>): number {
    return this.step(bar.open, bar.high, bar.low, bar.close)
  }
}
