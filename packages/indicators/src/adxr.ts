import type { Stepper } from '@bourse/core'
import { Adx } from './adx.js'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Average directional index rating (Wilder, New Concepts in Technical Trading Systems, 1978): the mean of `adx` now
 * and n - 1 bars ago.
 * Formula: $(\mathrm{adx}_t + \mathrm{adx}_{t-n+1})/2$. TA-Lib: ADXR.
 *
 * @param length values
 *
 * @example
 * import { adxr } from '@bourse/indicators'
 * const bars = Array.from({ length: 12 }, (_, i) => ({ high: 102 + 9 * Math.sin(i / 3), low: 98 + 9 * Math.sin(i / 3), close: 100 + 9 * Math.sin(i / 3) }))
 * const stepper = adxr(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 72.3318
 */
export function adxr(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new Adxr(length)
}

/**
 * A column of `adxr`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { adxrOf } from '@bourse/indicators'
 * const column = (f: (i: number) => number) => Float64Array.from({ length: 12 }, (_, i) => f(i))
 * const bars = { high: column((i) => 102 + 9 * Math.sin(i / 3)), low: column((i) => 98 + 9 * Math.sin(i / 3)), close: column((i) => 100 + 9 * Math.sin(i / 3)) }
 * adxrOf(bars, 3).at(-1) // => 72.3318
 */
export function adxrOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new Adxr(length)
  const { high, low, close } = bars
  const count = columnsLength('adxrOf', bars, 'high', 'low', 'close')
  const result = resultColumn('adxrOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class Adxr extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly adx: Adx
  private readonly ring: Ring

  constructor(length: number) {
    super()
    this.made = `adxr(${length})`
    this.length = checkLength('adxr', 'length', length)
    this.adx = new Adx(length)
    this.ring = new Ring(length)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const index = this.adx.step(high, low, close)
    if (Number.isNaN(index)) return index
    this.ring.push(index)
    return this.ring.isFull ? (index + this.ring.at(this.length - 1)) / 2 : Number.NaN
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new Adxr(this.length))
    return Number.NaN
  }
}
