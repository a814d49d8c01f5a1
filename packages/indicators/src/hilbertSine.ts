import type { Stepper } from '@bourse/core'
import { resultColumns } from './check.js'
import { CyclePhase } from './cyclePhase.js'
import { HilbertCycle } from './hilbert.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `hilbertSine`, all NaN until all are warm. */
export type HilbertSineValues = { readonly sine: number; readonly leadSine: number }

/**
 * Sine of the phase of the dominant cycle and the same 45 degrees ahead (Ehlers, Rocket Science for Traders, 2001):
 * they cross at the turns of a cycle; warm after 64 values.
 * Formula: $\sin \varphi$ and $\sin(\varphi + 45°)$. TA-Lib: HT_SINE.
 *
 * @example
 * import { hilbertSine } from '@bourse/indicators'
 * const closes = Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = hilbertSine()
 * closes.map((close) => stepper.next(close)).at(-1) // => { sine: -0.98084, leadSine: -0.831313 }
 */
export function hilbertSine(): Stepper<number, HilbertSineValues> {
  return new HilbertSine()
}

/**
 * A column of `hilbertSine`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { hilbertSineOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * hilbertSineOf(closes).sine.at(-1) // => -0.98084
 */
export function hilbertSineOf(
  values: Float64Array,
  out?: IndicatorColumns<HilbertSineValues>,
): IndicatorColumns<HilbertSineValues> {
  const machine = new HilbertSine()
  const columns = resultColumns('hilbertSineOf', out, values.length, 'sine', 'leadSine')
  const { sine, leadSine } = columns
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    sine[i] = machine.sine
    leadSine[i] = machine.leadSine
  }
  return columns
}

/** @internal */
export class HilbertSine extends SavedFields implements Stepper<number, HilbertSineValues> {
  readonly made: string = 'hilbertSine()'
  sine: number = Number.NaN
  leadSine: number = Number.NaN
  private readonly cycle: HilbertCycle = new HilbertCycle(37)
  private readonly phase: CyclePhase = new CyclePhase()

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    const { cycle } = this
    cycle.push(x)
    if (!cycle.isOn) return
    this.phase.follow(cycle)
    if (cycle.count <= 63) return
    this.sine = this.phase.sine
    this.leadSine = this.phase.leadSine
  }

  next(x: number): HilbertSineValues {
    this.step(x)
    return { sine: this.sine, leadSine: this.leadSine }
  }

  private restart(): void {
    Object.assign(this, new HilbertSine())
  }
}
