import { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'
import { spreadOf } from './movingMoments.js'

/** Sums of two series, their squares and products over the last `length` pairs, with about 32 digits. */
export class PairSums {
  readonly x: RunningSum = new RunningSum()
  readonly y: RunningSum = new RunningSum()
  readonly xx: RunningSum = new RunningSum()
  readonly yy: RunningSum = new RunningSum()
  readonly xy: RunningSum = new RunningSum()
  private readonly length: number
  private readonly xs: Ring
  private readonly ys: Ring
  private lastX = Number.NaN
  private lastY = Number.NaN
  private equalX = 0
  private equalY = 0

  constructor(length: number) {
    this.length = length
    this.xs = new Ring(length)
    this.ys = new Ring(length)
  }

  push(x: number, y: number): void {
    const oldX = this.xs.push(x)
    const oldY = this.ys.push(y)
    this.x.move(x, oldX)
    this.y.move(y, oldY)
    this.xx.addProduct(x, x)
    this.yy.addProduct(y, y)
    this.xy.addProduct(x, y)
    if (!Number.isNaN(oldX)) {
      this.xx.addProduct(-oldX, oldX)
      this.yy.addProduct(-oldY, oldY)
      this.xy.addProduct(-oldX, oldY)
      // As in MovingMoments: a spike that leaves took digits from the others.
      if (oldX * oldX > 1e6 * this.xx.high || oldY * oldY > 1e6 * this.yy.high) this.sumAnew()
    }
    this.equalX = x === this.lastX ? this.equalX + 1 : 1
    this.equalY = y === this.lastY ? this.equalY + 1 : 1
    this.lastX = x
    this.lastY = y
  }

  private sumAnew(): void {
    for (const sum of [this.x, this.y, this.xx, this.yy, this.xy]) sum.clear()
    for (let i = 0; i < this.length; i++) {
      const x = this.xs.values[i]!
      const y = this.ys.values[i]!
      this.x.add(x)
      this.y.add(y)
      this.xx.addProduct(x, x)
      this.yy.addProduct(y, y)
      this.xy.addProduct(x, y)
    }
  }

  get isFull(): boolean {
    return this.xs.isFull
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
