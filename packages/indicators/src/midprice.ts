import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Middle between the highest high and the lowest low of the last `length` bars.
 * Formula: $(\max h + \min l)/2$. TA-Lib: MIDPRICE.
 *
 * @param length values
 *
 * @example
 * import { midprice } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = midprice(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 12.5
 */
export function midprice(length: number = 14): Stepper<BarFields<'high' | 'low'>, number> {
  return new Midprice(length)
}

/**
 * A column of `midprice`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { midpriceOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * midpriceOf(bars, 3).at(-1) // => 12.5
 */
export function midpriceOf(bars: BarColumns<'high' | 'low'>, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new Midprice(length)
  const { high, low } = bars
  const count = columnsLength('midpriceOf', bars, 'high', 'low')
  const result = resultColumn('midpriceOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

/** @internal */
export class Midprice extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  readonly made: string
  private readonly length: number
  private readonly above: MovingExtreme
  private readonly below: MovingExtreme

  constructor(length: number) {
    super()
    this.made = `midprice(${length})`
    this.length = checkLength('midprice', 'length', length)
    this.above = new MovingExtreme(length, 1)
    this.below = new MovingExtreme(length, -1)
  }

  step(high: number, low: number): number {
    if (!Number.isFinite(high + low)) return this.restart()
    this.above.push(high)
    this.below.push(low)
    return this.above.isFull ? (this.above.value + this.below.value) / 2 : Number.NaN
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.step(bar.high, bar.low)
  }

  private restart(): number {
    Object.assign(this, new Midprice(this.length))
    return Number.NaN
  }
}
