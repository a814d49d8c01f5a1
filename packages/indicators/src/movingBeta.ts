import type { Stepper } from '@bourse/core'
import { checkColumn, checkLength, resultColumn } from './check.js'
import { PairSums } from './pairSums.js'
import { SavedFields } from './state.js'

/**
 * Slope of the simple returns of the second series on those of the first, over the last `length` returns; 0 where the
 * first does not vary, as in TA-Lib.
 * Formula: $\mathrm{cov}(r_x, r_y) / \mathrm{var}(r_x)$. TA-Lib: BETA.
 *
 * @param length values
 *
 * @example
 * import { movingBeta } from '@bourse/indicators'
 * const pairs = [[10, 20], [11, 23], [10, 21], [12, 24], [13, 27]] as const
 * const stepper = movingBeta(3)
 * pairs.map((pair) => stepper.next(pair)).at(-1) // => 0.823253
 */
export function movingBeta(length: number = 5): Stepper<readonly [number, number], number> {
  return new MovingBeta(length)
}

/**
 * A column of `movingBeta`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { movingBetaOf } from '@bourse/indicators'
 * const x = Float64Array.of(10, 11, 10, 12, 13)
 * const y = Float64Array.of(20, 23, 21, 24, 27)
 * movingBetaOf(x, y, 3).at(-1) // => 0.823253
 */
export function movingBetaOf(x: Float64Array, y: Float64Array, length: number = 5, out?: Float64Array): Float64Array {
  const machine = new MovingBeta(length)
  checkColumn('movingBetaOf', 'y', y, x.length)
  const result = resultColumn('movingBetaOf', out, x.length)
  for (let i = 0; i < x.length; i++) result[i] = machine.step(x[i]!, y[i]!)
  return result
}

/** @internal */
export class MovingBeta extends SavedFields implements Stepper<readonly [number, number], number> {
  readonly made: string
  private readonly length: number
  private readonly sums: PairSums
  private lastX = Number.NaN
  private lastY = Number.NaN

  constructor(length: number) {
    super()
    this.made = `movingBeta(${length})`
    this.length = checkLength('movingBeta', 'length', length)
    this.sums = new PairSums(length)
  }

  step(x: number, y: number): number {
    if (!Number.isFinite(x + y)) return this.restart()
    const { lastX, lastY, sums } = this
    this.lastX = x
    this.lastY = y
    if (Number.isNaN(lastX)) return Number.NaN
    sums.push(lastX === 0 ? 0 : (x - lastX) / lastX, lastY === 0 ? 0 : (y - lastY) / lastY)
    if (!sums.isFull) return Number.NaN
    const { spreadX } = sums
    return spreadX === 0 ? 0 : sums.together / spreadX
  }

  next(pair: readonly [number, number]): number {
    return this.step(pair[0], pair[1])
  }

  private restart(): number {
    Object.assign(this, new MovingBeta(this.length))
    return Number.NaN
  }
}
