import type { Stepper } from '@bourse/core'
import { checkNumber, resultColumn } from './check.js'
import { Ring } from './ring.js'
import { SavedFields } from './state.js'

/**
 * Fractional difference of order `order` with a window of fixed width: stationary like a return, but with memory of
 * the level. Take the logarithm of a price. Time grows with the number of weights, those of at least `least`.
 * Formula: $\sum_k w_k x_{t-k}$, $w_0 = 1$, $w_k = -w_{k-1} (d - k + 1)/k$.
 * Source: Hosking, Biometrika 68 (1981); fixed window: López de Prado, Advances in Financial Machine Learning, 2018,
 * chapter 5.
 *
 * @param order 0 leaves the series, 1 takes first differences
 * @param least weights below this are left out
 *
 * @example
 * import { fractionalDifference } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = fractionalDifference(0.5, 0.1)
 * closes.map((close) => stepper.next(close)).at(-1) // => 17.25
 */
export function fractionalDifference(order: number, least: number = 1e-4): Stepper<number, number> {
  return new FractionalDifference(order, least)
}

/**
 * A column of `fractionalDifference`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { fractionalDifferenceOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * fractionalDifferenceOf(closes, 0.5, 0.1).at(-1) // => 17.25
 */
export function fractionalDifferenceOf(
  values: Float64Array,
  order: number,
  least: number = 1e-4,
  out?: Float64Array,
): Float64Array {
  const machine = new FractionalDifference(order, least)
  const result = resultColumn('fractionalDifferenceOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** Weights fall off like k^-(1 + order): where so many stay above `least`, the settings are a mistake. */
function fractionalWeights(order: number, least: number): Float64Array {
  const weights = [1]
  for (let k = 1; k < 10_000_000; k++) {
    const weight = (-weights[k - 1]! * (order - k + 1)) / k
    if (Math.abs(weight) < least) break
    weights.push(weight)
  }
  return Float64Array.from(weights)
}

/** @internal */
export class FractionalDifference extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly order: number
  private readonly least: number
  private readonly weights: Float64Array
  private readonly ring: Ring

  constructor(order: number, least: number) {
    super()
    this.made = `fractionalDifference(${order}, ${least})`
    this.order = checkNumber('fractionalDifference', 'order', order, 0, 2)
    this.least = checkNumber('fractionalDifference', 'least', least, 1e-9, 1)
    this.weights = fractionalWeights(order, least)
    this.ring = new Ring(this.weights.length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { ring, weights } = this
    ring.push(x)
    if (!ring.isFull) return Number.NaN
    let sum = 0
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * ring.at(k)
    return sum
  }

  private restart(): number {
    Object.assign(this, new FractionalDifference(this.order, this.least))
    return Number.NaN
  }
}
