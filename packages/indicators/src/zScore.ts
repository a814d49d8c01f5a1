import type { Stepper } from '@bourse/core'
import { checkLength, checkNumber, resultColumn } from './check.js'
import { MovingMoments } from './movingMoments.js'
import { SavedFields } from './state.js'

/**
 * Distance of a value from the mean of the last `length` in standard deviations; NaN where they do not vary.
 * Formula: $(x - \bar x)/\sigma$.
 * Source: the standard score of statistics.
 *
 * @param length values
 * @param ddof 0 for a population (default), 1 for a sample
 *
 * @example
 * import { zScore } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = zScore(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 0
 */
export function zScore(length: number = 20, ddof: number = 0): Stepper<number, number> {
  return new ZScore(length, ddof)
}

/**
 * A column of `zScore`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { zScoreOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * zScoreOf(closes, 3).at(-1) // => 0
 */
export function zScoreOf(
  values: Float64Array,
  length: number = 20,
  ddof: number = 0,
  out?: Float64Array,
): Float64Array {
  const machine = new ZScore(length, ddof)
  const result = resultColumn('zScoreOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class ZScore extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ddof: number
  private readonly moments: MovingMoments

  constructor(length: number, ddof: number) {
    super()
    this.made = `zScore(${length}, ${ddof})`
    this.length = checkLength('zScore', 'length', length, 2)
    this.ddof = checkNumber('zScore', 'ddof', ddof, 0, 1)
    this.moments = new MovingMoments(length)
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    this.moments.push(x)
    if (!this.moments.isFull) return Number.NaN
    const deviation = this.moments.deviation(this.ddof)
    return deviation > 0 ? (x - this.moments.mean) / deviation : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new ZScore(this.length, this.ddof))
    return Number.NaN
  }
}
