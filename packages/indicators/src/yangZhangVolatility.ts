import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, columnsLength, resultColumn } from './check.js'
import { MovingMoments } from './movingMoments.js'
import { MovingSum } from './movingSum.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/**
 * Volatility a year from open, high, low and close with gaps between bars (Yang and Zhang, Journal of Business 73
 * (2000)): the least variance of the estimators that drift and gaps do not disturb.
 * Formula: $\sigma^2 = \sigma_{\mathrm{gap}}^2 + k \sigma_{\mathrm{body}}^2 + (1 - k) \sigma_{RS}^2$, $k = 0.34/(1.34 +
 * \frac{n+1}{n-1})$, samples.
 * Source: Yang and Zhang, Drift-Independent Volatility Estimation Based on High, Low, Open, and Close Prices, 2000.
 *
 * @param length bars
 * @param yearLength bars a year: 252 for days of an exchange, 365 for crypto
 *
 * @example
 * import { yangZhangVolatility } from '@bourse/indicators'
 * const bars = [
 *   { open: 10, high: 12, low: 9, close: 11 },
 *   { open: 11, high: 13, low: 10, close: 12 },
 *   { open: 12, high: 13, low: 11, close: 11 },
 *   { open: 11, high: 14, low: 10, close: 13 },
 *   { open: 13, high: 15, low: 12, close: 14 },
 *   { open: 14, high: 15, low: 12, close: 13 },
 * ]
 * const stepper = yangZhangVolatility(3)
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 2.63938
 */
export function yangZhangVolatility(
  length: number = 20,
  yearLength: number = 252,
): Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number> {
  return new YangZhangVolatility(length, yearLength)
}

/**
 * A column of `yangZhangVolatility`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { yangZhangVolatilityOf } from '@bourse/indicators'
 * const bars = {
 *   open: Float64Array.of(10, 11, 12, 11, 13, 14),
 *   high: Float64Array.of(12, 13, 13, 14, 15, 15),
 *   low: Float64Array.of(9, 10, 11, 10, 12, 12),
 *   close: Float64Array.of(11, 12, 11, 13, 14, 13),
 * }
 * yangZhangVolatilityOf(bars, 3).at(-1) // => 2.63938
 */
export function yangZhangVolatilityOf(
  bars: BarColumns<'open' | 'high' | 'low' | 'close'>,
  length: number = 20,
  yearLength: number = 252,
  out?: Float64Array,
): Float64Array {
  const machine = new YangZhangVolatility(length, yearLength)
  const { open, high, low, close } = bars
  const count = columnsLength('yangZhangVolatilityOf', bars, 'open', 'high', 'low', 'close')
  const result = resultColumn('yangZhangVolatilityOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(open[i]!, high[i]!, low[i]!, close[i]!)
  return result
}

/** @internal */
export class YangZhangVolatility
  extends SavedFields
  implements Stepper<BarFields<'open' | 'high' | 'low' | 'close'>, number>
{
  readonly made: string
  private readonly length: number
  private readonly yearLength: number
  private readonly gaps: MovingMoments
  private readonly bodies: MovingMoments
  private readonly inside: MovingSum
  private previous = Number.NaN

  constructor(length: number, yearLength: number) {
    super()
    this.made = `yangZhangVolatility(${length}, ${yearLength})`
    this.length = checkLength('yangZhangVolatility', 'length', length, 2)
    this.yearLength = checkNumber('yangZhangVolatility', 'yearLength', yearLength, 0)
    this.gaps = new MovingMoments(length)
    this.bodies = new MovingMoments(length)
    this.inside = new MovingSum(length)
  }

  step(open: number, high: number, low: number, close: number): number {
    if (!Number.isFinite(open + high + low + close)) return this.restart()
    if (low <= 0 || open <= 0 || close <= 0) return this.restart()
    const gap = Math.log(open / this.previous)
    this.previous = close
    if (Number.isNaN(gap)) return Number.NaN
    this.gaps.push(gap)
    this.bodies.push(Math.log(close / open))
    const up = Math.log(high / close) * Math.log(high / open)
    const down = Math.log(low / close) * Math.log(low / open)
    const inside = this.inside.next(up + down) / this.length
    if (Number.isNaN(inside)) return Number.NaN
    const k = 0.34 / (1.34 + (this.length + 1) / (this.length - 1))
    const variance = this.gaps.variance(1) + k * this.bodies.variance(1) + (1 - k) * inside
    return Math.sqrt(Math.max(0, variance) * this.yearLength)
  }

  next(bar: BarFields<'open' | 'high' | 'low' | 'close'>): number {
    return this.step(bar.open, bar.high, bar.low, bar.close)
  }

  private restart(): number {
    Object.assign(this, new YangZhangVolatility(this.length, this.yearLength))
    return Number.NaN
  }
}
