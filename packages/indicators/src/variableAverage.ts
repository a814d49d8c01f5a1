import type { Stepper } from '@bourse/core'
import { averageLookback, LateAverage } from './average.js'
import { type AverageType, averageTypes } from './averageType.js'
import { checkColumn, checkLength, checkName, resultColumn } from './check.js'
import { SavedFields } from './state.js'
import { badArgument } from '@bourse/core'

/**
 * A moving average whose length comes with each value, cut to a whole number between `shortest` and `longest`. One
 * average of each length runs along: time and memory grow with `longest - shortest`.
 * Formula: $\mathrm{ma}_{n_t}(x)$ with $n_t = \min(\max(\lfloor y_t \rfloor, n_{\min}), n_{\max})$. TA-Lib: MAVP.
 *
 * @param shortest least length
 * @param longest greatest length
 * @param type which moving average
 *
 * @example
 * import { variableAverage } from '@bourse/indicators'
 * const pairs = [[10, 2], [11, 3], [10, 3], [12, 2], [13, 3]] as const
 * const stepper = variableAverage(2, 3)
 * pairs.map((pair) => stepper.next(pair)).at(-1) // => 11.6667
 */
export function variableAverage(
  shortest: number,
  longest: number,
  type: AverageType = 'sma',
): Stepper<readonly [number, number], number> {
  return new VariableAverage(shortest, longest, type)
}

/**
 * A column of `variableAverage`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { variableAverageOf } from '@bourse/indicators'
 * const x = Float64Array.of(10, 11, 10, 12, 13)
 * const y = Float64Array.of(2, 3, 3, 2, 3)
 * variableAverageOf(x, y, 2, 3).at(-1) // => 11.6667
 */
export function variableAverageOf(
  x: Float64Array,
  y: Float64Array,
  shortest: number,
  longest: number,
  type: AverageType = 'sma',
  out?: Float64Array,
): Float64Array {
  const machine = new VariableAverage(shortest, longest, type)
  checkColumn('variableAverageOf', 'y', y, x.length)
  const result = resultColumn('variableAverageOf', out, x.length)
  for (let i = 0; i < x.length; i++) result[i] = machine.step(x[i]!, y[i]!)
  return result
}

/** @internal */
export class VariableAverage extends SavedFields implements Stepper<readonly [number, number], number> {
  readonly made: string
  private readonly shortest: number
  private readonly longest: number
  private readonly type: AverageType
  private readonly averages: readonly LateAverage[]
  private readonly lookback: number
  private count = 0

  constructor(shortest: number, longest: number, type: AverageType) {
    super()
    this.made = `variableAverage(${shortest}, ${longest}, ${type})`
    this.shortest = checkLength('variableAverage', 'shortest', shortest)
    this.longest = checkLength('variableAverage', 'longest', longest)
    this.type = checkName('variableAverage', 'type', type, averageTypes)
    if (longest < shortest) throw badArgument('variableAverage', 'longest', longest, `at least ${shortest}`)
    const lookback = averageLookback(type, longest)
    this.lookback = lookback
    this.averages = Array.from(
      { length: longest - shortest + 1 },
      (_, i) => new LateAverage(type, shortest + i, lookback - averageLookback(type, shortest + i)),
    )
  }

  step(x: number, y: number): number {
    if (!Number.isFinite(x + y)) return this.restart()
    let answer = Number.NaN
    const wanted = Math.trunc(Math.min(Math.max(y, this.shortest), this.longest)) - this.shortest
    for (let i = 0; i < this.averages.length; i++) {
      const value = this.averages[i]!.next(x)
      if (i === wanted) answer = value
    }
    this.count++
    return this.count > this.lookback ? answer : Number.NaN
  }

  next(pair: readonly [number, number]): number {
    return this.step(pair[0], pair[1])
  }

  private restart(): number {
    Object.assign(this, new VariableAverage(this.shortest, this.longest, this.type))
    return Number.NaN
  }
}
