import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { SavedFields } from './state.js'

/**
 * Rate of change as a fraction; 0 where the older value is 0.
 * Formula: $(x_t - x_{t-n}) / x_{t-n}$. TA-Lib: ROCP.
 *
 * @param length how many values back
 *
 * @example
 * import { rocp } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = rocp(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.0217391
 */
export function rocp(length: number = 10): Stepper<number, number> {
  return new Rocp(length)
}

/**
 * A column of `rocp`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { rocpOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * rocpOf(closes, 2).at(-1) // => 0.0217391
 */
export function rocpOf(values: Float64Array, length: number = 10, out?: Float64Array): Float64Array {
  const machine = new Rocp(length)
  const result = resultColumn('rocpOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Rocp extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring

  constructor(length: number) {
    super()
    this.made = `rocp(${length})`
    this.length = checkLength('rocp', 'length', length)
    this.ring = new Ring(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const old = this.ring.push(x)
    return old === 0 ? 0 : (x - old) / old
  }

  private restart(): number {
    Object.assign(this, new Rocp(this.length))
    return Number.NaN
  }
}
