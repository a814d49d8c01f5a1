import { MovingProducts } from './movingProducts.js'
import { MovingTotal } from './movingTotal.js'
import { productError } from './productError.js'

/**
 * Variance of the last `length` values from the sums of values and squares. The textbook warns against this formula
 * because the two nearly cancel; here squares are not rounded and sums keep what they round away, about 32 digits, of
 * which cancellation may eat half. Constant time a value, no drift, and a spike is gone when it leaves: the sums are then
 * made anew.
 */
export class MovingMoments {
  private readonly length: number
  private readonly sum: MovingTotal
  private readonly squares: MovingProducts
  private last = Number.NaN
  private equal = 0

  constructor(length: number) {
    this.length = length
    this.sum = new MovingTotal(length)
    this.squares = new MovingProducts(length)
  }

  push(x: number): void {
    this.sum.push(x)
    this.squares.push(x, x)
    this.equal = x === this.last ? this.equal + 1 : 1
    this.last = x
  }

  get isFull(): boolean {
    return this.sum.isFull
  }

  get mean(): number {
    return this.sum.value / this.length
  }

  /** `ddof` is taken from the count in the divisor: 0 for a population, 1 for a sample. */
  variance(ddof: number): number {
    const { length } = this
    // Equal values: exactly 0, whatever the last digits of the sums say.
    return this.equal >= length ? 0 : spreadOf(length, this.squares, this.sum, this.sum) / (length * (length - ddof))
  }

  deviation(ddof: number): number {
    return Math.sqrt(Math.max(0, this.variance(ddof)))
  }
}

/** A number in two parts, of which the low one is beyond the digits of the high one. */
type TwoParts = { readonly high: number; readonly low: number }

/** n times the sum of products less the product of the sums: n^2 times the covariance. */
export function spreadOf(n: number, products: TwoParts, x: TwoParts, y: TwoParts): number {
  const a = products.high + products.low
  const aLow = products.low - (a - products.high)
  const b = x.high + x.low
  const bLow = x.low - (b - x.high)
  const c = y.high + y.low
  const cLow = y.low - (c - y.high)
  const left = n * a
  const right = b * c
  const leftLow = productError(n, a, left) + n * aLow
  const rightLow = productError(b, c, right) + (b * cLow + bLow * c)
  return left - right + (leftLow - rightLow)
}
