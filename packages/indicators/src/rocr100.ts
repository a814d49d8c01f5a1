import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { SavedFields } from './state.js'

/**
 * Ratio to the value `length` values ago times 100; 0 where that is 0.
 * Formula: $100\, x_t / x_{t-n}$. TA-Lib: ROCR100.
 *
 * @param length how many values back
 *
 * @example
 * import { rocr100 } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = rocr100(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 102.174
 */
export function rocr100(length: number = 10): Stepper<number, number> {
  return new Rocr100(length)
}

/**
 * A column of `rocr100`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { rocr100Of } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * rocr100Of(closes, 2).at(-1) // => 102.174
 */
export function rocr100Of(values: Float64Array, length: number = 10, out?: Float64Array): Float64Array {
  const machine = new Rocr100(length)
  const result = resultColumn('rocr100Of', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Rocr100 extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring

  constructor(length: number) {
    super()
    this.made = `rocr100(${length})`
    this.length = checkLength('rocr100', 'length', length)
    this.ring = new Ring(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const old = this.ring.push(x)
    return old === 0 ? 0 : (x / old) * 100
  }

  private restart(): number {
    Object.assign(this, new Rocr100(this.length))
    return Number.NaN
  }
}
