import type { Stepper } from '@bourse/core'
import { checkLength, columnsLength, resultColumn } from './check.js'
import { MovingSum } from './movingSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Intraday momentum index of Chande, 0 to 100: the rises within bars among all moves within bars; NaN where no bar
 * moved.
 * Formula: $100 \sum (c-o)^+ / \sum |c-o|$. TA-Lib: IMI.
 *
 * @param length values
 *
 * @example
 * import { imi } from '@bourse/indicators'
 * const bars = [
 *   { open: 10, close: 11 },
 *   { open: 11, close: 12 },
 *   { open: 12, close: 11 },
 *   { open: 11, close: 13 },
 *   { open: 13, close: 14 },
 *   { open: 14, close: 13 },
 * ]
 * const stepper = imi(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 75
 */
export function imi(length: number = 14): Stepper<BarFields<'open' | 'close'>, number> {
  return new Imi(length)
}

/**
 * A column of `imi`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { imiOf } from '@bourse/indicators'
 * const bars = {
 *   open: Float64Array.of(10, 11, 12, 11, 13, 14),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * imiOf(bars, 3).at(-1) // => 75
 */
export function imiOf(bars: BarColumns<'open' | 'close'>, length: number = 14, out?: Float64Array): Float64Array {
  const machine = new Imi(length)
  const { open, close } = bars
  const count = columnsLength('imiOf', bars, 'open', 'close')
  const result = resultColumn('imiOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(open[i]!, close[i]!)
  return result
}

/** @internal */
export class Imi extends SavedFields implements Stepper<BarFields<'open' | 'close'>, number> {
  readonly made: string
  private readonly length: number
  private readonly gains: MovingSum
  private readonly losses: MovingSum

  constructor(length: number) {
    super()
    this.made = `imi(${length})`
    this.length = checkLength('imi', 'length', length)
    this.gains = new MovingSum(length)
    this.losses = new MovingSum(length)
  }

  step(open: number, close: number): number {
    if (!Number.isFinite(open + close)) return this.restart()
    const move = close - open
    const gain = this.gains.next(Math.max(move, 0))
    const loss = this.losses.next(Math.max(-move, 0))
    return 100 * (gain / (gain + loss))
  }

  next(bar: BarFields<'open' | 'close'>): number {
    return this.step(bar.open, bar.close)
  }

  private restart(): number {
    Object.assign(this, new Imi(this.length))
    return Number.NaN
  }
}
