import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { GainsLosses } from './gainsLosses.js'
import { SavedFields } from './state.js'

/**
 * Relative strength index of Wilder (New Concepts in Technical Trading Systems, 1978), 0 to 100; 0 where nothing
 * moved.
 * Formula: $100\, g / (g + l)$ with Wilder averages of gains and losses. TA-Lib: RSI.
 *
 * @param length values
 *
 * @example
 * import { rsi } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = rsi(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 62.2222
 */
export function rsi(length: number = 14): Stepper<number, number> {
  return new Rsi(length)
}

/**
 * A column of `rsi`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { rsiOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * rsiOf(closes, 3).at(-1) // => 62.2222
 */
export function rsiOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new Rsi(length)
  const result = resultColumn('rsiOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Rsi extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly changes: GainsLosses

  constructor(length: number) {
    super()
    this.made = `rsi(${length})`
    this.length = checkLength('rsi', 'length', length)
    this.changes = new GainsLosses(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { changes } = this
    changes.push(x)
    if (!changes.isWarm) return Number.NaN
    const sum = changes.gain + changes.loss
    return sum < 1e-14 ? 0 : (changes.gain / sum) * 100
  }

  private restart(): number {
    Object.assign(this, new Rsi(this.length))
    return Number.NaN
  }
}
