import { RunningSum } from './runningSum.js'

/** Volume-weighted average price and deviation since an anchor, about the first price, so that squares do not cancel. */
export class VwapSums {
  private readonly volume: RunningSum = new RunningSum()
  private readonly turnover: RunningSum = new RunningSum()
  private readonly squares: RunningSum = new RunningSum()
  private first = Number.NaN

  push(price: number, volume: number): void {
    if (Number.isNaN(this.first)) this.first = price
    const distance = price - this.first
    this.volume.add(volume)
    this.turnover.add(distance * volume)
    this.squares.add(distance * distance * volume)
  }

  /** NaN where nothing traded. */
  get vwap(): number {
    const volume = this.volume.value
    return volume > 0 ? this.first + this.turnover.value / volume : Number.NaN
  }

  /** Root of the volume-weighted mean square distance from the average. */
  get deviation(): number {
    const volume = this.volume.value
    if (!(volume > 0)) return Number.NaN
    const mean = this.turnover.value / volume
    return Math.sqrt(Math.max(0, this.squares.value / volume - mean * mean))
  }
}
