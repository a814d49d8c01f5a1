import type { Stepper } from '@bourse/core'
import { AdLine } from './adLine.js'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { Ema } from './ema.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Chaikin oscillator: a fast exponential average of the accumulation/distribution line less a slow one; both start
 * from its first value.
 * Formula: $e_f(\mathrm{AD}) - e_s(\mathrm{AD})$. TA-Lib: ADOSC.
 *
 * @param fast values of the faster average
 * @param slow values of the slower one
 *
 * @example
 * import { adOscillator } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11, volume: 5 },
 *   { high: 13, low: 10, close: 12, volume: 7 },
 *   { high: 13, low: 11, close: 11, volume: 6 },
 *   { high: 14, low: 10, close: 13, volume: 8 },
 *   { high: 15, low: 12, close: 14, volume: 9 },
 *   { high: 15, low: 12, close: 13, volume: 4 },
 * ]
 * const stepper = adOscillator(2, 3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 0.308685
 */
export function adOscillator(
  fast: number = 3,
  slow: number = 10,
): Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number> {
  return new AdOscillator(fast, slow)
}

/**
 * A column of `adOscillator`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { adOscillatorOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 *   volume: Float64Array.of(5, 7, 6, 8, 9, 4),
 * }
 * adOscillatorOf(bars, 2, 3).at(-1) // => 0.308685
 */
export function adOscillatorOf(
  bars: BarColumns<'high' | 'low' | 'close' | 'volume'>,
  fast: number = 3,
  slow: number = 10,
  out?: Float64Array,
): Float64Array {
  const machine = new AdOscillator(fast, slow)
  const { high, low, close, volume } = bars
  const count = columnsLength('adOscillatorOf', bars, 'high', 'low', 'close', 'volume')
  const result = resultColumn('adOscillatorOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!, volume[i]!)
  return result
}

/** @internal */
export class AdOscillator
  extends SavedFields
  implements Stepper<BarFields<'high' | 'low' | 'close' | 'volume'>, number>
{
  readonly made: string
  private readonly fast: number
  private readonly slow: number
  private readonly line: AdLine = new AdLine()
  private readonly fastAverage: Ema
  private readonly slowAverage: Ema
  private readonly warm: number
  private count = 0

  constructor(fast: number, slow: number) {
    super()
    this.made = `adOscillator(${fast}, ${slow})`
    this.fast = checkLength('adOscillator', 'fast', fast)
    this.slow = checkLength('adOscillator', 'slow', slow)
    this.fastAverage = new Ema(fast, 'first')
    this.slowAverage = new Ema(slow, 'first')
    this.warm = Math.max(fast, slow)
  }

  step(high: number, low: number, close: number, volume: number): number {
    if (!Number.isFinite(high + low + close + volume)) return this.restart()
    const line = this.line.step(high, low, close, volume)
    const oscillation = this.fastAverage.next(line) - this.slowAverage.next(line)
    this.count = Math.min(this.count + 1, this.warm)
    return this.count < this.warm ? Number.NaN : oscillation
  }

  next(bar: BarFields<'high' | 'low' | 'close' | 'volume'>): number {
    return this.step(bar.high, bar.low, bar.close, bar.volume)
  }

  private restart(): number {
    Object.assign(this, new AdOscillator(this.fast, this.slow))
    return Number.NaN
  }
}
