/**
 * Wilder's directional movement and true range, each smoothed as a sum that forgets one part in `length`. The first sum
 * has length - 1 bars, as in TA-Lib. Of length 1 nothing is smoothed.
 */
export class DirectionalMovement {
  plus = 0
  minus = 0
  private readonly length: number
  private range = 0
  private high = Number.NaN
  private low = Number.NaN
  private close = Number.NaN
  private count = -1

  constructor(length: number) {
    this.length = length
  }

  push(high: number, low: number, close: number): void {
    const rise = high - this.high
    const fall = this.low - low
    const previous = this.close
    this.high = high
    this.low = low
    this.close = close
    this.count++
    if (this.count === 0) return
    const plus = rise > 0 && rise > fall ? rise : 0
    const minus = fall > 0 && fall > rise ? fall : 0
    const range = Math.max(high, previous) - Math.min(low, previous)
    const { length } = this

    if (this.count < length) {
      this.plus += plus
      this.minus += minus
      this.range += range
      return
    }
    this.plus = this.plus - this.plus / length + plus
    this.minus = this.minus - this.minus / length + minus
    this.range = this.range - this.range / length + range
  }

  /** The sums of movement are warm one bar before what is made of them. */
  get hasMovement(): boolean {
    return this.count >= Math.max(this.length - 1, 1)
  }

  get isWarm(): boolean {
    return this.count >= this.length
  }

  /** 0 where the market stood still. */
  get plusDi(): number {
    return this.range < 1e-14 ? 0 : 100 * (this.plus / this.range)
  }

  get minusDi(): number {
    return this.range < 1e-14 ? 0 : 100 * (this.minus / this.range)
  }

  /** One-sidedness, 0 to 100; NaN where neither side moved. */
  get index(): number {
    const { plusDi, minusDi } = this
    const sum = plusDi + minusDi
    return sum < 1e-14 ? Number.NaN : 100 * (Math.abs(minusDi - plusDi) / sum)
  }
}
