import { productError } from './productError.js'
import { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'

/**
 * Variance of the last `length` values from the sums of values and squares. The textbook warns against this formula
 * because the two nearly cancel; here squares are not rounded and sums keep what they round away, about 32 digits, of
 * which cancellation may eat half. Constant time a value, no drift, and a spike is gone when it leaves: the sums are then
 * made anew.
 */
export class MovingMoments {
  private readonly length: number
  private readonly ring: Ring
  private readonly sum: RunningSum = new RunningSum()
  private readonly squares: RunningSum = new RunningSum()
  private last = Number.NaN
  private equal = 0

  constructor(length: number) {
    this.length = length
    this.ring = new Ring(length)
  }

  push(x: number): void {
    const { sum, squares } = this
    const old = this.ring.push(x)
    sum.move(x, old)
    squares.addProduct(x, x)
    if (!Number.isNaN(old)) {
      squares.addProduct(-old, old)
      // Its square was a million times all the others: what it cost them in digits is made good.
      if (old * old > 1e6 * squares.high) this.sumAnew()
    }
    this.equal = x === this.last ? this.equal + 1 : 1
    this.last = x
  }

  private sumAnew(): void {
    this.sum.clear()
    this.squares.clear()
    for (const x of this.ring.values) {
      this.sum.add(x)
      this.squares.addProduct(x, x)
    }
  }

  get isFull(): boolean {
    return this.ring.isFull
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

/** n times the sum of products less the product of the sums: n^2 times the covariance. */
export function spreadOf(n: number, products: RunningSum, x: RunningSum, y: RunningSum): number {
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
