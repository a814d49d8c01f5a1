import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { DirectionalMovement } from './directional.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Upward directional movement, summed as Wilder smooths (Wilder, New Concepts in Technical Trading Systems, 1978).
 * Formula: $\sum$ of the rise of the high where it exceeds the fall of the low, $S_t = S_{t-1} - S_{t-1}/n + d_t$.
 * TA-Lib: PLUS_DM.
 *
 * @param length values
 *
 * @example
 * import { plusDm } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = plusDm(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 0.962963
 */
export function plusDm(length: number = 14): Stepper<BarFields<'high' | 'low'>, number> {
  return new PlusDm(length)
}

/**
 * A column of `plusDm`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { plusDmOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * plusDmOf(bars, 3).at(-1) // => 0.962963
 */
export function plusDmOf(bars: BarColumns<'high' | 'low'>, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new PlusDm(length)
  const { high, low } = bars
  const count = columnsLength('plusDmOf', bars, 'high', 'low')
  const result = resultColumn('plusDmOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

/** @internal */
export class PlusDm extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  readonly made: string
  private readonly length: number
  private readonly movement: DirectionalMovement

  constructor(length: number) {
    super()
    this.made = `plusDm(${length})`
    this.length = checkLength('plusDm', 'length', length)
    this.movement = new DirectionalMovement(length)
  }

  step(high: number, low: number): number {
    if (!Number.isFinite(high + low)) return this.restart()
    this.movement.push(high, low, low)
    return this.movement.hasMovement ? this.movement.plus : Number.NaN
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.step(bar.high, bar.low)
  }

  private restart(): number {
    Object.assign(this, new PlusDm(this.length))
    return Number.NaN
  }
}
