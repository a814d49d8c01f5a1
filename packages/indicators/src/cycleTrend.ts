import type { HilbertCycle } from './hilbert.js'

/** The mean of the price over one measured cycle, smoothed with weights 4 3 2 1. */
export class CycleTrend {
  line: number = Number.NaN
  private mean1 = 0
  private mean2 = 0
  private mean3 = 0

  follow(cycle: HilbertCycle): void {
    const length = Math.floor(cycle.period + 0.5)
    const newest = cycle.count - 1
    let sum = 0
    for (let i = 0; i < length; i++) sum += cycle.prices[(newest - i) & 63]!
    const mean = length > 0 ? sum / length : 0
    this.line = (4 * mean + 3 * this.mean1 + 2 * this.mean2 + this.mean3) / 10
    this.mean3 = this.mean2
    this.mean2 = this.mean1
    this.mean1 = mean
  }
}
