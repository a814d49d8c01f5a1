import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Balance of power: where in the range of its bar the price went, -1 to 1; 0 for a bar without range.
 * Formula: $(c - o)/(h - l)$. TA-Lib: BOP.
 *
 * @example
 * import { balanceOfPower } from '@bourse/indicators'
 * const bars = [
 *   { open: 10, high: 12, low: 9, close: 11 },
 *   { open: 11, high: 13, low: 10, close: 12 },
 *   { open: 12, high: 13, low: 11, close: 11 },
 *   { open: 11, high: 14, low: 10, close: 13 },
 *   { open: 13, high: 15, low: 12, close: 14 },
 *   { open: 14, high: 15, low: 12, close: 13 },
 * ]
 * const stepper = balanceOfPower()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => -0.333333
 */
export function balanceOfPower(): Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number> {
  return new BalanceOfPower()
}

/**
 * A column of `balanceOfPower`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { balanceOfPowerOf } from '@bourse/indicators'
 * const bars = {
 *   open: Float64Array.of(10, 11, 12, 11, 13, 14),
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * balanceOfPowerOf(bars).at(-1) // => -0.333333
 */
export function balanceOfPowerOf(
  bars: BarColumns<'open' | 'high' | 'low' | 'close'>,
  out?: Float64Array,
): Float64Array {
  const machine = new BalanceOfPower()
  const { open, high, low, close } = bars
  const count = columnsLength('balanceOfPowerOf', bars, 'open', 'high', 'low', 'close')
  const result = resultColumn('balanceOfPowerOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(open[i]!, high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class BalanceOfPower
  extends SavedFields
  implements Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number>
{
  readonly made: string = 'balanceOfPower()'

  step(open: number, high: number, low: number, close: number): number {
    if (!Number.isFinite(open + high + low + close)) return Number.NaN
    const range = high - low
    return range < 1e-14 ? 0 : (close - open) / range
  }

  next(bar: BarFields<'open' | 'high' | 'low' | 'close'>): number {
    return this.step(bar.open, bar.high, bar.low, bar.close)
  }
}
