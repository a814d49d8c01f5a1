import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import { RunningSum } from './runningSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Accumulation/distribution line of Chaikin: volume, signed by where the bar closed in its range, summed since the
 * start.
 * Formula: $\sum v\, ((c - l) - (h - c))/(h - l)$. TA-Lib: AD.
 *
 * @example
 * import { adLine } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11, volume: 5 },
 *   { high: 13, low: 10, close: 12, volume: 7 },
 *   { high: 13, low: 11, close: 11, volume: 6 },
 *   { high: 14, low: 10, close: 13, volume: 8 },
 *   { high: 15, low: 12, close: 14, volume: 9 },
 *   { high: 15, low: 12, close: 13, volume: 4 },
 * ]
 * const stepper = adLine()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 3.66667
 */
export function adLine(): Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number> {
  return new AdLine()
}

/**
 * A column of `adLine`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { adLineOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 *   volume: Float64Array.of(5, 7, 6, 8, 9, 4),
 * }
 * adLineOf(bars).at(-1) // => 3.66667
 */
export function adLineOf(bars: BarColumns<'high' | 'low' | 'close' | 'volume'>, out?: Float64Array): Float64Array {
  const machine = new AdLine()
  const { high, low, close, volume } = bars
  const count = columnsLength('adLineOf', bars, 'high', 'low', 'close', 'volume')
  const result = resultColumn('adLineOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!, volume[i]!)
  return result
}

/** @internal */
export class AdLine extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number> {
  readonly made: string = 'adLine()'
  private readonly sum: RunningSum = new RunningSum()

  step(high: number, low: number, close: number, volume: number): number {
    if (!Number.isFinite(high + low + close + volume)) return this.restart()
    const range = high - low
    if (range > 0) this.sum.add(((close - low - (high - close)) / range) * volume)
    return this.sum.value
  }

  next(bar: BarFields<'high' | 'low' | 'close' | 'volume'>): number {
    return this.step(bar.high, bar.low, bar.close, bar.volume)
  }

  private restart(): number {
    Object.assign(this, new AdLine())
    return Number.NaN
  }
}
