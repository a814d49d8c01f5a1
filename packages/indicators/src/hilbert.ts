/**
 * The cycle that Ehlers measures (Rocket Science for Traders, 2001, chapters 6 and 7): the price smoothed with weights
 * 4 3 2 1, detrended by a Hilbert transform, split into two components a quarter of a turn apart, whose rotation from bar
 * to bar gives the period. `start` is the bar at which TA-Lib lets the transform begin: 12 for the short forms, 37 for
 * those that look at phase and trend. Beginning later changes the first hundred bars, so it is part of the definition.
 */
export class HilbertCycle {
  /** Bars so far. */
  count = 0
  /** Measured length of the cycle in bars, smoothed. */
  period = 0
  inPhase = 0
  quadrature = 0
  /** The last prices, as they are and smoothed; `slot` is where the next ones go. */
  readonly prices: Float64Array = new Float64Array(64)
  readonly smooth: Float64Array = new Float64Array(64)
  smoothed = 0
  private readonly start: number
  private readonly detrended: Quarter = new Quarter()
  private readonly turned: Quarter = new Quarter()
  private readonly inPhaseAhead: Quarter = new Quarter()
  private readonly quadratureAhead: Quarter = new Quarter()
  private detrender1 = 0
  private detrender2 = 0
  private detrender3 = 0
  private i2 = 0
  private q2 = 0
  private real = 0
  private imaginary = 0
  private raw = 0
  private plainSum = 0
  private weightedSum = 0
  private leaving = 0

  constructor(start: number) {
    this.start = start
  }

  /** Whether the transform has begun with the newest bar. */
  get isOn(): boolean {
    return this.count > this.start
  }

  push(price: number): void {
    const { prices } = this
    const bar = this.count
    prices[bar & 63] = price
    this.count = bar + 1
    this.smoothed = this.smoothedOf(price, bar)
    if (bar < this.start) return
    this.smooth[bar & 63] = this.smoothed
    this.transform(this.smoothed, 0.075 * this.raw + 0.54)
  }

  /**
   * TA-Lib's own way to keep the weighted sum, in its order: the phase magnifies a last digit ten thousand times, and the
   * answers are to be equal. NaN before the fourth price.
   */
  private smoothedOf(price: number, bar: number): number {
    this.plainSum += price
    if (bar < 3) {
      this.weightedSum += price * (bar + 1)
      return Number.NaN
    }
    this.plainSum -= this.leaving
    this.weightedSum += price * 4
    this.leaving = this.prices[(bar - 3) & 63]!
    const smoothed = this.weightedSum * 0.1
    this.weightedSum -= this.plainSum
    return smoothed
  }

  private transform(smoothed: number, gain: number): void {
    const detrender = this.detrended.next(smoothed, gain)
    const quadrature = this.turned.next(detrender, gain)
    const inPhase = this.detrender3
    const ahead = this.inPhaseAhead.next(inPhase, gain)
    const behind = this.quadratureAhead.next(quadrature, gain)
    this.detrender3 = this.detrender2
    this.detrender2 = this.detrender1
    this.detrender1 = detrender
    this.inPhase = inPhase
    this.quadrature = quadrature
    const q2 = 0.2 * (quadrature + ahead) + 0.8 * this.q2
    const i2 = 0.2 * (inPhase - behind) + 0.8 * this.i2
    this.real = 0.2 * (i2 * this.i2 + q2 * this.q2) + 0.8 * this.real
    this.imaginary = 0.2 * (i2 * this.q2 - q2 * this.i2) + 0.8 * this.imaginary
    this.q2 = q2
    this.i2 = i2
    const last = this.raw
    let next = last
    if (this.imaginary !== 0 && this.real !== 0) next = 360 / (Math.atan(this.imaginary / this.real) * (180 / Math.PI))
    next = Math.max(Math.min(next, 1.5 * last), 0.67 * last)
    next = Math.min(Math.max(next, 6), 50)
    this.raw = 0.2 * next + 0.8 * last
    this.period = 0.33 * this.raw + 0.67 * this.period
  }
}

// Weights of the Hilbert transform over seven bars, every second of which is zero.
const outer = 0.0962
const inner = 0.5769

/** One Hilbert transform: a quarter of a turn, three bars late. */
class Quarter {
  private x1 = 0
  private x2 = 0
  private x3 = 0
  private x4 = 0
  private x5 = 0
  private x6 = 0

  next(x: number, gain: number): number {
    const turned = outer * x - outer * this.x6 - inner * this.x4 + inner * this.x2
    this.x6 = this.x5
    this.x5 = this.x4
    this.x4 = this.x3
    this.x3 = this.x2
    this.x2 = this.x1
    this.x1 = x
    return turned * gain
  }
}
