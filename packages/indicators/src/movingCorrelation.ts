import type { Stepper } from '@bourse/core'
import { checkColumn, checkLength, resultColumn } from './check.js'
import { PairSums } from './pairSums.js'
import { SavedFields } from './state.js'

/**
 * Correlation of the last `length` pairs, -1 to 1; 0 where one of the two does not vary, as in TA-Lib.
 * Formula: Pearson. TA-Lib: CORREL.
 *
 * @param length values
 *
 * @example
 * import { movingCorrelation } from '@bourse/indicators'
 * const pairs = [[10, 20], [11, 23], [10, 21], [12, 24], [13, 27]] as const
 * const stepper = movingCorrelation(3)
 * pairs.map((pair) => stepper.next(pair)).at(-1) // => 0.981981
 */
export function movingCorrelation(length: number = 30): Stepper<readonly [number, number], number> {
  return new MovingCorrelation(length)
}

/**
 * A column of `movingCorrelation`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { movingCorrelationOf } from '@bourse/indicators'
 * const x = Float64Array.of(10, 11, 10, 12, 13)
 * const y = Float64Array.of(20, 23, 21, 24, 27)
 * movingCorrelationOf(x, y, 3).at(-1) // => 0.981981
 */
export function movingCorrelationOf(
  x: Float64Array,
  y: Float64Array,
  length: number = 30,
  out?: Float64Array,
): Float64Array {
  const machine = new MovingCorrelation(length)
  checkColumn('movingCorrelationOf', 'y', y, x.length)
  const result = resultColumn('movingCorrelationOf', out, x.length)
  for (let i = 0; i < x.length; i++) result[i] = machine.step(x[i]!, y[i]!)
  return result
}

/** @internal */
export class MovingCorrelation extends SavedFields implements Stepper<readonly [number, number], number> {
  readonly made: string
  private readonly length: number
  private readonly sums: PairSums

  constructor(length: number) {
    super()
    this.made = `movingCorrelation(${length})`
    this.length = checkLength('movingCorrelation', 'length', length)
    this.sums = new PairSums(length)
  }

  step(x: number, y: number): number {
    if (!Number.isFinite(x + y)) return this.restart()
    const { sums } = this
    sums.push(x, y)
    if (!sums.isFull) return Number.NaN
    const { spreadX, spreadY } = sums
    if (spreadX === 0 || spreadY === 0) return 0
    return Math.max(-1, Math.min(1, sums.together / Math.sqrt(spreadX) / Math.sqrt(spreadY)))
  }

  next(pair: readonly [number, number]): number {
    return this.step(pair[0], pair[1])
  }

  private restart(): number {
    Object.assign(this, new MovingCorrelation(this.length))
    return Number.NaN
  }
}
