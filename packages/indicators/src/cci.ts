import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Commodity channel index of Lambert: distance of the typical price from its mean in mean absolute deviations; time
 * grows with `length`, 0 where nothing deviates.
 * Formula: $(p - \bar p) / (0.015\, \overline{|p - \bar p|})$. TA-Lib: CCI.
 *
 * @param length values
 *
 * @example
 * import { cci } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = cci(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 28.5714
 */
export function cci(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new Cci(length)
}

/**
 * A column of `cci`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { cciOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * cciOf(bars, 3).at(-1) // => 28.5714
 */
export function cciOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new Cci(length)
  const { high, low, close } = bars
  const count = columnsLength('cciOf', bars, 'high', 'low', 'close')
  const result = resultColumn('cciOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class Cci extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring
  private readonly sum: RunningSum = new RunningSum()

  constructor(length: number) {
    super()
    this.made = `cci(${length})`
    this.length = checkLength('cci', 'length', length)
    this.ring = new Ring(length)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const price = (high + low + close) / 3
    this.sum.move(price, this.ring.push(price))
    if (!this.ring.isFull) return Number.NaN
    const mean = this.sum.value / this.length
    const { values } = this.ring
    let away = 0
    for (let i = 0; i < values.length; i++) away += Math.abs(values[i]! - mean)
    const distance = price - mean
    return distance === 0 || away === 0 ? 0 : distance / (0.015 * (away / this.length))
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new Cci(this.length))
    return Number.NaN
  }
}
