import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { SavedFields } from './state.js'

/**
 * Ratio to the value `length` values ago; 0 where that is 0.
 * Formula: $x_t / x_{t-n}$. TA-Lib: ROCR.
 *
 * @param length how many values back
 *
 * @example
 * import { rocr } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = rocr(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 1.02174
 */
export function rocr(length: number = 10): Stepper<number, number> {
  return new Rocr(length)
}

/**
 * A column of `rocr`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { rocrOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * rocrOf(closes, 2).at(-1) // => 1.02174
 */
export function rocrOf(values: Float64Array, length: number = 10, out?: Float64Array): Float64Array {
  const machine = new Rocr(length)
  const result = resultColumn('rocrOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Rocr extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring

  constructor(length: number) {
    super()
    this.made = `rocr(${length})`
    this.length = checkLength('rocr', 'length', length)
    this.ring = new Ring(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const old = this.ring.push(x)
    return old === 0 ? 0 : x / old
  }

  private restart(): number {
    Object.assign(this, new Rocr(this.length))
    return Number.NaN
  }
}
