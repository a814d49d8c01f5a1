import type { Stepper } from '@bourse/core'
import { checkNumber, columnsLength, resultColumn } from './check.js'
import { ParabolicSarExtended } from './parabolicSarExtended.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Parabolic stop and reverse of Wilder (New Concepts in Technical Trading Systems, 1978): a stop that speeds up with every new
 * extreme and changes side when it is touched.
 * Formula: $s_{t+1} = s_t + a\,(\mathrm{extreme} - s_t)$, never inside the last two bars. TA-Lib: SAR.
 *
 * @param acceleration first step and step per new extreme
 * @param most greatest step
 *
 * @example
 * import { parabolicSar } from '@bourse/indicators'
 * const bars = [{ high: 12, low: 9 }, { high: 13, low: 10 }, { high: 14, low: 11 }, { high: 15, low: 12 }]
 * const stepper = parabolicSar()
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 9.2768
 */
export function parabolicSar(acceleration = 0.02, most = 0.2): Stepper<BarFields<'high' | 'low'>, number> {
  return new ParabolicSar(acceleration, most)
}

/**
 * A column of `parabolicSar`, NaN on the first bar; fills `out` where one is given.
 *
 * @example
 * import { parabolicSarOf } from '@bourse/indicators'
 * const bars = { high: Float64Array.of(12, 13, 14, 15), low: Float64Array.of(9, 10, 11, 12) }
 * parabolicSarOf(bars).at(-1) // => 9.2768
 */
export function parabolicSarOf(
  bars: BarColumns<'high' | 'low'>,
  acceleration = 0.02,
  most = 0.2,
  out?: Float64Array,
): Float64Array {
  const machine = new ParabolicSar(acceleration, most)
  const { high, low } = bars
  const count = columnsLength('parabolicSarOf', bars, 'high', 'low')
  const result = resultColumn('parabolicSarOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

class ParabolicSar extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  private readonly stop: ParabolicSarExtended

  constructor(acceleration: number, most: number) {
    super()
    const step = checkNumber('parabolicSar', 'acceleration', acceleration, 0)
    const speed = { first: step, step, most: checkNumber('parabolicSar', 'most', most, 0) }
    this.stop = new ParabolicSarExtended({ long: speed, short: speed })
  }

  step(high: number, low: number): number {
    return this.stop.stepUnsigned(high, low)
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.stop.stepUnsigned(bar.high, bar.low)
  }
}
