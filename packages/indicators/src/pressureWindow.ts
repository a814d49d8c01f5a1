import { Ring } from './ring.js'
import { RunningSum } from './runningSum.js'

/** Buying pressure among the true ranges of the last `length` bars. */
export class PressureWindow {
  private readonly pressures: Ring
  private readonly ranges: Ring
  private readonly pressure: RunningSum = new RunningSum()
  private readonly range: RunningSum = new RunningSum()

  constructor(length: number) {
    this.pressures = new Ring(length)
    this.ranges = new Ring(length)
  }

  push(pressure: number, range: number): void {
    this.pressure.move(pressure, this.pressures.push(pressure))
    this.range.move(range, this.ranges.push(range))
  }

  get isFull(): boolean {
    return this.ranges.isFull
  }

  /** 0 where nothing moved. */
  get ratio(): number {
    const range = this.range.value
    return range < 1e-14 ? 0 : this.pressure.value / range
  }
}
