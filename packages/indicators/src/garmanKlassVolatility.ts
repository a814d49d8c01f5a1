import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, columnsLength, resultColumn } from './check.js'
import { MovingSum } from './movingSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Volatility a year from open, high, low and close (Garman and Klass, Journal of Business 53 (1980)); for a price
 * without drift and without gaps.
 * Formula: $\sqrt{\frac Nn \sum \frac12 \ln^2(h/l) - (2 \ln 2 - 1) \ln^2(c/o)}$.
 * Source: Garman and Klass, On the Estimation of Security Price Volatilities from Historical Data, 1980.
 *
 * @param length bars
 * @param yearLength bars a year: 252 for days of an exchange, 365 for crypto
 *
 * @example
 * import { garmanKlassVolatility } from '@bourse/indicators'
 * const bars = [
 *   { open: 10, high: 12, low: 9, close: 11 },
 *   { open: 11, high: 13, low: 10, close: 12 },
 *   { open: 12, high: 13, low: 11, close: 11 },
 *   { open: 11, high: 14, low: 10, close: 13 },
 *   { open: 13, high: 15, low: 12, close: 14 },
 *   { open: 14, high: 15, low: 12, close: 13 },
 * ]
 * const stepper = garmanKlassVolatility(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 2.77049
 */
export function garmanKlassVolatility(
  length: number = 20,
  yearLength: number = 252,
): Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number> {
  return new GarmanKlassVolatility(length, yearLength)
}

/**
 * A column of `garmanKlassVolatility`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { garmanKlassVolatilityOf } from '@bourse/indicators'
 * const bars = {
 *   open: Float64Array.of(10, 11, 12, 11, 13, 14),
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * garmanKlassVolatilityOf(bars, 3).at(-1) // => 2.77049
 */
export function garmanKlassVolatilityOf(
  bars: BarColumns<'open' | 'high' | 'low' | 'close'>,
  length: number = 20,
  yearLength: number = 252,
  out?: Float64Array,
): Float64Array {
  const machine = new GarmanKlassVolatility(length, yearLength)
  const { open, high, low, close } = bars
  const count = columnsLength('garmanKlassVolatilityOf', bars, 'open', 'high', 'low', 'close')
  const result = resultColumn('garmanKlassVolatilityOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(open[i]!, high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class GarmanKlassVolatility
  extends SavedFields
  implements Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number>
{
  readonly made: string
  private readonly length: number
  private readonly yearLength: number
  private readonly sum: MovingSum

  constructor(length: number, yearLength: number) {
    super()
    this.made = `garmanKlassVolatility(${length}, ${yearLength})`
    this.length = checkLength('garmanKlassVolatility', 'length', length)
    this.yearLength = checkNumber('garmanKlassVolatility', 'yearLength', yearLength, 0)
    this.sum = new MovingSum(length)
  }

  step(open: number, high: number, low: number, close: number): number {
    if (!Number.isFinite(open + high + low + close)) return this.restart()
    if (low <= 0 || open <= 0 || close <= 0) return this.restart()
    const range = Math.log(high / low)
    const body = Math.log(close / open)
    const sum = this.sum.next(0.5 * range * range - (2 * Math.LN2 - 1) * body * body)
    return Math.sqrt(Math.max(0, sum / this.length) * this.yearLength)
  }

  next(bar: BarFields<'open' | 'high' | 'low' | 'close'>): number {
    return this.step(bar.open, bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new GarmanKlassVolatility(this.length, this.yearLength))
    return Number.NaN
  }
}
