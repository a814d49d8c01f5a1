import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { DirectionalMovement } from './directional.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Upward directional indicator, 0 to 100 (Wilder, New Concepts in Technical Trading Systems, 1978).
 * Formula: $100\, \mathrm{DM}^+ / \mathrm{TR}$, both smoothed. TA-Lib: PLUS_DI.
 *
 * @param length values
 *
 * @example
 * import { plusDi } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = plusDi(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 11.6592
 */
export function plusDi(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new PlusDi(length)
}

/**
 * A column of `plusDi`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { plusDiOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * plusDiOf(bars, 3).at(-1) // => 11.6592
 */
export function plusDiOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new PlusDi(length)
  const { high, low, close } = bars
  const count = columnsLength('plusDiOf', bars, 'high', 'low', 'close')
  const result = resultColumn('plusDiOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class PlusDi extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly movement: DirectionalMovement

  constructor(length: number) {
    super()
    this.made = `plusDi(${length})`
    this.length = checkLength('plusDi', 'length', length)
    this.movement = new DirectionalMovement(length)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    this.movement.push(high, low, close)
    return this.movement.isWarm ? this.movement.plusDi : Number.NaN
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new PlusDi(this.length))
    return Number.NaN
  }
}
