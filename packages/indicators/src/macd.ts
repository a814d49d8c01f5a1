import type { Stepper } from '@bourse/core'
import { checkLength, resultColumns } from './check.js'
import { Ema } from './ema.js'
import { LateEma, MacdLines } from './macdLines.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `macd`, all NaN until all are warm. */
export type MacdValues = { readonly macd: number; readonly signal: number; readonly histogram: number }

/**
 * Moving average convergence divergence of Appel: two exponential averages, their difference, its average and the
 * distance of the two. The faster average starts as late as the slower one, as in TA-Lib.
 * Formula: $m = e_f - e_s$, $s = e_n(m)$, $h = m - s$. TA-Lib: MACD.
 *
 * @param fast values of the faster average
 * @param slow values of the slower one
 * @param signal values of the average of the difference
 *
 * @example
 * import { macd } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = macd(2, 3, 2)
 * closes.map((close) => stepper.next(close)).at(-1) // => { macd: 0.287037, signal: 0.345679, histogram: -0.058642 }
 */
export function macd(fast: number = 12, slow: number = 26, signal: number = 9): Stepper<number, MacdValues> {
  return new Macd(fast, slow, signal)
}

/**
 * A column of `macd`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { macdOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * macdOf(closes, 2, 3, 2).macd.at(-1) // => 0.287037
 */
export function macdOf(
  values: Float64Array,
  fast: number = 12,
  slow: number = 26,
  signal: number = 9,
  out?: IndicatorColumns<MacdValues>,
): IndicatorColumns<MacdValues> {
  const machine = new Macd(fast, slow, signal)
  const columns = resultColumns('macdOf', out, values.length, 'macd', 'signal', 'histogram')
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    columns.macd[i] = machine.macd
    columns.signal[i] = machine.signal
    columns.histogram[i] = machine.histogram
  }
  return columns
}

/** @internal */
export class Macd extends SavedFields implements Stepper<number, MacdValues> {
  readonly made: string
  private readonly fast: number
  private readonly slow: number
  private readonly signalLength: number
  macd: number = Number.NaN
  signal: number = Number.NaN
  histogram: number = Number.NaN
  private readonly lines: MacdLines

  constructor(fast: number, slow: number, signal: number) {
    super()
    this.made = `macd(${fast}, ${slow}, ${signal})`
    this.fast = checkLength('macd', 'fast', fast)
    this.slow = checkLength('macd', 'slow', slow)
    this.signalLength = checkLength('macd', 'signal', signal)
    const short = Math.min(fast, slow)
    const long = Math.max(fast, slow)
    this.lines = new MacdLines(new LateEma(short, long - short), new LateEma(long, 0), new Ema(signal))
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

  next(x: number): MacdValues {
    this.step(x)
    return { macd: this.macd, signal: this.signal, histogram: this.histogram }
  }

  private restart(): void {
    Object.assign(this, new Macd(this.fast, this.slow, this.signalLength))
  }
}
