import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { MovingSum } from './movingSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Money flow index, 0 to 100: `rsi` of the typical price with volume and plain sums; 0 where less than one unit of
 * money flowed, as in TA-Lib.
 * Formula: $100 \sum \mathrm{flow}^+ / \sum \mathrm{flow}$, flow = typical price times volume, by the side to which
 * the price moved. TA-Lib: MFI.
 *
 * @param length values
 *
 * @example
 * import { mfi } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11, volume: 5 },
 *   { high: 13, low: 10, close: 12, volume: 7 },
 *   { high: 13, low: 11, close: 11, volume: 6 },
 *   { high: 14, low: 10, close: 13, volume: 8 },
 *   { high: 15, low: 12, close: 14, volume: 9 },
 *   { high: 15, low: 12, close: 13, volume: 4 },
 * ]
 * const stepper = mfi(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 80.6061
 */
export function mfi(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number> {
  return new Mfi(length)
}

/**
 * A column of `mfi`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { mfiOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 *   volume: Float64Array.of(5, 7, 6, 8, 9, 4),
 * }
 * mfiOf(bars, 3).at(-1) // => 80.6061
 */
export function mfiOf(
  bars: BarColumns<'high' | 'low' | 'close' | 'volume'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new Mfi(length)
  const { high, low, close, volume } = bars
  const count = columnsLength('mfiOf', bars, 'high', 'low', 'close', 'volume')
  const result = resultColumn('mfiOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!, volume[i]!)
  return result
}

/** @internal */
export class Mfi extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number> {
  readonly made: string
  private readonly length: number
  private readonly rising: MovingSum
  private readonly falling: MovingSum
  private previous = Number.NaN

  constructor(length: number) {
    super()
    this.made = `mfi(${length})`
    this.length = checkLength('mfi', 'length', length)
    this.rising = new MovingSum(length)
    this.falling = new MovingSum(length)
  }

  step(high: number, low: number, close: number, volume: number): number {
    if (!Number.isFinite(high + low + close + volume)) return this.restart()
    const price = (high + low + close) / 3
    const change = price - this.previous
    this.previous = price
    if (Number.isNaN(change)) return Number.NaN
    const flow = price * volume
    const rising = this.rising.next(change > 0 ? flow : 0)
    const falling = this.falling.next(change < 0 ? flow : 0)
    const sum = rising + falling
    return sum < 1 ? 0 : 100 * (rising / sum)
  }

  next(bar: BarFields<'high' | 'low' | 'close' | 'volume'>): number {
    return this.step(bar.high, bar.low, bar.close, bar.volume)
  }

  private restart(): number {
    Object.assign(this, new Mfi(this.length))
    return Number.NaN
  }
}
