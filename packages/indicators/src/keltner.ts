import type { Stepper } from '@bourse/core'
import { Atr } from './atr.js'
import { checkLength, checkNumber, columnsLength, resultColumns } from './check.js'
import { Ema } from './ema.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `keltner`, all NaN until all are warm. */
export type KeltnerValues = { readonly upper: number; readonly middle: number; readonly lower: number }

/**
 * Keltner channel: an exponential average of the close with `width` average true ranges to each side.
 * Formula: $e_n(c) \pm w\,\mathrm{atr}_m$.
 * Source: Raschke's form of the channel; Keltner himself averaged the typical price and the plain range.
 *
 * @param length values of the average
 * @param width average true ranges to each side
 * @param atrLength bars of the average true range
 *
 * @example
 * import { keltner } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = keltner(3, 2, 3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { upper: 19.0417, middle: 13.0417, lower: 7.04167 }
 */
export function keltner(
  length: number = 20,
  width: number = 2,
  atrLength: number = 10,
): Stepper<BarFields<'high' | 'low' | 'close'>, KeltnerValues> {
  return new Keltner(length, width, atrLength)
}

/**
 * A column of `keltner`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { keltnerOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * keltnerOf(bars, 3, 2, 3).upper.at(-1) // => 19.0417
 */
export function keltnerOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 20,
  width: number = 2,
  atrLength: number = 10,
  out?: IndicatorColumns<KeltnerValues>,
): IndicatorColumns<KeltnerValues> {
  const machine = new Keltner(length, width, atrLength)
  const { high, low, close } = bars
  const count = columnsLength('keltnerOf', bars, 'high', 'low', 'close')
  const columns = resultColumns('keltnerOf', out, count, 'upper', 'middle', 'lower')
  const { upper, middle, lower } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!)
    upper[i] = machine.upper
    middle[i] = machine.middle
    lower[i] = machine.lower
  }
  return columns
}

/** @internal */
export class Keltner extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, KeltnerValues> {
  readonly made: string
  private readonly length: number
  private readonly width: number
  private readonly atrLength: number
  upper: number = Number.NaN
  middle: number = Number.NaN
  lower: number = Number.NaN
  private readonly average: Ema
  private readonly atr: Atr

  constructor(length: number, width: number, atrLength: number) {
    super()
    this.made = `keltner(${length}, ${width}, ${atrLength})`
    this.length = checkLength('keltner', 'length', length)
    this.width = checkNumber('keltner', 'width', width)
    this.atrLength = checkLength('keltner', 'atrLength', atrLength)
    this.average = new Ema(length)
    this.atr = new Atr(atrLength)
  }

  step(high: number, low: number, close: number): void {
    if (!Number.isFinite(high + low + close)) {
      this.restart()
      return
    }
    const middle = this.average.next(close)
    const range = this.atr.step(high, low, close)
    if (Number.isNaN(middle) || Number.isNaN(range)) return
    this.middle = middle
    this.upper = middle + this.width * range
    this.lower = middle - this.width * range
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): KeltnerValues {
    this.step(bar.high, bar.low, bar.close)
    return { upper: this.upper, middle: this.middle, lower: this.lower }
  }

  private restart(): void {
    Object.assign(this, new Keltner(this.length, this.width, this.atrLength))
  }
}
