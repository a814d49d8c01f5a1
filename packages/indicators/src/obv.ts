import type { Stepper } from '@bourse/core'
import { columnsLength, resultColumn } from './check.js'
import { RunningSum } from './runningSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * On-balance volume of Granville: volume, signed by the direction of the close, summed since the start; it begins
 * with the volume of the first bar.
 * Formula: $\sum v\, \mathrm{sign}(c_t - c_{t-1})$. TA-Lib: OBV.
 *
 * @example
 * import { obv } from '@bourse/indicators'
 * const bars = [
 *   { close: 11, volume: 5 },
 *   { close: 12, volume: 7 },
 *   { close: 11, volume: 6 },
 *   { close: 13, volume: 8 },
 *   { close: 14, volume: 9 },
 *   { close: 13, volume: 4 },
 * ]
 * const stepper = obv()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 19
 */
export function obv(): Stepper<BarFields<'close' | 'volume'>, number> {
  return new Obv()
}

/**
 * A column of `obv`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { obvOf } from '@bourse/indicators'
 * const bars = {
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 *   volume: Float64Array.of(5, 7, 6, 8, 9, 4),
 * }
 * obvOf(bars).at(-1) // => 19
 */
export function obvOf(bars: BarColumns<'close' | 'volume'>, out?: Float64Array): Float64Array {
  const machine = new Obv()
  const { close, volume } = bars
  const count = columnsLength('obvOf', bars, 'close', 'volume')
  const result = resultColumn('obvOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(close[i]!, volume[i]!)
  return result
}

/** @internal */
export class Obv extends SavedFields implements Stepper<BarFields<'close' | 'volume'>, number> {
  readonly made: string = 'obv()'
  private readonly sum: RunningSum = new RunningSum()
  private previous = Number.NaN

  step(close: number, volume: number): number {
    if (!Number.isFinite(close + volume)) return this.restart()
    const { previous, sum } = this
    if (Number.isNaN(previous) || close > previous) sum.add(volume)
    else if (close < previous) sum.add(-volume)
    this.previous = close
    return sum.value
  }

  next(bar: BarFields<'close' | 'volume'>): number {
    return this.step(bar.close, bar.volume)
  }

  private restart(): number {
    Object.assign(this, new Obv())
    return Number.NaN
  }
}
