import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { DirectionalMovement } from './directional.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Downward directional movement, summed as Wilder smooths (Wilder, New Concepts in Technical Trading Systems, 1978).
 * Formula: $\sum$ of the fall of the low where it exceeds the rise of the high, $S_t = S_{t-1} - S_{t-1}/n + d_t$.
 * TA-Lib: MINUS_DM.
 *
 * @param length values
 *
 * @example
 * import { minusDm } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = minusDm(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 0
 */
export function minusDm(length: number = 14): Stepper<BarFields<'high' | 'low'>, number> {
  return new MinusDm(length)
}

/**
 * A column of `minusDm`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { minusDmOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * minusDmOf(bars, 3).at(-1) // => 0
 */
export function minusDmOf(bars: BarColumns<'high' | 'low'>, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new MinusDm(length)
  const { high, low } = bars
  const count = columnsLength('minusDmOf', bars, 'high', 'low')
  const result = resultColumn('minusDmOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

/** @internal */
export class MinusDm extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  readonly made: string
  private readonly length: number
  private readonly movement: DirectionalMovement

  constructor(length: number) {
    super()
    this.made = `minusDm(${length})`
    this.length = checkLength('minusDm', 'length', length)
    this.movement = new DirectionalMovement(length)
  }

  step(high: number, low: number): number {
    if (!Number.isFinite(high + low)) return this.restart()
    this.movement.push(high, low, low)
    return this.movement.hasMovement ? this.movement.minus : Number.NaN
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.step(bar.high, bar.low)
  }

  private restart(): number {
    Object.assign(this, new MinusDm(this.length))
    return Number.NaN
  }
}
