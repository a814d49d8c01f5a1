import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'
import { SavedFields } from './state.js'

/**
 * Adaptive moving average of Kaufman (Trading Systems and Methods): fast where the price goes straight, slow where it
 * wanders.
 * Formula: $k_t = k_{t-1} + s^2 (x_t - k_{t-1})$, $s = \mathrm{er}\,(2/3 - 2/31) + 2/31$, er = |change over n| / sum
 * of |changes|. TA-Lib: KAMA.
 *
 * @param length values
 *
 * @example
 * import { kama } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = kama(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 44.4238
 */
export function kama(length: number = 30): Stepper<number, number> {
  return new Kama(length)
}

/**
 * A column of `kama`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { kamaOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * kamaOf(closes, 3).at(-1) // => 44.4238
 */
export function kamaOf(values: Float64Array, length: number = 30, out?: Float64Array): Float64Array {
  const machine = new Kama(length)
  const result = resultColumn('kamaOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Kama extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring
  private readonly steps: Ring
  private readonly changes: RunningSum = new RunningSum()
  private average = Number.NaN

  constructor(length: number) {
    super()
    this.made = `kama(${length})`
    this.length = checkLength('kama', 'length', length)
    this.ring = new Ring(length)
    this.steps = new Ring(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { ring, changes } = this
    const previous = ring.count > 0 ? ring.at(0) : x
    const step = Math.abs(x - previous)
    const trailing = ring.push(x)
    const isFirst = ring.count === 1
    if (isFirst) return Number.NaN
    changes.move(step, this.steps.push(step))
    if (Number.isNaN(trailing)) return Number.NaN
    if (Number.isNaN(this.average)) this.average = previous
    const path = changes.value
    const way = x - trailing
    const efficiency = path <= way || Math.abs(path) < 1e-14 ? 1 : Math.abs(way / path)
    const s = efficiency * (2 / 3 - 2 / 31) + 2 / 31
    this.average += (x - this.average) * s * s
    return this.average
  }

  private restart(): number {
    Object.assign(this, new Kama(this.length))
    return Number.NaN
  }
}
