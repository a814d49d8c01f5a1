import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, resultColumn } from './check.js'
import { MovingMoments } from './movingMoments.js'
import { SavedFields } from './state.js'

/**
 * Realised volatility a year: standard deviation (sample) of the last `length` log returns; 0.2 is 20 %.
 * Formula: $\sqrt{N}\, \mathrm{std}(\ln x_t/x_{t-1})$. Prices that are not positive give NaN and begin it anew.
 * Source: the historical volatility of Hull, Options, Futures, and Other Derivatives.
 *
 * @param length returns
 * @param yearLength bars a year: 252 for days of an exchange, 365 for crypto
 *
 * @example
 * import { realisedVolatility } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = realisedVolatility(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.724483
 */
export function realisedVolatility(length: number = 20, yearLength: number = 252): Stepper<number, number> {
  return new RealisedVolatility(length, yearLength)
}

/**
 * A column of `realisedVolatility`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { realisedVolatilityOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * realisedVolatilityOf(closes, 3).at(-1) // => 0.724483
 */
export function realisedVolatilityOf(
  values: Float64Array,
  length: number = 20,
  yearLength: number = 252,
  out?: Float64Array,
): Float64Array {
  const machine = new RealisedVolatility(length, yearLength)
  const result = resultColumn('realisedVolatilityOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class RealisedVolatility extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly yearLength: number
  private readonly moments: MovingMoments
  private previous = Number.NaN

  constructor(length: number, yearLength: number) {
    super()
    this.made = `realisedVolatility(${length}, ${yearLength})`
    this.length = checkLength('realisedVolatility', 'length', length, 2)
    this.yearLength = checkNumber('realisedVolatility', 'yearLength', yearLength, 0)
    this.moments = new MovingMoments(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    if (x <= 0) return this.restart()
    const change = Math.log(x / this.previous)
    this.previous = x
    if (Number.isNaN(change)) return Number.NaN
    this.moments.push(change)
    return this.moments.isFull ? this.moments.deviation(1) * Math.sqrt(this.yearLength) : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new RealisedVolatility(this.length, this.yearLength))
    return Number.NaN
  }
}
