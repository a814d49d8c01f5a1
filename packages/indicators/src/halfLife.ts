import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { PairSums } from './pairSums.js'
import { SavedFields } from './state.js'

/**
 * Half-life of mean reversion in values over the last `length` changes; Infinity where nothing reverts, NaN where the
 * series overshoots its mean at once or does not vary. Take the logarithm of a price or a spread.
 * Formula: $-\ln 2 / \ln(1 + b)$ with b the slope of $x_t - x_{t-1}$ on $x_{t-1}$.
 * Source: the Ornstein-Uhlenbeck process in discrete time, which is an autoregression of order 1.
 *
 * @param length changes
 *
 * @example
 * import { halfLife } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = halfLife(4)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0.72542
 */
export function halfLife(length: number = 100): Stepper<number, number> {
  return new HalfLife(length)
}

/**
 * A column of `halfLife`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { halfLifeOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * halfLifeOf(closes, 4).at(-1) // => 0.72542
 */
export function halfLifeOf(values: Float64Array, length: number = 100, out?: Float64Array): Float64Array {
  const machine = new HalfLife(length)
  const result = resultColumn('halfLifeOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class HalfLife extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly sums: PairSums
  private previous = Number.NaN

  constructor(length: number) {
    super()
    this.made = `halfLife(${length})`
    this.length = checkLength('halfLife', 'length', length, 2)
    this.sums = new PairSums(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { previous, sums } = this
    this.previous = x
    if (Number.isNaN(previous)) return Number.NaN
    sums.push(previous, x)
    if (!sums.isFull) return Number.NaN
    // The slope of x on its predecessor is 1 + b.
    const spread = sums.spreadX
    const kept = spread === 0 ? Number.NaN : sums.together / spread
    return kept >= 1 ? Number.POSITIVE_INFINITY : kept > 0 ? -Math.LN2 / Math.log(kept) : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new HalfLife(this.length))
    return Number.NaN
  }
}
