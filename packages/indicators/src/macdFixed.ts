import type { Stepper } from '@bourse/core'
import { checkLength, resultColumns } from './check.js'
import { Ema } from './ema.js'
import { LateEma, MacdLines } from './macdLines.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `macdFixed`, all NaN until all are warm. */
export type MacdFixedValues = { readonly macd: number; readonly signal: number; readonly histogram: number }

/**
 * `macd` of 12 and 26 values with the rounded weights 0.15 and 0.075 that were printed first.
 * Formula: $m = e_f - e_s$, $s = e_n(m)$, $h = m - s$, where $e_f$ has the weight 0.15 and $e_s$ 0.075. TA-Lib:
 * MACDFIX.
 *
 * @param signal values of the average of the difference
 *
 * @example
 * import { macdFixed } from '@bourse/indicators'
 * const closes = Array.from({ length: 40 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = macdFixed(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => { macd: -0.878124, signal: -1.37461, histogram: 0.49649 }
 */
export function macdFixed(signal: number = 9): Stepper<number, MacdFixedValues> {
  return new MacdFixed(signal)
}

/**
 * A column of `macdFixed`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { macdFixedOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 40 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * macdFixedOf(closes, 3).macd.at(-1) // => -0.878124
 */
export function macdFixedOf(
  values: Float64Array,
  signal: number = 9,
  out?: IndicatorColumns<MacdFixedValues>,
): IndicatorColumns<MacdFixedValues> {
  const machine = new MacdFixed(signal)
  const columns = resultColumns('macdFixedOf', out, values.length, 'macd', 'signal', 'histogram')
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    columns.macd[i] = machine.macd
    columns.signal[i] = machine.signal
    columns.histogram[i] = machine.histogram
  }
  return columns
}

/** @internal */
export class MacdFixed extends SavedFields implements Stepper<number, MacdFixedValues> {
  readonly made: string
  private readonly signalLength: number
  macd: number = Number.NaN
  signal: number = Number.NaN
  histogram: number = Number.NaN
  private readonly lines: MacdLines

  constructor(signal: number) {
    super()
    this.made = `macdFixed(${signal})`
    this.signalLength = checkLength('macdFixed', 'signal', signal)
    this.lines = new MacdLines(new LateEma(12, 14, 0.15), new LateEma(26, 0, 0.075), new Ema(signal))
  }

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    const { lines } = this
    lines.push(x)
    this.macd = lines.macd
    this.signal = lines.signal
    this.histogram = lines.macd - lines.signal
  }

  next(x: number): MacdFixedValues {
    this.step(x)
    return { macd: this.macd, signal: this.signal, histogram: this.histogram }
  }

  private restart(): void {
    Object.assign(this, new MacdFixed(this.signalLength))
  }
}
