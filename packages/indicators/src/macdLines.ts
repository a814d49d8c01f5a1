import { LateAverage, averageLookback, averageOf } from './average.js'
import type { AverageType } from './averageType.js'
import { Ema } from './ema.js'
import type { Stepper } from '@bourse/core'

/** Two averages of the value, one of their difference; all outputs NaN until the last is warm. */
export class MacdLines {
  macd: number = Number.NaN
  signal: number = Number.NaN
  private readonly fast: { next(x: number): number }
  private readonly slow: { next(x: number): number }
  private readonly smoothing: Stepper<number, number>

  constructor(
    fast: { next(x: number): number },
    slow: { next(x: number): number },
    smoothing: Stepper<number, number>,
  ) {
    this.fast = fast
    this.slow = slow
    this.smoothing = smoothing
  }

  push(x: number): void {
    const difference = this.fast.next(x) - this.slow.next(x)
    if (Number.isNaN(difference)) return
    const signal = this.smoothing.next(difference)
    if (Number.isNaN(signal)) return
    this.macd = difference
    this.signal = signal
  }
}

/** The lines of averages chosen by name; the one that is warm sooner starts later, as in TA-Lib. */
export function macdLinesOf(
  fast: readonly [AverageType, number],
  slow: readonly [AverageType, number],
  signal: readonly [AverageType, number],
): MacdLines {
  const [short, long] = fast[1] <= slow[1] ? [fast, slow] : [slow, fast]
  const wait = averageLookback(...long) - averageLookback(...short)
  return new MacdLines(
    new LateAverage(...short, Math.max(wait, 0)),
    new LateAverage(...long, Math.max(-wait, 0)),
    averageOf(...signal),
  )
}

/** An exponential average of which the first `skip` values are left out. */
export class LateEma {
  private readonly average: Ema
  private readonly skip: number
  private seen = 0

  constructor(length: number, skip: number, weight?: number) {
    this.average = new Ema(length, 'mean', weight)
    this.skip = skip
  }

  next(x: number): number {
    if (this.seen >= this.skip) return this.average.next(x)
    this.seen++
    return Number.NaN
  }
}
