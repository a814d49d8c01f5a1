import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { CyclePhase } from './cyclePhase.js'
import { CycleTrend } from './cycleTrend.js'
import { HilbertCycle } from './hilbert.js'
import { SavedFields } from './state.js'

/**
 * 1 where the market trends, 0 where it cycles (Ehlers, Rocket Science for Traders, 2001); warm after 64 values.
 * Formula: a cycle where sine and lead sine crossed within half a period or the phase turns at the speed of the
 * cycle; a trend where the price is 1.5 % off its trendline. TA-Lib: HT_TRENDMODE.
 *
 * @example
 * import { hilbertTrendMode } from '@bourse/indicators'
 * const closes = Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = hilbertTrendMode()
 * closes.map((close) => stepper.next(close)).at(-1) // => 1
 */
export function hilbertTrendMode(): Stepper<number, number> {
  return new HilbertTrendMode()
}

/**
 * A column of `hilbertTrendMode`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { hilbertTrendModeOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * hilbertTrendModeOf(closes).at(-1) // => 1
 */
export function hilbertTrendModeOf(values: Float64Array, out?: Float64Array): Float64Array {
  const machine = new HilbertTrendMode()
  const result = resultColumn('hilbertTrendModeOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class HilbertTrendMode extends SavedFields implements Stepper<number, number> {
  readonly made: string = 'hilbertTrendMode()'
  private readonly cycle: HilbertCycle = new HilbertCycle(37)
  private readonly phase: CyclePhase = new CyclePhase()
  private readonly trend: CycleTrend = new CycleTrend()
  private barsSinceCross = 0

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { cycle, phase } = this
    cycle.push(x)
    if (!cycle.isOn) return Number.NaN
    const { degrees, sine, leadSine } = phase
    phase.follow(cycle)
    this.trend.follow(cycle)
    const mode = this.modeOf(phase.degrees - degrees, sine, leadSine)
    return cycle.count > 63 ? mode : Number.NaN
  }

  private modeOf(turn: number, sine: number, leadSine: number): number {
    const { cycle, phase, trend } = this
    const crossed =
      (phase.sine > phase.leadSine && sine <= leadSine) || (phase.sine < phase.leadSine && sine >= leadSine)
    this.barsSinceCross = crossed ? 1 : this.barsSinceCross + 1
    const steady = 360 / cycle.period
    const cycles = crossed || this.barsSinceCross < 0.5 * cycle.period || (turn > 0.67 * steady && turn < 1.5 * steady)
    const isFar = trend.line !== 0 && Math.abs((cycle.smoothed - trend.line) / trend.line) >= 0.015
    return isFar || !cycles ? 1 : 0
  }

  private restart(): number {
    Object.assign(this, new HilbertTrendMode())
    return Number.NaN
  }
}
