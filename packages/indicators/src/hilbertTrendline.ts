import type { Stepper } from '@bourse/core'
import { resultColumn } from './check.js'
import { CycleTrend } from './cycleTrend.js'
import { HilbertCycle } from './hilbert.js'
import { SavedFields } from './state.js'

/**
 * The price without its dominant cycle (Ehlers, Rocket Science for Traders, 2001): the mean over one cycle, smoothed;
 * warm after 64 values.
 * Formula: $(4 m_t + 3 m_{t-1} + 2 m_{t-2} + m_{t-3})/10$ with $m$ the mean over the measured period. TA-Lib:
 * HT_TRENDLINE.
 *
 * @example
 * import { hilbertTrendline } from '@bourse/indicators'
 * const closes = Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = hilbertTrendline()
 * closes.map((close) => stepper.next(close)).at(-1) // => 99.9368
 */
export function hilbertTrendline(): Stepper<number, number> {
  return new HilbertTrendline()
}

/**
 * A column of `hilbertTrendline`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { hilbertTrendlineOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 90 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * hilbertTrendlineOf(closes).at(-1) // => 99.9368
 */
export function hilbertTrendlineOf(values: Float64Array, out?: Float64Array): Float64Array {
  const machine = new HilbertTrendline()
  const result = resultColumn('hilbertTrendlineOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class HilbertTrendline extends SavedFields implements Stepper<number, number> {
  readonly made: string = 'hilbertTrendline()'
  private readonly cycle: HilbertCycle = new HilbertCycle(37)
  private readonly trend: CycleTrend = new CycleTrend()

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { cycle } = this
    cycle.push(x)
    if (!cycle.isOn) return Number.NaN
    this.trend.follow(cycle)
    return cycle.count > 63 ? this.trend.line : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new HilbertTrendline())
    return Number.NaN
  }
}
