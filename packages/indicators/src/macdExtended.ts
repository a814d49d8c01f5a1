import type { Stepper } from '@bourse/core'
import { type AverageType, averageTypes } from './averageType.js'
import { checkLength, checkName, resultColumns } from './check.js'
import { type MacdLines, macdLinesOf } from './macdLines.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `macdExtended`, all NaN until all are warm. */
export type MacdExtendedValues = { readonly macd: number; readonly signal: number; readonly histogram: number }

/**
 * `macd` with moving averages of your choice.
 * Formula: $m = \mathrm{ma}_f - \mathrm{ma}_s$, $s = \mathrm{ma}_n(m)$, $h = m - s$. TA-Lib: MACDEXT.
 *
 * @example
 * import { macdExtended } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = macdExtended(2, 'ema', 3, 'sma', 2, 'wma')
 * closes.map((close) => stepper.next(close)).at(-1) // => { macd: 0.037037, signal: 0.506173, histogram: -0.469136 }
 */
export function macdExtended(
  fast: number = 12,
  fastType: AverageType = 'sma',
  slow: number = 26,
  slowType: AverageType = 'sma',
  signal: number = 9,
  signalType: AverageType = 'sma',
): Stepper<number, MacdExtendedValues> {
  return new MacdExtended(fast, fastType, slow, slowType, signal, signalType)
}

/**
 * A column of `macdExtended`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { macdExtendedOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * macdExtendedOf(closes, 2, 'ema', 3, 'sma', 2, 'wma').macd.at(-1) // => 0.037037
 */
export function macdExtendedOf(
  values: Float64Array,
  fast: number = 12,
  fastType: AverageType = 'sma',
  slow: number = 26,
  slowType: AverageType = 'sma',
  signal: number = 9,
  signalType: AverageType = 'sma',
  out?: IndicatorColumns<MacdExtendedValues>,
): IndicatorColumns<MacdExtendedValues> {
  const machine = new MacdExtended(fast, fastType, slow, slowType, signal, signalType)
  const columns = resultColumns('macdExtendedOf', out, values.length, 'macd', 'signal', 'histogram')
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    columns.macd[i] = machine.macd
    columns.signal[i] = machine.signal
    columns.histogram[i] = machine.histogram
  }
  return columns
}

/** @internal */
export class MacdExtended extends SavedFields implements Stepper<number, MacdExtendedValues> {
  readonly made: string
  private readonly fast: number
  private readonly fastType: AverageType
  private readonly slow: number
  private readonly slowType: AverageType
  private readonly signalLength: number
  private readonly signalType: AverageType
  macd: number = Number.NaN
  signal: number = Number.NaN
  histogram: number = Number.NaN
  private readonly lines: MacdLines

  constructor(
    fast: number,
    fastType: AverageType,
    slow: number,
    slowType: AverageType,
    signal: number,
    signalType: AverageType,
  ) {
    super()
    this.made = `macdExtended(${fast}, ${fastType}, ${slow}, ${slowType}, ${signal}, ${signalType})`
    this.fast = checkLength('macdExtended', 'fast', fast)
    this.fastType = checkName('macdExtended', 'fastType', fastType, averageTypes)
    this.slow = checkLength('macdExtended', 'slow', slow)
    this.slowType = checkName('macdExtended', 'slowType', slowType, averageTypes)
    this.signalLength = checkLength('macdExtended', 'signal', signal)
    this.signalType = checkName('macdExtended', 'signalType', signalType, averageTypes)
    this.lines = macdLinesOf([fastType, fast], [slowType, slow], [signalType, signal])
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

  next(x: number): MacdExtendedValues {
    this.step(x)
    return { macd: this.macd, signal: this.signal, histogram: this.histogram }
  }

  private restart(): void {
    Object.assign(
      this,
      new MacdExtended(this.fast, this.fastType, this.slow, this.slowType, this.signalLength, this.signalType),
    )
  }
}
