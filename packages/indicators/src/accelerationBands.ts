import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumns } from './check.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { Sma } from './sma.js'
import { SavedFields } from './state.js'

/** Outputs of `accelerationBands`, all NaN until all are warm. */
export type AccelerationBandsValues = { readonly upper: number; readonly middle: number; readonly lower: number }

/**
 * Acceleration bands of Headley: averages of high and low moved out by four times their relative distance.
 * Formula: sma of $h(1 + 4\frac{h-l}{h+l})$, of $c$, of $l(1 - 4\frac{h-l}{h+l})$. TA-Lib: ACCBANDS.
 *
 * @param length values
 *
 * @example
 * import { accelerationBands } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = accelerationBands(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { upper: 22.2222, middle: 13.3333, lower: 5.55556 }
 */
export function accelerationBands(
  length: number = 20,
): Stepper<BarFields<'high' | 'low' | 'close'>, AccelerationBandsValues> {
  return new AccelerationBands(length)
}

/**
 * A column of `accelerationBands`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { accelerationBandsOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * accelerationBandsOf(bars, 3).upper.at(-1) // => 22.2222
 */
export function accelerationBandsOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 20,
  out?: IndicatorColumns<AccelerationBandsValues>,
): IndicatorColumns<AccelerationBandsValues> {
  const machine = new AccelerationBands(length)
  const { high, low, close } = bars
  const count = columnsLength('accelerationBandsOf', bars, 'high', 'low', 'close')
  const columns = resultColumns('accelerationBandsOf', out, count, 'upper', 'middle', 'lower')
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
export class AccelerationBands
  extends SavedFields
  implements Stepper<BarFields<'high' | 'low' | 'close'>, AccelerationBandsValues>
{
  readonly made: string
  private readonly length: number
  upper: number = Number.NaN
  middle: number = Number.NaN
  lower: number = Number.NaN
  private readonly upperAverage: Sma
  private readonly middleAverage: Sma
  private readonly lowerAverage: Sma

  constructor(length: number) {
    super()
    this.made = `accelerationBands(${length})`
    this.length = checkLength('accelerationBands', 'length', length)
    this.upperAverage = new Sma(length)
    this.middleAverage = new Sma(length)
    this.lowerAverage = new Sma(length)
  }

  step(high: number, low: number, close: number): void {
    if (!Number.isFinite(high + low + close)) {
      this.restart()
      return
    }
    const sum = high + low
    const factor = Math.abs(sum) < 1e-14 ? 0 : (4 * (high - low)) / sum
    this.upper = this.upperAverage.next(high * (1 + factor))
    this.middle = this.middleAverage.next(close)
    this.lower = this.lowerAverage.next(low * (1 - factor))
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): AccelerationBandsValues {
    this.step(bar.high, bar.low, bar.close)
    return { upper: this.upper, middle: this.middle, lower: this.lower }
  }

  private restart(): void {
    Object.assign(this, new AccelerationBands(this.length))
  }
}
