/**
 * Largest (sign 1) or smallest (sign -1) of the last `length` values, without a branch to guess (van Herk, Pattern
 * Recognition Letters 13 (1992)): the window is the end of the last full block and the begin of this one; the extremes from
 * every value to the end of a block are noted when it is full. Two comparisons a value on average, whatever the series.
 */
export class MovingExtreme {
  /** Among the last `length` values, or fewer where fewer came. */
  value: number = Number.NaN
  private readonly sign: number
  private readonly block: Float64Array
  private readonly ends: Float64Array
  private slot = 0
  private best: number = Number.NEGATIVE_INFINITY
  private count = 0

  constructor(length: number, sign: 1 | -1) {
    this.sign = sign
    this.block = new Float64Array(length)
    this.ends = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY)
  }

  push(x: number): void {
    const { block, sign } = this
    const signed = sign * x
    const best = Math.max(this.best, signed)
    const slot = this.slot + 1
    block[slot - 1] = signed
    this.value = sign * Math.max(best, this.ends[slot]!)
    if (this.count < block.length) this.count++
    if (slot < block.length) {
      this.slot = slot
      this.best = best
    } else this.turnOver()
  }

  private turnOver(): void {
    const { block, ends } = this
    let best = Number.NEGATIVE_INFINITY
    for (let i = block.length - 1; i >= 0; i--) {
      best = Math.max(best, block[i]!)
      ends[i] = best
    }
    this.slot = 0
    this.best = Number.NEGATIVE_INFINITY
  }

  get isFull(): boolean {
    return this.count === this.block.length
  }
}
