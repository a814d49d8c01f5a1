import type { Stepper } from '@bourse/core'
import { resultColumns } from './check.js'
import { HilbertCycle } from './hilbert.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `hilbertPhasor`, all NaN until all are warm. */
export type HilbertPhasorValues = { readonly inPhase: number; readonly quadrature: number }

/**
 * The two components of the cycle (Ehlers, Rocket Science for Traders, 2001), a quarter of a turn apart; warm after
 * 33 values.
 * Formula: the detrended price three bars ago and its Hilbert transform. TA-Lib: HT_PHASOR.
 *
 * @example
 * import { hilbertPhasor } from '@bourse/indicators'
 * const closes = Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = hilbertPhasor()
 * closes.map((close) => stepper.next(close)).at(-1) // => { inPhase: -5.30843, quadrature: -7.58815 }
 */
export function hilbertPhasor(): Stepper<number, HilbertPhasorValues> {
  return new HilbertPhasor()
}

/**
 * A column of `hilbertPhasor`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { hilbertPhasorOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * hilbertPhasorOf(closes).inPhase.at(-1) // => -5.30843
 */
export function hilbertPhasorOf(
  values: Float64Array,
  out?: IndicatorColumns<HilbertPhasorValues>,
): IndicatorColumns<HilbertPhasorValues> {
  const machine = new HilbertPhasor()
  const columns = resultColumns('hilbertPhasorOf', out, values.length, 'inPhase', 'quadrature')
  const { inPhase, quadrature } = columns
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    inPhase[i] = machine.inPhase
    quadrature[i] = machine.quadrature
  }
  return columns
}

/** @internal */
export class HilbertPhasor extends SavedFields implements Stepper<number, HilbertPhasorValues> {
  readonly made: string = 'hilbertPhasor()'
  inPhase: number = Number.NaN
  quadrature: number = Number.NaN
  private readonly cycle: HilbertCycle = new HilbertCycle(12)

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    const { cycle } = this
    cycle.push(x)
    if (cycle.count <= 32) return
    this.inPhase = cycle.inPhase
    this.quadrature = cycle.quadrature
  }

  next(x: number): HilbertPhasorValues {
    this.step(x)
    return { inPhase: this.inPhase, quadrature: this.quadrature }
  }

  private restart(): void {
    Object.assign(this, new HilbertPhasor())
  }
}
