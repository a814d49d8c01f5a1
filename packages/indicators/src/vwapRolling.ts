import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { MovingSum } from './movingSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Volume-weighted average price of the last `length` bars, by their typical prices; NaN where none of them traded.
 * Formula: $\sum p v / \sum v$, $p = (h + l + c)/3$.
 * Source: Berkowitz, Logue and Noser, Journal of Finance 43 (1988).
 *
 * @param length bars
 *
 * @example
 * import { vwapRolling } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11, volume: 5 },
 *   { high: 13, low: 10, close: 12, volume: 7 },
 *   { high: 13, low: 11, close: 11, volume: 6 },
 *   { high: 14, low: 10, close: 13, volume: 8 },
 *   { high: 15, low: 12, close: 14, volume: 9 },
 *   { high: 15, low: 12, close: 13, volume: 4 },
 * ]
 * const stepper = vwapRolling(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 13.0952
 */
export function vwapRolling(length: number = 20): Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number> {
  return new VwapRolling(length)
}

/**
 * A column of `vwapRolling`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { vwapRollingOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 *   volume: Float64Array.of(5, 7, 6, 8, 9, 4),
 * }
 * vwapRollingOf(bars, 3).at(-1) // => 13.0952
 */
export function vwapRollingOf(
  bars: BarColumns<'high' | 'low' | 'close' | 'volume'>,
  length: number = 20,
  out?: Float64Array,
): Float64Array {
  const machine = new VwapRolling(length)
  const { high, low, close, volume } = bars
  const count = columnsLength('vwapRollingOf', bars, 'high', 'low', 'close', 'volume')
  const result = resultColumn('vwapRollingOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!, volume[i]!)
  return result
}

/** @internal */
export class VwapRolling
  extends SavedFields
  implements Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number>
{
  readonly made: string
  private readonly length: number
  private readonly prices: MovingSum
  private readonly volumes: MovingSum

  constructor(length: number) {
    super()
    this.made = `vwapRolling(${length})`
    this.length = checkLength('vwapRolling', 'length', length)
    this.prices = new MovingSum(length)
    this.volumes = new MovingSum(length)
  }

  step(high: number, low: number, close: number, volume: number): number {
    if (!Number.isFinite(high + low + close + volume)) return this.restart()
    const price = (high + low + close) / 3
    const turnover = this.prices.next(price * volume)
    const traded = this.volumes.next(volume)
    return traded > 0 ? turnover / traded : Number.NaN
  }

  next(bar: BarFields<'high' | 'low' | 'close' | 'volume'>): number {
    return this.step(bar.high, bar.low, bar.close, bar.volume)
  }

  private restart(): number {
    Object.assign(this, new VwapRolling(this.length))
    return Number.NaN
  }
}
