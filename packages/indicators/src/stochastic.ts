import type { Stepper } from '@bourse/core'
import { averageOf } from './average.js'
import { type AverageType, averageTypes } from './averageType.js'
import { checkLength, checkName, columnsLength, resultColumns } from './check.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'
import { StochasticWindow } from './stochasticWindow.js'

/** Outputs of `stochastic`, all NaN until all are warm. */
export type StochasticValues = { readonly k: number; readonly d: number }

/**
 * Slow stochastic oscillator of Lane, 0 to 100: %K is the smoothed place of the close in the range of the last bars,
 * %D its average. Both are NaN until %D is warm; 0 where there is no range.
 * Formula: $k = \mathrm{ma}(100 (c - \min l)/(\max h - \min l))$, $d = \mathrm{ma}(k)$. TA-Lib: STOCH.
 *
 * @param length bars of the range
 * @param kLength values of the average that is %K
 * @param dLength values of the average that is %D
 * @param kType which moving average
 * @param dType which moving average
 *
 * @example
 * import { stochastic } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = stochastic(3, 2, 2)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => { k: 70, d: 73.75 }
 */
export function stochastic(
  length: number = 5,
  kLength: number = 3,
  dLength: number = 3,
  kType: AverageType = 'sma',
  dType: AverageType = 'sma',
): Stepper<BarFields<'high' | 'low' | 'close'>, StochasticValues> {
  return new Stochastic(length, kLength, dLength, kType, dType)
}

/**
 * A column of `stochastic`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { stochasticOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * stochasticOf(bars, 3, 2, 2).k.at(-1) // => 70
 */
export function stochasticOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 5,
  kLength: number = 3,
  dLength: number = 3,
  kType: AverageType = 'sma',
  dType: AverageType = 'sma',
  out?: IndicatorColumns<StochasticValues>,
): IndicatorColumns<StochasticValues> {
  const machine = new Stochastic(length, kLength, dLength, kType, dType)
  const { high, low, close } = bars
  const count = columnsLength('stochasticOf', bars, 'high', 'low', 'close')
  const columns = resultColumns('stochasticOf', out, count, 'k', 'd')
  const { k, d } = columns
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!)
    k[i] = machine.k
    d[i] = machine.d
  }
  return columns
}

/** @internal */
export class Stochastic extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, StochasticValues> {
  readonly made: string
  private readonly length: number
  private readonly kLength: number
  private readonly dLength: number
  private readonly kType: AverageType
  private readonly dType: AverageType
  k: number = Number.NaN
  d: number = Number.NaN
  private readonly window: StochasticWindow
  private readonly kAverage: Stepper<number, number>
  private readonly dAverage: Stepper<number, number>

  constructor(length: number, kLength: number, dLength: number, kType: AverageType, dType: AverageType) {
    super()
    this.made = `stochastic(${length}, ${kLength}, ${dLength}, ${kType}, ${dType})`
    this.length = checkLength('stochastic', 'length', length)
    this.kLength = checkLength('stochastic', 'kLength', kLength)
    this.dLength = checkLength('stochastic', 'dLength', dLength)
    this.kType = checkName('stochastic', 'kType', kType, averageTypes)
    this.dType = checkName('stochastic', 'dType', dType, averageTypes)
    this.window = new StochasticWindow(length)
    this.kAverage = averageOf(kType, kLength)
    this.dAverage = averageOf(dType, dLength)
  }

  step(high: number, low: number, close: number): void {
    if (!Number.isFinite(high + low + close)) {
      this.restart()
      return
    }
    const raw = this.window.next(high, low, close)
    if (Number.isNaN(raw)) return
    const slow = this.kAverage.next(raw)
    if (Number.isNaN(slow)) return
    const average = this.dAverage.next(slow)
    if (Number.isNaN(average)) return
    this.k = slow
    this.d = average
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): StochasticValues {
    this.step(bar.high, bar.low, bar.close)
    return { k: this.k, d: this.d }
  }

  private restart(): void {
    Object.assign(this, new Stochastic(this.length, this.kLength, this.dLength, this.kType, this.dType))
  }
}
