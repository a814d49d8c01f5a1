import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { CyclePhase } from './cyclePhase.js'
import { HilbertCycle } from './hilbert.js'
import { SavedFields } from './state.js'

/**
 * Phase of the dominant cycle in degrees, -45 to 315 (Ehlers, Rocket Science for Traders, 2001); warm after 64
 * values.
 * Formula: the angle of the discrete Fourier component of the smoothed price at the measured period, moved by a
 * quarter and by the lag of the smoothing. TA-Lib: HT_DCPHASE.
 *
 * @example
 * import { hilbertPhase } from '@bourse/indicators'
 * const closes = Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = hilbertPhase()
 * closes.map((close) => stepper.next(close)).at(-1) // => 258.766
 */
export function hilbertPhase(): Stepper<number, number> {
  return new HilbertPhase()
}

/**
 * A column of `hilbertPhase`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { hilbertPhaseOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * hilbertPhaseOf(closes).at(-1) // => 258.766
 */
export function hilbertPhaseOf(values: Float64Array, out?: Float64Array): Float64Array {
  const machine = new HilbertPhase()
  const result = resultColumn('hilbertPhaseOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class HilbertPhase extends SavedFields implements Stepper<number, number> {
  readonly made: string = 'hilbertPhase()'
  private readonly cycle: HilbertCycle = new HilbertCycle(37)
  private readonly phase: CyclePhase = new CyclePhase()

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { cycle } = this
    cycle.push(x)
    if (!cycle.isOn) return Number.NaN
    this.phase.follow(cycle)
    return cycle.count > 63 ? this.phase.degrees : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new HilbertPhase())
    return Number.NaN
  }
}
