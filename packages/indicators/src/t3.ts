import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, resultColumn } from './check.js'
import { Ema } from './ema.js'
import { SavedFields } from './state.js'

/**
 * T3 of Tillson (Technical Analysis of Stocks & Commodities, January 1998): six exponential averages blended by
 * `volumeFactor`.
 * Formula: $-v^3 e_6 + 3(v^2 + v^3) e_5 - (6v^2 + 3v + 3v^3) e_4 + (1 + 3v + v^3 + 3v^2) e_3$. TA-Lib: T3.
 *
 * @param length values
 * @param volumeFactor 0 gives a plain triple smoothing, 1 the least lag
 *
 * @example
 * import { t3 } from '@bourse/indicators'
 * const closes = Array.from({ length: 20 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = t3(2)
 * closes.map((close) => stepper.next(close)).at(-1) // => 98.9377
 */
export function t3(length: number = 5, volumeFactor: number = 0.7): Stepper<number, number> {
  return new T3(length, volumeFactor)
}

/**
 * A column of `t3`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { t3Of } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 20 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * t3Of(closes, 2).at(-1) // => 98.9377
 */
export function t3Of(
  values: Float64Array,
  length: number = 5,
  volumeFactor: number = 0.7,
  out?: Float64Array,
): Float64Array {
  const machine = new T3(length, volumeFactor)
  const result = resultColumn('t3Of', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class T3 extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly volumeFactor: number
  private readonly e1: Ema
  private readonly e2: Ema
  private readonly e3: Ema
  private readonly e4: Ema
  private readonly e5: Ema
  private readonly e6: Ema
  private readonly c1: number
  private readonly c2: number
  private readonly c3: number
  private readonly c4: number

  constructor(length: number, volumeFactor: number) {
    super()
    this.made = `t3(${length}, ${volumeFactor})`
    this.length = checkLength('t3', 'length', length)
    this.volumeFactor = checkNumber('t3', 'volumeFactor', volumeFactor, 0, 1)
    this.e1 = new Ema(length, 'mean')
    this.e2 = new Ema(length, 'mean')
    this.e3 = new Ema(length, 'mean')
    this.e4 = new Ema(length, 'mean')
    this.e5 = new Ema(length, 'mean')
    this.e6 = new Ema(length, 'mean')
    const v = volumeFactor
    const square = v * v
    this.c1 = -square * v
    this.c2 = 3 * (square - this.c1)
    this.c3 = -6 * square - 3 * (v - this.c1)
    this.c4 = 1 + 3 * v - this.c1 + 3 * square
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const e1 = this.e1.next(x)
    if (Number.isNaN(e1)) return e1
    const e2 = this.e2.next(e1)
    if (Number.isNaN(e2)) return e2
    const e3 = this.e3.next(e2)
    if (Number.isNaN(e3)) return e3
    const e4 = this.e4.next(e3)
    if (Number.isNaN(e4)) return e4
    const e5 = this.e5.next(e4)
    if (Number.isNaN(e5)) return e5
    const e6 = this.e6.next(e5)
    return this.c1 * e6 + this.c2 * e5 + this.c3 * e4 + this.c4 * e3
  }

  private restart(): number {
    Object.assign(this, new T3(this.length, this.volumeFactor))
    return Number.NaN
  }
}
