import { MovingExtreme } from './movingExtreme.js'

/** Where the close lies in the range of the last `length` bars, 0 to 100; 0 where there is no range. */
export class StochasticWindow {
  private readonly highest: MovingExtreme
  private readonly lowest: MovingExtreme

  constructor(length: number) {
    this.highest = new MovingExtreme(length, 1)
    this.lowest = new MovingExtreme(length, -1)
  }

  next(high: number, low: number, close: number): number {
    const { highest, lowest } = this
    highest.push(high)
    lowest.push(low)
    if (!highest.isFull) return Number.NaN
    const range = highest.value - lowest.value
    return range === 0 ? 0 : (close - lowest.value) / (range / 100)
  }
}
