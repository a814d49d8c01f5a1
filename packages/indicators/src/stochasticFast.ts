import type { Stepper } from '@bourse/core'
import { averageOf } from './average.js'
import { type AverageType, averageTypes } from './averageType.js'
import { checkLength, checkName, columnsLength, resultColumns } from './check.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'
import { StochasticWindow } from './stochasticWindow.js'

/** Outputs of `stochasticFast`, all NaN until all are warm. */
export type StochasticFastValues = { readonly k: number; readonly d: number }

/**
 * Fast stochastic oscillator, 0 to 100: %K is the place of the close in the range of the last bars, %D its average.
 * Both are NaN until %D is warm.
 * Formula: $k = 100 (c - \min l)/(\max h - \min l)$, $d = \mathrm{ma}(k)$. TA-Lib: STOCHF.
 *
 * @param length bars of the range
 * @param dLength values of the average that is %D
 * @param dType which moving average
 *
 * @example
 * import { stochasticFast } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = stochasticFast(3, 2)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { k: 60, d: 70 }
 */
export function stochasticFast(
  length: number = 5,
  dLength: number = 3,
  dType: AverageType = 'sma',
): Stepper<BarFields<'high' | 'low' | 'close'>, StochasticFastValues> {
  return new StochasticFast(length, dLength, dType)
}

/**
 * A column of `stochasticFast`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { stochasticFastOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * stochasticFastOf(bars, 3, 2).k.at(-1) // => 60
 */
export function stochasticFastOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 5,
  dLength: number = 3,
  dType: AverageType = 'sma',
  out?: IndicatorColumns<StochasticFastValues>,
): IndicatorColumns<StochasticFastValues> {
  const machine = new StochasticFast(length, dLength, dType)
  const { high, low, close } = bars
  const count = columnsLength('stochasticFastOf', bars, 'high', 'low', 'close')
  const columns = resultColumns('stochasticFastOf', out, count, 'k', 'd')
  const { k, d } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!)
    k[i] = machine.k
    d[i] = machine.d
  }
  return columns
}

/** @internal */
export class StochasticFast
  extends SavedFields
  implements Stepper<BarFields<'high' | 'low' | 'close'>, StochasticFastValues>
{
  readonly made: string
  private readonly length: number
  private readonly dLength: number
  private readonly dType: AverageType
  k: number = Number.NaN
  d: number = Number.NaN
  private readonly window: StochasticWindow
  private readonly dAverage: Stepper<number, number>

  constructor(length: number, dLength: number, dType: AverageType) {
    super()
    this.made = `stochasticFast(${length}, ${dLength}, ${dType})`
    this.length = checkLength('stochasticFast', 'length', length)
    this.dLength = checkLength('stochasticFast', 'dLength', dLength)
    this.dType = checkName('stochasticFast', 'dType', dType, averageTypes)
    this.window = new StochasticWindow(length)
    this.dAverage = averageOf(dType, dLength)
  }

  step(high: number, low: number, close: number): void {
    if (!Number.isFinite(high + low + close)) {
      this.restart()
      return
    }
    const raw = this.window.next(high, low, close)
    if (Number.isNaN(raw)) return
    const average = this.dAverage.next(raw)
    if (Number.isNaN(average)) return
    this.k = raw
    this.d = average
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): StochasticFastValues {
    this.step(bar.high, bar.low, bar.close)
    return { k: this.k, d: this.d }
  }

  private restart(): void {
    Object.assign(this, new StochasticFast(this.length, this.dLength, this.dType))
  }
}
