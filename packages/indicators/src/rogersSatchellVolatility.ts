import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, columnsLength, resultColumn } from './check.js'
import { MovingSum } from './movingSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Volatility a year from open, high, low and close (Rogers and Satchell, Annals of Applied Probability 1 (1991));
 * right for a price with drift, without gaps.
 * Formula: $\sqrt{\frac Nn \sum \ln\frac hc \ln\frac ho + \ln\frac lc \ln\frac lo}$.
 * Source: Rogers and Satchell, Estimating Variance from High, Low and Closing Prices, 1991.
 *
 * @param length bars
 * @param yearLength bars a year: 252 for days of an exchange, 365 for crypto
 *
 * @example
 * import { rogersSatchellVolatility } from '@bourse/indicators'
 * const bars = [
 *   { open: 10, high: 12, low: 9, close: 11 },
 *   { open: 11, high: 13, low: 10, close: 12 },
 *   { open: 12, high: 13, low: 11, close: 11 },
 *   { open: 11, high: 14, low: 10, close: 13 },
 *   { open: 13, high: 15, low: 12, close: 14 },
 *   { open: 14, high: 15, low: 12, close: 13 },
 * ]
 * const stepper = rogersSatchellVolatility(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 2.70801
 */
export function rogersSatchellVolatility(
  length: number = 20,
  yearLength: number = 252,
): Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number> {
  return new RogersSatchellVolatility(length, yearLength)
}

/**
 * A column of `rogersSatchellVolatility`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { rogersSatchellVolatilityOf } from '@bourse/indicators'
 * const bars = {
 *   open: Float64Array.of(10, 11, 12, 11, 13, 14),
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * rogersSatchellVolatilityOf(bars, 3).at(-1) // => 2.70801
 */
export function rogersSatchellVolatilityOf(
  bars: BarColumns<'open' | 'high' | 'low' | 'close'>,
  length: number = 20,
  yearLength: number = 252,
  out?: Float64Array,
): Float64Array {
  const machine = new RogersSatchellVolatility(length, yearLength)
  const { open, high, low, close } = bars
  const count = columnsLength('rogersSatchellVolatilityOf', bars, 'open', 'high', 'low', 'close')
  const result = resultColumn('rogersSatchellVolatilityOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(open[i]!, high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class RogersSatchellVolatility
  extends SavedFields
  implements Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number>
{
  readonly made: string
  private readonly length: number
  private readonly yearLength: number
  private readonly sum: MovingSum

  constructor(length: number, yearLength: number) {
    super()
    this.made = `rogersSatchellVolatility(${length}, ${yearLength})`
    this.length = checkLength('rogersSatchellVolatility', 'length', length)
    this.yearLength = checkNumber('rogersSatchellVolatility', 'yearLength', yearLength, 0)
    this.sum = new MovingSum(length)
  }

  step(open: number, high: number, low: number, close: number): number {
    if (!Number.isFinite(open + high + low + close)) return this.restart()
    if (low <= 0 || open <= 0 || close <= 0) return this.restart()
    const up = Math.log(high / close) * Math.log(high / open)
    const down = Math.log(low / close) * Math.log(low / open)
    const sum = this.sum.next(up + down)
    return Math.sqrt(Math.max(0, sum / this.length) * this.yearLength)
  }

  next(bar: BarFields<'open' | 'high' | 'low' | 'close'>): number {
    return this.step(bar.open, bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new RogersSatchellVolatility(this.length, this.yearLength))
    return Number.NaN
  }
}
