import type { Stepper } from '@bourse/core'
import { Bollinger } from './bollinger.js'
import { checkLength, checkNumber, columnsLength, resultColumns } from './check.js'
import { Donchian } from './donchian.js'
import { Keltner } from './keltner.js'
import { LinearRegression } from './linearRegression.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `squeeze`, all NaN until all are warm. */
export type SqueezeValues = { readonly on: number; readonly age: number; readonly momentum: number }

/**
 * Squeeze of Carter (Mastering the Trade, 2005): `on` is 1 while the Bollinger bands lie inside the Keltner channel,
 * `age` counts its bars, `momentum` says where the close stands: its distance from the middle of channel and average,
 * fitted by a line. A trade is made where `on` turns 0.
 * Formula: $\mathrm{linreg}_n(c - \frac12(\frac{\max h + \min l}2 + \bar c))$. Charts differ in the Keltner channel:
 * here it is `keltner` with one length.
 * Source: Carter, Mastering the Trade, 2005.
 *
 * @param length values of bands, channel and fit
 * @param bandWidth of the Bollinger bands in deviations
 * @param channelWidth of the Keltner channel in average true ranges
 *
 * @example
 * import { squeeze } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = squeeze(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { on: 1, age: 2, momentum: 0.375 }
 */
export function squeeze(
  length: number = 20,
  bandWidth: number = 2,
  channelWidth: number = 1.5,
): Stepper<BarFields<'high' | 'low' | 'close'>, SqueezeValues> {
  return new Squeeze(length, bandWidth, channelWidth)
}

/**
 * A column of `squeeze`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { squeezeOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * squeezeOf(bars, 3).on.at(-1) // => 1
 */
export function squeezeOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 20,
  bandWidth: number = 2,
  channelWidth: number = 1.5,
  out?: IndicatorColumns<SqueezeValues>,
): IndicatorColumns<SqueezeValues> {
  const machine = new Squeeze(length, bandWidth, channelWidth)
  const { high, low, close } = bars
  const count = columnsLength('squeezeOf', bars, 'high', 'low', 'close')
  const columns = resultColumns('squeezeOf', out, count, 'on', 'age', 'momentum')
  const { on, age, momentum } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!)
    on[i] = machine.on
    age[i] = machine.age
    momentum[i] = machine.momentum
  }
  return columns
}

/** @internal */
export class Squeeze extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, SqueezeValues> {
  readonly made: string
  private readonly length: number
  private readonly bandWidth: number
  private readonly channelWidth: number
  on: number = Number.NaN
  age: number = Number.NaN
  momentum: number = Number.NaN
  private readonly bands: Bollinger
  private readonly channel: Keltner
  private readonly range: Donchian
  private readonly line: LinearRegression

  constructor(length: number, bandWidth: number, channelWidth: number) {
    super()
    this.made = `squeeze(${length}, ${bandWidth}, ${channelWidth})`
    this.length = checkLength('squeeze', 'length', length, 2)
    this.bandWidth = checkNumber('squeeze', 'bandWidth', bandWidth, 0)
    this.channelWidth = checkNumber('squeeze', 'channelWidth', channelWidth, 0)
    this.bands = new Bollinger(length, bandWidth, 'sma', bandWidth)
    this.channel = new Keltner(length, channelWidth, length)
    this.range = new Donchian(length)
    this.line = new LinearRegression(length)
  }

  step(high: number, low: number, close: number): void {
    if (!Number.isFinite(high + low + close)) {
      this.restart()
      return
    }
    this.bands.step(close)
    this.channel.step(high, low, close)
    this.range.step(high, low)
    const middle = (this.range.middle + this.bands.middle) / 2
    if (Number.isNaN(middle)) return
    const momentum = this.line.next(close - middle)
    if (Number.isNaN(momentum) || Number.isNaN(this.channel.upper)) return
    this.on = this.bands.upper < this.channel.upper && this.bands.lower > this.channel.lower ? 1 : 0
    this.age = this.on === 0 ? 0 : Number.isNaN(this.age) ? 1 : this.age + 1
    this.momentum = momentum
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): SqueezeValues {
    this.step(bar.high, bar.low, bar.close)
    return { on: this.on, age: this.age, momentum: this.momentum }
  }

  private restart(): void {
    Object.assign(this, new Squeeze(this.length, this.bandWidth, this.channelWidth))
  }
}
