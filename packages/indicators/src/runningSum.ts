import { productError } from './productError.js'

/**
 * A sum that may be added to and taken from for ever: what an addition rounds away is kept beside it (Knuth's two-sum,
 * TAOCP 2, 4.2.2), so that a moving sum does not drift and a spike leaves nothing behind.
 */
export class RunningSum {
  high = 0
  low = 0

  add(x: number): void {
    const sum = this.high + x
    const part = sum - this.high
    this.low += this.high - (sum - part) + (x - part)
    this.high = sum
  }

  /** Adds `x` and, where a window is full, takes `old` away; NaN for `old` means that nothing leaves. */
  move(x: number, old: number): void {
    this.add(x)
    if (!Number.isNaN(old)) this.add(-old)
  }

  /** Adds x times y without rounding the product (Dekker, Numer. Math. 18 (1971)). */
  addProduct(x: number, y: number): void {
    const product = x * y
    this.add(product)
    this.low += productError(x, y, product)
  }

  get value(): number {
    return this.high + this.low
  }
}
