import type { Stepper } from '@bourse/core'
import { Atr } from './atr.js'
import { checkLength, checkNumber, columnsLength, resultColumns } from './check.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `supertrend`, all NaN until all are warm. */
export type SupertrendValues = { readonly line: number; readonly direction: number }

/**
 * SuperTrend: bands of Wilder's average true range around the middle of the bar, of which the upper only falls and
 * the lower only rises until a close crosses them; `line` is the lower band in an uptrend (`direction` 1) and the
 * upper one in a downtrend (-1). It starts in an uptrend.
 * Formula: $(h + l)/2 \pm m\,\mathrm{atr}$. Charts of TradingView show the direction with the opposite sign.
 * Source: Seban; the average true range is that of Wilder, 1978.
 *
 * @param length bars of the average true range
 * @param multiplier true ranges to each side
 *
 * @example
 * import { supertrend } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = supertrend(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { line: 4.5, direction: 1 }
 */
export function supertrend(
  length: number = 10,
  multiplier: number = 3,
): Stepper<BarFields<'high' | 'low' | 'close'>, SupertrendValues> {
  return new Supertrend(length, multiplier)
}

/**
 * A column of `supertrend`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { supertrendOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * supertrendOf(bars, 3).line.at(-1) // => 4.5
 */
export function supertrendOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 10,
  multiplier: number = 3,
  out?: IndicatorColumns<SupertrendValues>,
): IndicatorColumns<SupertrendValues> {
  const machine = new Supertrend(length, multiplier)
  const { high, low, close } = bars
  const count = columnsLength('supertrendOf', bars, 'high', 'low', 'close')
  const columns = resultColumns('supertrendOf', out, count, 'line', 'direction')
  const { line, direction } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!)
    line[i] = machine.line
    direction[i] = machine.direction
  }
  return columns
}

/** @internal */
export class Supertrend extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, SupertrendValues> {
  readonly made: string
  private readonly length: number
  private readonly multiplier: number
  line: number = Number.NaN
  direction: number = Number.NaN
  private readonly atr: Atr
  private above = Number.NaN
  private below = Number.NaN
  private close = Number.NaN

  constructor(length: number, multiplier: number) {
    super()
    this.made = `supertrend(${length}, ${multiplier})`
    this.length = checkLength('supertrend', 'length', length)
    this.multiplier = checkNumber('supertrend', 'multiplier', multiplier, 0)
    this.atr = new Atr(length)
  }

  step(high: number, low: number, close: number): void {
    if (!Number.isFinite(high + low + close)) {
      this.restart()
      return
    }
    const range = this.atr.step(high, low, close)
    const previous = this.close
    this.close = close
    if (Number.isNaN(range)) return
    const middle = (high + low) / 2
    const above = middle + this.multiplier * range
    const below = middle - this.multiplier * range
    if (Number.isNaN(this.above)) {
      this.above = above
      this.below = below
      this.direction = 1
    } else {
      const wasAbove = this.above
      const wasBelow = this.below
      this.above = above < wasAbove || previous > wasAbove ? above : wasAbove
      this.below = below > wasBelow || previous < wasBelow ? below : wasBelow
      if (this.direction > 0 && close < this.below) this.direction = -1
      else if (this.direction < 0 && close > this.above) this.direction = 1
    }
    this.line = this.direction > 0 ? this.below : this.above
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): SupertrendValues {
    this.step(bar.high, bar.low, bar.close)
    return { line: this.line, direction: this.direction }
  }

  private restart(): void {
    Object.assign(this, new Supertrend(this.length, this.multiplier))
  }
}
