import type { Stepper } from '@bourse/core'
import { checkLength, checkName, resultColumn } from './check.js'
import { SavedFields } from './state.js'

/** What an exponential average starts from: the `'mean'` of its first `length` values (default), or the `'first'` value alone. */
export type EmaOptions = { readonly seed?: 'mean' | 'first' }

/**
 * Exponential moving average. It starts from the mean of the first `length` values, as TA-Lib does; with the seed `'first'`
 * it starts from the first value and is warm at once, as in TA-Lib's Metastock mode and in Pine scripts of TradingView.
 * Formula: $e_t = e_{t-1} + \frac{2}{n+1} (x_t - e_{t-1})$. TA-Lib: EMA.
 *
 * @example
 * import { ema } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = ema(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => 46.75
 */
export function ema(length: number, options: EmaOptions = {}): Stepper<number, number> {
  return new Ema(length, options.seed ?? 'mean')
}

/**
 * A column of `ema`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { emaOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * emaOf(closes, 3).at(-1) // => 46.75
 */
export function emaOf(
  values: Float64Array,
  length: number,
  out?: Float64Array,
  options: EmaOptions = {},
): Float64Array {
  const machine = new Ema(length, options.seed ?? 'mean')
  const result = resultColumn('emaOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Ema extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly seed: 'mean' | 'first'
  private readonly weight: number
  private count = 0
  private average = Number.NaN

  /** `weight` is 2 / (length + 1) unless a formula fixes it. */
  constructor(length: number, seed: 'mean' | 'first' = 'mean', weight: number = 2 / (length + 1)) {
    super()
    this.made = `ema(${length}, ${seed}, ${weight})`
    this.length = checkLength('ema', 'length', length)
    this.seed = checkName('ema', 'options.seed', seed, ['mean', 'first'])
    this.weight = weight
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    if (this.count < this.length) return this.warmUp(x)
    this.average += (x - this.average) * this.weight
    return this.average
  }

  /** Until the window is full the field holds the sum: values are few, and a plain sum is TA-Lib's too. */
  private warmUp(x: number): number {
    this.average = this.count === 0 ? x : this.average + x
    this.count = this.seed === 'first' ? this.length : this.count + 1
    if (this.count < this.length) return Number.NaN
    if (this.seed === 'mean') this.average /= this.length
    return this.average
  }

  private restart(): number {
    Object.assign(this, new Ema(this.length, this.seed, this.weight))
    return Number.NaN
  }
}
