import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ema } from './ema.js'
import { SavedFields } from './state.js'

/**
 * Triple exponential moving average (Mulloy, 1994).
 * Formula: $3 e_1 - 3 e_2 + e_3$ with $e_k$ the exponential average applied k times. TA-Lib: TEMA.
 *
 * @param length values
 *
 * @example
 * import { tema } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = tema(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 47.1276
 */
export function tema(length: number): Stepper<number, number> {
  return new Tema(length)
}

/**
 * A column of `tema`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { temaOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * temaOf(closes, 2).at(-1) // => 47.1276
 */
export function temaOf(values: Float64Array, length: number, out?: Float64Array): Float64Array {
  const machine = new Tema(length)
  const result = resultColumn('temaOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Tema extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly e1: Ema
  private readonly e2: Ema
  private readonly e3: Ema

  constructor(length: number) {
    super()
    this.made = `tema(${length})`
    this.length = checkLength('tema', 'length', length)
    this.e1 = new Ema(length, 'mean')
    this.e2 = new Ema(length, 'mean')
    this.e3 = new Ema(length, 'mean')
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const first = this.e1.next(x)
    if (Number.isNaN(first)) return first
    const second = this.e2.next(first)
    return !Number.isNaN(second) ? 3 * first - 3 * second + this.e3.next(second) : second
  }

  private restart(): number {
    Object.assign(this, new Tema(this.length))
    return Number.NaN
  }
}
