import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { SavedFields } from './state.js'

/**
 * Rate of change in percent; 0 where the older value is 0, as in TA-Lib.
 * Formula: $100 (x_t / x_{t-n} - 1)$. TA-Lib: ROC.
 *
 * @param length how many values back
 *
 * @example
 * import { roc } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = roc(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 2.17391
 */
export function roc(length: number = 10): Stepper<number, number> {
  return new Roc(length)
}

/**
 * A column of `roc`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { rocOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * rocOf(closes, 2).at(-1) // => 2.17391
 */
export function rocOf(values: Float64Array, length: number = 10, out?: Float64Array): Float64Array {
  const machine = new Roc(length)
  const result = resultColumn('rocOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Roc extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring

  constructor(length: number) {
    super()
    this.made = `roc(${length})`
    this.length = checkLength('roc', 'length', length)
    this.ring = new Ring(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const old = this.ring.push(x)
    return old === 0 ? 0 : (x / old - 1) * 100
  }

  private restart(): number {
    Object.assign(this, new Roc(this.length))
    return Number.NaN
  }
}
