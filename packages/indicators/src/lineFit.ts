import { productError } from './productError.js'
import { WeightedSums } from './weightedSums.js'

/** The least-squares line through the last `length` values at 0, 1, .., length - 1; constant time a value, without drift. */
export class LineFit {
  private readonly length: number
  private readonly sums: WeightedSums

  constructor(length: number) {
    this.length = length
    this.sums = new WeightedSums(length)
  }

  /** Per value. */
  slope: number = Number.NaN
  /** Of the line at the oldest value. */
  intercept: number = Number.NaN

  push(x: number): void {
    this.sums.push(x)
    if (this.sums.isFull) this.fit()
  }

  get isFull(): boolean {
    return this.sums.isFull
  }

  private fit(): void {
    const { length, sums } = this
    const { plain, weighted } = sums
    // Weights 1 .. n less their mean: the parts that were rounded away are subtracted apart, because the rest cancels.
    const half = (length + 1) / 2
    const left = half * plain.high
    const lost = productError(half, plain.high, left)
    const centred = weighted.high - left + (weighted.low - half * plain.low - lost)
    this.slope = (12 * centred) / (length * (length * length - 1))
    this.intercept = plain.value / length - (this.slope * (length - 1)) / 2
  }
}
