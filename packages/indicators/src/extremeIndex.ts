import { Extreme } from './extreme.js'

/**
 * Where the extreme of the last `length` values stands, counted from its own first value. Of equal ones TA-Lib takes the
 * newest when it arrives, but the oldest when it looks the whole window over, as it does for the first one and whenever the
 * extreme has left: so does this.
 */
export class ExtremeIndex {
  index = -1
  private readonly length: number
  private readonly sign: number
  private readonly extreme: Extreme
  private value = Number.NaN
  private bar = -1

  constructor(length: number, sign: 1 | -1) {
    this.length = length
    this.sign = sign
    this.extreme = new Extreme(length, sign, 'oldest')
  }

  push(x: number): void {
    const { extreme } = this
    extreme.push(x)
    this.bar++
    if (!this.isFull) return
    const hasLeft = this.index <= this.bar - this.length
    if (hasLeft) this.index = this.bar - extreme.age
    else if (this.sign * x >= this.sign * this.value) this.index = this.bar
    this.value = extreme.value
  }

  get isFull(): boolean {
    return this.bar >= this.length - 1
  }
}
