import { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'

/**
 * The sum of the last `length` values and the sum with weights 1 .. length, the newest weighing most. When the window moves
 * on, every weight falls by one: the weighted sum loses the plain one. Both keep their rounding, so neither drifts.
 */
export class WeightedSums {
  readonly plain: RunningSum = new RunningSum()
  readonly weighted: RunningSum = new RunningSum()
  private readonly length: number
  private readonly ring: Ring

  constructor(length: number) {
    this.length = length
    this.ring = new Ring(length)
  }

  push(x: number): void {
    const { plain, weighted, ring } = this
    const old = ring.push(x)
    if (!Number.isNaN(old)) {
      weighted.add(-plain.high)
      weighted.low -= plain.low
    }
    weighted.addProduct(ring.count, x)
    plain.move(x, old)
  }

  get isFull(): boolean {
    return this.ring.count === this.length
  }
}
