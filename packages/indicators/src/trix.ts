import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ema } from './ema.js'
import { SavedFields } from './state.js'

/**
 * Rate of change in percent of a triple exponential average (Hutson).
 * Formula: $100 (e_3(t)/e_3(t-1) - 1)$. TA-Lib: TRIX.
 *
 * @param length values
 *
 * @example
 * import { trix } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = trix(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 1.63129
 */
export function trix(length: number = 30): Stepper<number, number> {
  return new Trix(length)
}

/**
 * A column of `trix`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { trixOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * trixOf(closes, 2).at(-1) // => 1.63129
 */
export function trixOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new Trix(length)
  const result = resultColumn('trixOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Trix extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly e1: Ema
  private readonly e2: Ema
  private readonly e3: Ema
  private previous = Number.NaN

  constructor(length: number) {
    super()
    this.made = `trix(${length})`
    this.length = checkLength('trix', 'length', length)
    this.e1 = new Ema(length)
    this.e2 = new Ema(length)
    this.e3 = new Ema(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const first = this.e1.next(x)
    if (Number.isNaN(first)) return first
    const second = this.e2.next(first)
    if (Number.isNaN(second)) return second
    const third = this.e3.next(second)
    const previous = this.previous
    this.previous = third
    return previous === 0 ? 0 : (third / previous - 1) * 100
  }

  private restart(): number {
    Object.assign(this, new Trix(this.length))
    return Number.NaN
  }
}
