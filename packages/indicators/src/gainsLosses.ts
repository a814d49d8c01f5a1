/** Wilder's averages of the rises and of the falls, each as a positive number; they start from the mean of the first ones. */
export class GainsLosses {
  gain = 0
  loss = 0
  private readonly length: number
  private previous = Number.NaN
  private count = -1

  constructor(length: number) {
    this.length = length
  }

  push(x: number): void {
    const change = x - this.previous
    this.previous = x
    this.count++
    if (this.count === 0) return
    const { length } = this
    const gain = Math.max(change, 0)
    const loss = Math.max(-change, 0)
    if (this.count > length) {
      this.gain = (this.gain * (length - 1) + gain) / length
      this.loss = (this.loss * (length - 1) + loss) / length
      return
    }
    this.gain += gain
    this.loss += loss
    if (this.count < length) return
    this.gain /= length
    this.loss /= length
  }

  get isWarm(): boolean {
    return this.count >= this.length
  }
}
