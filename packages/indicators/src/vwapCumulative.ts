import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'
import { VwapSums } from './vwapSums.js'

/**
 * Volume-weighted average price since the first bar, by typical prices; NaN until something traded.
 * Formula: $\sum p v / \sum v$, $p = (h + l + c)/3$.
 * Source: Berkowitz, Logue and Noser, Journal of Finance 43 (1988).
 *
 * @example
 * import { vwapCumulative } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11, volume: 5 },
 *   { high: 13, low: 10, close: 12, volume: 7 },
 *   { high: 13, low: 11, close: 11, volume: 6 },
 *   { high: 14, low: 10, close: 13, volume: 8 },
 *   { high: 15, low: 12, close: 14, volume: 9 },
 *   { high: 15, low: 12, close: 13, volume: 4 },
 * ]
 * const stepper = vwapCumulative()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 12.3077
 */
export function vwapCumulative(): Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number> {
  return new VwapCumulative()
}

/**
 * A column of `vwapCumulative`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { vwapCumulativeOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 *   volume: Float64Array.of(5, 7, 6, 8, 9, 4),
 * }
 * vwapCumulativeOf(bars).at(-1) // => 12.3077
 */
export function vwapCumulativeOf(
  bars: BarColumns<'high' | 'low' | 'close' | 'volume'>,
  out?: Float64Array,
): Float64Array {
  const machine = new VwapCumulative()
  const { high, low, close, volume } = bars
  const count = columnsLength('vwapCumulativeOf', bars, 'high', 'low', 'close', 'volume')
  const result = resultColumn('vwapCumulativeOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!, volume[i]!)
  return result
}

/** @internal */
export class VwapCumulative
  extends SavedFields
  implements Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number>
{
  readonly made: string = 'vwapCumulative()'
  private readonly sums: VwapSums = new VwapSums()

  step(high: number, low: number, close: number, volume: number): number {
    if (!Number.isFinite(high + low + close + volume)) return this.restart()
    this.sums.push((high + low + close) / 3, volume)
    return this.sums.vwap
  }

  next(bar: BarFields<'high' | 'low' | 'close' | 'volume'>): number {
    return this.step(bar.high, bar.low, bar.close, bar.volume)
  }

  private restart(): number {
    Object.assign(this, new VwapCumulative())
    return Number.NaN
  }
}
