import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { HilbertCycle } from './hilbert.js'
import { SavedFields } from './state.js'

/**
 * Length of the dominant cycle in bars (Ehlers, Rocket Science for Traders, 2001), by a Hilbert transform; between 6
 * and 50, warm after 33 values.
 * Formula: the homodyne discriminator, $2\pi / \arctan(\mathrm{Im}/\mathrm{Re})$, smoothed twice. TA-Lib:
 * HT_DCPERIOD.
 *
 * @example
 * import { hilbertPeriod } from '@bourse/indicators'
 * const closes = Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = hilbertPeriod()
 * closes.map((close) => stepper.next(close)).at(-1) // => 18.8269
 */
export function hilbertPeriod(): Stepper<number, number> {
  return new HilbertPeriod()
}

/**
 * A column of `hilbertPeriod`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { hilbertPeriodOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * hilbertPeriodOf(closes).at(-1) // => 18.8269
 */
export function hilbertPeriodOf(values: Float64Array, out?: Float64Array): Float64Array {
  const machine = new HilbertPeriod()
  const result = resultColumn('hilbertPeriodOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class HilbertPeriod extends SavedFields implements Stepper<number, number> {
  readonly made: string = 'hilbertPeriod()'
  private readonly cycle: HilbertCycle = new HilbertCycle(12)

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { cycle } = this
    cycle.push(x)
    return cycle.count > 32 ? cycle.period : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new HilbertPeriod())
    return Number.NaN
  }
}
