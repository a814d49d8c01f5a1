import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { SavedFields } from './state.js'

/**
 * Change against the value `length` values ago.
 * Formula: $x_t - x_{t-n}$. TA-Lib: MOM.
 *
 * @param length how many values back
 *
 * @example
 * import { momentum } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = momentum(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 1
 */
export function momentum(length: number = 10): Stepper<number, number> {
  return new Momentum(length)
}

/**
 * A column of `momentum`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { momentumOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * momentumOf(closes, 2).at(-1) // => 1
 */
export function momentumOf(values: Float64Array, length: number = 10, out?: Float64Array): Float64Array {
  const machine = new Momentum(length)
  const result = resultColumn('momentumOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Momentum extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring

  constructor(length: number) {
    super()
    this.made = `momentum(${length})`
    this.length = checkLength('momentum', 'length', length)
    this.ring = new Ring(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const old = this.ring.push(x)
    return x - old
  }

  private restart(): number {
    Object.assign(this, new Momentum(this.length))
    return Number.NaN
  }
}
