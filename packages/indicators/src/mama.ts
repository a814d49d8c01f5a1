import type { Stepper } from '@bourse/core'
import { checkNumber, resultColumns } from './check.js'
import { HilbertCycle } from './hilbert.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `mama`, all NaN until all are warm. */
export type MamaValues = { readonly mama: number; readonly fama: number }

/**
 * Adaptive moving average of Ehlers (MESA Adaptive Moving Averages, 2001): it follows the measured phase of the
 * cycle; `fama` follows at half its speed. Warm after 33 values.
 * Formula: $m_t = \alpha x_t + (1 - \alpha) m_{t-1}$, $f_t = \frac{\alpha}{2} m_t + (1 - \frac{\alpha}{2}) f_{t-1}$,
 * α = `fastLimit` / change of phase, at least `slowLimit`. TA-Lib: MAMA.
 *
 * @param fastLimit largest weight of the newest value
 * @param slowLimit smallest weight
 *
 * @example
 * import { mama } from '@bourse/indicators'
 * const closes = Array.from({ length: 60 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = mama()
 * closes.map((close) => stepper.next(close)).at(-1) // => { mama: 101.839, fama: 97.4033 }
 */
export function mama(fastLimit: number = 0.5, slowLimit: number = 0.05): Stepper<number, MamaValues> {
  return new Mama(fastLimit, slowLimit)
}

/**
 * A column of `mama`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { mamaOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 60 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * mamaOf(closes).mama.at(-1) // => 101.839
 */
export function mamaOf(
  values: Float64Array,
  fastLimit: number = 0.5,
  slowLimit: number = 0.05,
  out?: IndicatorColumns<MamaValues>,
): IndicatorColumns<MamaValues> {
  const machine = new Mama(fastLimit, slowLimit)
  const columns = resultColumns('mamaOf', out, values.length, 'mama', 'fama')
  const { mama, fama } = columns
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    mama[i] = machine.mama
    fama[i] = machine.fama
  }
  return columns
}

/** @internal */
export class Mama extends SavedFields implements Stepper<number, MamaValues> {
  readonly made: string
  private readonly fastLimit: number
  private readonly slowLimit: number
  mama: number = Number.NaN
  fama: number = Number.NaN
  private readonly cycle: HilbertCycle = new HilbertCycle(12)
  private phase = 0
  private line = 0
  private follower = 0

  constructor(fastLimit: number, slowLimit: number) {
    super()
    this.made = `mama(${fastLimit}, ${slowLimit})`
    this.fastLimit = checkNumber('mama', 'fastLimit', fastLimit, 0.01, 0.99)
    this.slowLimit = checkNumber('mama', 'slowLimit', slowLimit, 0.01, 0.99)
  }

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    const { cycle } = this
    cycle.push(x)
    if (!cycle.isOn) return
    const phase = cycle.inPhase !== 0 ? Math.atan(cycle.quadrature / cycle.inPhase) * (180 / Math.PI) : 0
    const turn = Math.max(this.phase - phase, 1)
    this.phase = phase
    const alpha = turn > 1 ? Math.max(this.fastLimit / turn, this.slowLimit) : this.fastLimit
    this.line = alpha * x + (1 - alpha) * this.line
    this.follower = 0.5 * alpha * this.line + (1 - 0.5 * alpha) * this.follower
    if (cycle.count <= 32) return
    this.mama = this.line
    this.fama = this.follower
  }

  next(x: number): MamaValues {
    this.step(x)
    return { mama: this.mama, fama: this.fama }
  }

  private restart(): void {
    Object.assign(this, new Mama(this.fastLimit, this.slowLimit))
  }
}
