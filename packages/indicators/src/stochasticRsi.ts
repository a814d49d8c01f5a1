import type { Stepper } from '@bourse/core'
import { averageOf } from './average.js'
import { type AverageType, averageTypes } from './averageType.js'
import { checkLength, checkName, resultColumns } from './check.js'
import { Rsi } from './rsi.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'
import { StochasticWindow } from './stochasticWindow.js'

/** Outputs of `stochasticRsi`, all NaN until all are warm. */
export type StochasticRsiValues = { readonly k: number; readonly d: number }

/**
 * Stochastic oscillator of the relative strength index (Chande and Kroll, The New Technical Trader, 1994), 0 to 100.
 * The raw %K, as in TA-Lib; charts of TradingView show it smoothed over 3.
 * Formula: `stochasticFast` with `rsi` for high, low and close. TA-Lib: STOCHRSI.
 *
 * @param rsiLength values of the strength index
 * @param length its values in the range
 * @param dLength values of the average that is %D
 * @param dType which moving average
 *
 * @example
 * import { stochasticRsi } from '@bourse/indicators'
 * const closes = Array.from({ length: 20 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = stochasticRsi(2, 2, 2)
 * closes.map((close) => stepper.next(close)).at(-1) // => { k: 100, d: 100 }
 */
export function stochasticRsi(
  rsiLength: number = 14,
  length: number = 5,
  dLength: number = 3,
  dType: AverageType = 'sma',
): Stepper<number, StochasticRsiValues> {
  return new StochasticRsi(rsiLength, length, dLength, dType)
}

/**
 * A column of `stochasticRsi`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { stochasticRsiOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 20 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * stochasticRsiOf(closes, 2, 2, 2).k.at(-1) // => 100
 */
export function stochasticRsiOf(
  values: Float64Array,
  rsiLength: number = 14,
  length: number = 5,
  dLength: number = 3,
  dType: AverageType = 'sma',
  out?: IndicatorColumns<StochasticRsiValues>,
): IndicatorColumns<StochasticRsiValues> {
  const machine = new StochasticRsi(rsiLength, length, dLength, dType)
  const columns = resultColumns('stochasticRsiOf', out, values.length, 'k', 'd')
  const { k, d } = columns
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    k[i] = machine.k
    d[i] = machine.d
  }
  return columns
}

/** @internal */
export class StochasticRsi extends SavedFields implements Stepper<number, StochasticRsiValues> {
  readonly made: string
  private readonly rsiLength: number
  private readonly length: number
  private readonly dLength: number
  private readonly dType: AverageType
  k: number = Number.NaN
  d: number = Number.NaN
  private readonly rsi: Rsi
  private readonly window: StochasticWindow
  private readonly dAverage: Stepper<number, number>

  constructor(rsiLength: number, length: number, dLength: number, dType: AverageType) {
    super()
    this.made = `stochasticRsi(${rsiLength}, ${length}, ${dLength}, ${dType})`
    this.rsiLength = checkLength('stochasticRsi', 'rsiLength', rsiLength)
    this.length = checkLength('stochasticRsi', 'length', length)
    this.dLength = checkLength('stochasticRsi', 'dLength', dLength)
    this.dType = checkName('stochasticRsi', 'dType', dType, averageTypes)
    this.rsi = new Rsi(rsiLength)
    this.window = new StochasticWindow(length)
    this.dAverage = averageOf(dType, dLength)
  }

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    const strength = this.rsi.next(x)
    if (Number.isNaN(strength)) return
    const raw = this.window.next(strength, strength, strength)
    if (Number.isNaN(raw)) return
    const average = this.dAverage.next(raw)
    if (Number.isNaN(average)) return
    this.k = raw
    this.d = average
  }

  next(x: number): StochasticRsiValues {
    this.step(x)
    return { k: this.k, d: this.d }
  }

  private restart(): void {
    Object.assign(this, new StochasticRsi(this.rsiLength, this.length, this.dLength, this.dType))
  }
}
