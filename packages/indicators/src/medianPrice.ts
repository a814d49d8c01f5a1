import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Middle of the range of a bar.
 * Formula: $(h + l)/2$. TA-Lib: MEDPRICE.
 *
 * @example
 * import { medianPrice } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = medianPrice()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 13.5
 */
export function medianPrice(): Stepper<BarFields<'high' | 'low'>, number> {
  return new MedianPrice()
}

/**
 * A column of `medianPrice`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { medianPriceOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * medianPriceOf(bars).at(-1) // => 13.5
 */
export function medianPriceOf(bars: BarColumns<'high' | 'low'>, out?: Float64Array): Float64Array {
  const machine = new MedianPrice()
  const { high, low } = bars
  const count = columnsLength('medianPriceOf', bars, 'high', 'low')
  const result = resultColumn('medianPriceOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

/** @internal */
export class MedianPrice extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  readonly made: string = 'medianPrice()'

  step(high: number, low: number): number {
    if (!Number.isFinite(high + low)) return Number.NaN
    return (high + low) / 2
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.step(bar.high, bar.low)
  }
}
