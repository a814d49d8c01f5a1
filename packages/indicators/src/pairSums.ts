import { MovingProducts } from './movingProducts.js'
import { MovingTotal } from './movingTotal.js'
import { spreadOf } from './movingMoments.js'

/** Sums of two series, their squares and products over the last `length` pairs, with about 32 digits. */
export class PairSums {
  private readonly x: MovingTotal
  private readonly y: MovingTotal
  private readonly xx: MovingProducts
  private readonly yy: MovingProducts
  private readonly xy: MovingProducts
  private readonly length: number
  private lastX = Number.NaN
  private lastY = Number.NaN
  private equalX = 0
  private equalY = 0

  constructor(length: number) {
    this.length = length
    this.x = new MovingTotal(length)
    this.y = new MovingTotal(length)
    this.xx = new MovingProducts(length)
    this.yy = new MovingProducts(length)
    this.xy = new MovingProducts(length)
  }

  push(x: number, y: number): void {
    this.x.push(x)
    this.y.push(y)
    this.xx.push(x, x)
    this.yy.push(y, y)
    this.xy.push(x, y)
    this.equalX = x === this.lastX ? this.equalX + 1 : 1
    this.equalY = y === this.lastY ? this.equalY + 1 : 1
    this.lastX = x
    this.lastY = y
  }

  get isFull(): boolean {
    return this.x.isFull
  }

  /** n^2 times the variance of x, exactly 0 where all are equal. */
  get spreadX(): number {
    return this.equalX >= this.length ? 0 : Math.max(0, spreadOf(this.length, this.xx, this.x, this.x))
  }

  get spreadY(): number {
    return this.equalY >= this.length ? 0 : Math.max(0, spreadOf(this.length, this.yy, this.y, this.y))
  }

  /** n^2 times the covariance. */
  get together(): number {
    return spreadOf(this.length, this.xy, this.x, this.y)
  }
}
