import { MovingTotal } from './movingTotal.js'

/** Buying pressure among the true ranges of the last `length` bars. */
export class PressureWindow {
  private readonly pressure: MovingTotal
  private readonly range: MovingTotal

  constructor(length: number) {
    this.pressure = new MovingTotal(length)
    this.range = new MovingTotal(length)
  }

  push(pressure: number, range: number): void {
    this.pressure.push(pressure)
    this.range.push(range)
  }

  get isFull(): boolean {
    return this.range.isFull
  }

  /** 0 where nothing moved. */
  get ratio(): number {
    const range = this.range.value
    return range < 1e-14 ? 0 : this.pressure.value / range
  }
}
