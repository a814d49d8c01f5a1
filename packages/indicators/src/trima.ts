import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Sma } from './sma.js'
import { SavedFields } from './state.js'

/**
 * Triangular moving average: weights rise to the middle of the window and fall again; a simple average of a simple
 * average.
 * Formula: $\mathrm{sma}_{n + 1 - \lfloor (n+1)/2 \rfloor}(\mathrm{sma}_{\lfloor (n+1)/2 \rfloor}(x))$. TA-Lib: TRIMA.
 *
 * @param length values
 *
 * @example
 * import { trima } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = trima(4)
 * closes.map((close) => stepper.next(close)).at(-1) // => 46.3333
 */
export function trima(length: number): Stepper<number, number> {
  return new Trima(length)
}

/**
 * A column of `trima`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { trimaOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * trimaOf(closes, 4).at(-1) // => 46.3333
 */
export function trimaOf(values: Float64Array, length: number, out?: Float64Array): Float64Array {
  const machine = new Trima(length)
  const result = resultColumn('trimaOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Trima extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly inner: Sma
  private readonly outer: Sma

  constructor(length: number) {
    super()
    this.made = `trima(${length})`
    this.length = checkLength('trima', 'length', length)
    this.inner = new Sma(Math.floor((length + 1) / 2))
    this.outer = new Sma(length + 1 - Math.floor((length + 1) / 2))
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const inner = this.inner.next(x)
    return !Number.isNaN(inner) ? this.outer.next(inner) : inner
  }

  private restart(): number {
    Object.assign(this, new Trima(this.length))
    return Number.NaN
  }
}
