import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { DirectionalMovement } from './directional.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Directional movement index, 0 to 100: how one-sided the movement is (Wilder, New Concepts in Technical Trading
 * Systems, 1978); it keeps its last value where neither side moves.
 * Formula: $100\, |d^+ - d^-| / (d^+ + d^-)$. TA-Lib: DX.
 *
 * @param length values
 *
 * @example
 * import { dx } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9, close: 11 },
 *   { high: 13, low: 10, close: 12 },
 *   { high: 13, low: 11, close: 11 },
 *   { high: 14, low: 10, close: 13 },
 *   { high: 15, low: 12, close: 14 },
 *   { high: 15, low: 12, close: 13 },
 * ]
 * const stepper = dx(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 100
 */
export function dx(length: number = 14): Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  return new Dx(length)
}

/**
 * A column of `dx`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { dxOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * dxOf(bars, 3).at(-1) // => 100
 */
export function dxOf(
  bars: BarColumns<'high' | 'low' | 'close'>,
  length: number = 14,
  out?: Float64Array,
): Float64Array {
  const machine = new Dx(length)
  const { high, low, close } = bars
  const count = columnsLength('dxOf', bars, 'high', 'low', 'close')
  const result = resultColumn('dxOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class Dx extends SavedFields implements Stepper<BarFields<'high' | 'low' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly movement: DirectionalMovement
  private last = 0

  constructor(length: number) {
    super()
    this.made = `dx(${length})`
    this.length = checkLength('dx', 'length', length)
    this.movement = new DirectionalMovement(length)
  }

  step(high: number, low: number, close: number): number {
    if (!Number.isFinite(high + low + close)) return this.restart()
    const { movement } = this
    movement.push(high, low, close)
    if (!movement.isWarm) return Number.NaN
    const index = movement.index
    if (!Number.isNaN(index)) this.last = index
    return this.last
  }

  next(bar: BarFields<'high' | 'low' | 'close'>): number {
    return this.step(bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new Dx(this.length))
    return Number.NaN
  }
}
