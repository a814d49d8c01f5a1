import type { Stepper } from '@bourse/core'
import { averageOf } from './average.js'
import { type AverageType, averageTypes } from './averageType.js'
import { checkLength, checkName, checkNumber, resultColumns } from './check.js'
import { MovingMoments } from './movingMoments.js'
import type { IndicatorColumns } from './shapes.js'
import { SavedFields } from './state.js'

/** Outputs of `bollinger`, all NaN until all are warm. */
export type BollingerBands = { readonly upper: number; readonly middle: number; readonly lower: number }

/**
 * Bollinger bands: a moving average and `width` standard deviations (population) of the last `length` values above
 * and below; exact where TA-Lib cancels.
 * Formula: $m_t \pm w \sigma_t$. TA-Lib: BBANDS, whose two widths may differ.
 *
 * @param length values
 * @param width of the upper band, in deviations
 * @param type which moving average
 * @param lowerWidth of the lower band, in deviations
 *
 * @example
 * import { bollinger } from '@bourse/indicators'
 * const closes = [44, 45, 43, 46, 48, 47]
 * const stepper = bollinger(3)
 * closes.map((close) => stepper.next(close)).at(-1) // => { upper: 48.633, middle: 47, lower: 45.367 }
 */
export function bollinger(
  length: number = 20,
  width: number = 2,
  type: AverageType = 'sma',
  lowerWidth: number = width,
): Stepper<number, BollingerBands> {
  return new Bollinger(length, width, type, lowerWidth)
}

/**
 * A column of `bollinger`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { bollingerOf } from '@bourse/indicators'
 * const closes = Float64Array.of(44, 45, 43, 46, 48, 47)
 * bollingerOf(closes, 3).upper.at(-1) // => 48.633
 */
export function bollingerOf(
  values: Float64Array,
  length: number = 20,
  width: number = 2,
  type: AverageType = 'sma',
  lowerWidth: number = width,
  out?: IndicatorColumns<BollingerBands>,
): IndicatorColumns<BollingerBands> {
  const machine = new Bollinger(length, width, type, lowerWidth)
  const columns = resultColumns('bollingerOf', out, values.length, 'upper', 'middle', 'lower')
  const { upper, middle, lower } = columns
  for (let i = 0; i < values.length; i++) {
    machine.step(values[i]!)
    upper[i] = machine.upper
    middle[i] = machine.middle
    lower[i] = machine.lower
  }
  return columns
}

/** @internal */
export class Bollinger extends SavedFields implements Stepper<number, BollingerBands> {
  readonly made: string
  private readonly length: number
  private readonly width: number
  private readonly type: AverageType
  private readonly lowerWidth: number
  upper: number = Number.NaN
  middle: number = Number.NaN
  lower: number = Number.NaN
  private readonly moments: MovingMoments
  private readonly average: Stepper<number, number>

  constructor(length: number, width: number, type: AverageType, lowerWidth: number) {
    super()
    this.made = `bollinger(${length}, ${width}, ${type}, ${lowerWidth})`
    this.length = checkLength('bollinger', 'length', length, 2)
    this.width = checkNumber('bollinger', 'width', width)
    this.type = checkName('bollinger', 'type', type, averageTypes)
    this.lowerWidth = checkNumber('bollinger', 'lowerWidth', lowerWidth)
    this.moments = new MovingMoments(length)
    this.average = averageOf(type, length)
  }

  step(x: number): void {
    if (!Number.isFinite(x)) {
      this.restart()
      return
    }
    this.moments.push(x)
    const middle = this.average.next(x)
    if (Number.isNaN(middle) || !this.moments.isFull) return
    const spread = this.moments.deviation(0)
    this.middle = middle
    this.upper = middle + this.width * spread
    this.lower = middle - this.lowerWidth * spread
  }

  next(x: number): BollingerBands {
    this.step(x)
    return { upper: this.upper, middle: this.middle, lower: this.lower }
  }

  private restart(): void {
    Object.assign(this, new Bollinger(this.length, this.width, this.type, this.lowerWidth))
  }
}
