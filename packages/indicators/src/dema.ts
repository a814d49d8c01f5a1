import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ema } from './ema.js'
import { SavedFields } from './state.js'

/**
 * Double exponential moving average (Mulloy, Technical Analysis of Stocks & Commodities, 1994): less lag than `ema`.
 * Formula: $2 e_1 - e_2$ with $e_k$ the exponential average applied k times. TA-Lib: DEMA.
 *
 * @param length values
 *
 * @example
 * import { dema } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = dema(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 47.2593
 */
export function dema(length: number): Stepper<number, number> {
  return new Dema(length)
}

/**
 * A column of `dema`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { demaOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * demaOf(closes, 2).at(-1) // => 47.2593
 */
export function demaOf(values: Float64Array, length: number, out?: Float64Array): Float64Array {
  const machine = new Dema(length)
  const result = resultColumn('demaOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Dema extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly e1: Ema
  private readonly e2: Ema

  constructor(length: number) {
    super()
    this.made = `dema(${length})`
    this.length = checkLength('dema', 'length', length)
    this.e1 = new Ema(length, 'mean')
    this.e2 = new Ema(length, 'mean')
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const first = this.e1.next(x)
    return !Number.isNaN(first) ? 2 * first - this.e2.next(first) : first
  }

  private restart(): number {
    Object.assign(this, new Dema(this.length))
    return Number.NaN
  }
}
