import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { GainsLosses } from './gainsLosses.js'
import { SavedFields } from './state.js'

/**
 * Momentum oscillator of Chande, -100 to 100, with averages of Wilder as in TA-Lib (the book has plain sums); 0 where
 * nothing moved.
 * Formula: $100 (g - l) / (g + l)$. TA-Lib: CMO.
 *
 * @param length values
 *
 * @example
 * import { cmo } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = cmo(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 24.4444
 */
export function cmo(length: number = 14): Stepper<number, number> {
  return new Cmo(length)
}

/**
 * A column of `cmo`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { cmoOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * cmoOf(closes, 3).at(-1) // => 24.4444
 */
export function cmoOf(values: Float64Array, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new Cmo(length)
  const result = resultColumn('cmoOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Cmo extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly changes: GainsLosses

  constructor(length: number) {
    super()
    this.made = `cmo(${length})`
    this.length = checkLength('cmo', 'length', length)
    this.changes = new GainsLosses(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { changes } = this
    changes.push(x)
    if (!changes.isWarm) return Number.NaN
    const sum = changes.gain + changes.loss
    return sum < 1e-14 ? 0 : ((changes.gain - changes.loss) / sum) * 100
  }

  private restart(): number {
    Object.assign(this, new Cmo(this.length))
    return Number.NaN
  }
}
