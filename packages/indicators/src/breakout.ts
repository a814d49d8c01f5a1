import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumns } from './check.js'
import { MovingExtreme } from './movingExtreme.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `breakout`, all NaN until all are warm. */
export type BreakoutValues = { readonly upper: number; readonly lower: number; readonly side: number }

/**
 * Where the close left the channel of the `length` bars before this one: `side` 1 above its highest high, -1 below
 * its lowest low, 0 inside.
 * Formula: $\mathrm{side}_t = 1$ where $c_t > \max_{1 \le i \le n} h_{t-i}$, $-1$ where $c_t < \min_{1 \le i \le n}
 * l_{t-i}$.
 * Source: the channel of Donchian without the newest bar, the entry rule of the Turtles.
 *
 * @param length bars of the channel
 *
 * @example
 * import { breakout } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = breakout(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { upper: 15, lower: 10, side: 0 }
 */
export function breakout(length: number = 20): Stepper<BarFields<'high' | 'low' | 'close'>, BreakoutValues> {
  return new Breakout(length)
}

/**
 * A column of `breakout`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { breakoutOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * breakoutOf(bars, 3).upper.at(-1) // => 15
 */
export function breakoutOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 20,
  out?: IndicatorColumns<BreakoutValues>,
): IndicatorColumns<BreakoutValues> {
  const machine = new Breakout(length)
  const { high, low, close } = bars
  const count = columnsLength('breakoutOf', bars, 'high', 'low', 'close')
  const columns = resultColumns('breakoutOf', out, count, 'upper', 'lower', 'side')
  const { upper, lower, side } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!)
    upper[i] = machine.upper
    lower[i] = machine.lower
    side[i] = machine.side
  }
  return columns
}

/** @internal */
export class Breakout extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, BreakoutValues> {
  readonly made: string
  private readonly length: number
  upper: number = Number.NaN
  lower: number = Number.NaN
  side: number = Number.NaN
  private readonly above: MovingExtreme
  private readonly below: MovingExtreme

  constructor(length: number) {
    super()
    this.made = `breakout(${length})`
    this.length = checkLength('breakout', 'length', length)
    this.above = new MovingExtreme(length, 1)
    this.below = new MovingExtreme(length, -1)
  }

  step(high: number, low: number, close: number): void {
    if (!Number.isFinite(high + low + close)) {
      this.restart()
      return
    }
    const { above, below } = this
    const isFull = above.isFull
    const upper = isFull ? above.value : Number.NaN
    const lower = isFull ? below.value : Number.NaN
    above.push(high)
    below.push(low)
    if (!isFull) return
    this.upper = upper
    this.lower = lower
    this.side = close > upper ? 1 : close < lower ? -1 : 0
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): BreakoutValues {
    this.step(bar.high, bar.low, bar.close)
    return { upper: this.upper, lower: this.lower, side: this.side }
  }

  private restart(): void {
    Object.assign(this, new Breakout(this.length))
  }
}
