import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, columnsLength, resultColumn } from './check.js'
import { MovingSum } from './movingSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Volatility a year from highs and lows (Parkinson, Journal of Business 53 (1980)); about five times as efficient as
 * closes where the price does not jump.
 * Formula: $\sqrt{N \sum \ln^2(h/l) / (4 n \ln 2)}$.
 * Source: Parkinson, The Extreme Value Method for Estimating the Variance of the Rate of Return, 1980.
 *
 * @param length bars
 * @param yearLength bars a year: 252 for days of an exchange, 365 for crypto
 *
 * @example
 * import { parkinsonVolatility } from '@bourse/indicators'
 * const bars = [
 *   { high: 12, low: 9 },
 *   { high: 13, low: 10 },
 *   { high: 13, low: 11 },
 *   { high: 14, low: 10 },
 *   { high: 15, low: 12 },
 *   { high: 15, low: 12 },
 * ]
 * const stepper = parkinsonVolatility(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 2.53912
 */
export function parkinsonVolatility(
  length: number = 20,
  yearLength: number = 252,
): Stepper<BarFields<'high' | 'low'>, number> {
  return new ParkinsonVolatility(length, yearLength)
}

/**
 * A column of `parkinsonVolatility`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { parkinsonVolatilityOf } from '@bourse/indicators'
 * const bars = {
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 * }
 * parkinsonVolatilityOf(bars, 3).at(-1) // => 2.53912
 */
export function parkinsonVolatilityOf(
  bars: BarColumns<'high' | 'low'>,
  length: number = 20,
  yearLength: number = 252,
  out?: Float64Array,
): Float64Array {
  const machine = new ParkinsonVolatility(length, yearLength)
  const { high, low } = bars
  const count = columnsLength('parkinsonVolatilityOf', bars, 'high', 'low')
  const result = resultColumn('parkinsonVolatilityOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

/** @internal */
export class ParkinsonVolatility extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  readonly made: string
  private readonly length: number
  private readonly yearLength: number
  private readonly sum: MovingSum

  constructor(length: number, yearLength: number) {
    super()
    this.made = `parkinsonVolatility(${length}, ${yearLength})`
    this.length = checkLength('parkinsonVolatility', 'length', length)
    this.yearLength = checkNumber('parkinsonVolatility', 'yearLength', yearLength, 0)
    this.sum = new MovingSum(length)
  }

  step(high: number, low: number): number {
    if (!Number.isFinite(high + low)) return this.restart()
    if (low <= 0) return this.restart()
    const range = Math.log(high / low)
    const sum = this.sum.next(range * range)
    return Math.sqrt((sum / (4 * this.length * Math.LN2)) * this.yearLength)
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.step(bar.high, bar.low)
  }

  private restart(): number {
    Object.assign(this, new ParkinsonVolatility(this.length, this.yearLength))
    return Number.NaN
  }
}
