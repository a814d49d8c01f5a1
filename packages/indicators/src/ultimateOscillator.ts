import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { PressureWindow } from './pressureWindow.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Ultimate oscillator of Williams, 0 to 100: buying pressure in three windows, weighted 4, 2, 1; the windows are
 * taken in order of length.
 * Formula: $100 (4 a_1 + 2 a_2 + a_3)/7$, $a = \sum (c - \mathrm{true\ low}) / \sum \mathrm{true\ range}$. TA-Lib:
 * ULTOSC.
 *
 * @param third bars of the three windows
 *
 * @example
 * import { ultimateOscillator } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = ultimateOscillator(2, 3, 4)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 52.8571
 */
export function ultimateOscillator(
  first: number = 7,
  second: number = 14,
  third: number = 28,
): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new UltimateOscillator(first, second, third)
}

/**
 * A column of `ultimateOscillator`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { ultimateOscillatorOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * ultimateOscillatorOf(bars, 2, 3, 4).at(-1) // => 52.8571
 */
export function ultimateOscillatorOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  first: number = 7,
  second: number = 14,
  third: number = 28,
  out?: Float64Array,
): Float64Array {
  const machine = new UltimateOscillator(first, second, third)
  const { high, low, close } = bars
  const count = columnsLength('ultimateOscillatorOf', bars, 'high', 'low', 'close')
  const result = resultColumn('ultimateOscillatorOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class UltimateOscillator extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly first: number
  private readonly second: number
  private readonly third: number
  private readonly short: PressureWindow
  private readonly medium: PressureWindow
  private readonly long: PressureWindow
  private previous = Number.NaN

  constructor(first: number, second: number, third: number) {
    super()
    this.made = `ultimateOscillator(${first}, ${second}, ${third})`
    this.first = checkLength('ultimateOscillator', 'first', first)
    this.second = checkLength('ultimateOscillator', 'second', second)
    this.third = checkLength('ultimateOscillator', 'third', third)
    const lengths = [first, second, third].sort((a, b) => a - b)
    this.short = new PressureWindow(lengths[0]!)
    this.medium = new PressureWindow(lengths[1]!)
    this.long = new PressureWindow(lengths[2]!)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const previous = this.previous
    this.previous = close
    if (Number.isNaN(previous)) return Number.NaN
    const trueLow = Math.min(low, previous)
    const pressure = close - trueLow
    const range = Math.max(high, previous) - trueLow
    const { short, medium, long } = this
    short.push(pressure, range)
    medium.push(pressure, range)
    long.push(pressure, range)
    return long.isFull ? 100 * ((4 * short.ratio + 2 * medium.ratio + long.ratio) / 7) : Number.NaN
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new UltimateOscillator(this.first, this.second, this.third))
    return Number.NaN
  }
}
