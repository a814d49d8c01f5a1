import type { Stepper } from '@bourse/core'
import { checkNumber, columnsLength, resultColumn } from './check.js'
import type { BarColumns, BarFields } from './shapes.js'
import { SavedFields } from './state.js'

/** How fast a stop follows on one side: first step, step per new extreme, most. */
export type SarSpeed = { readonly first?: number; readonly step?: number; readonly most?: number }

/**
 * Settings of `parabolicSarExtended`. `start`: above 0 a long stop to begin with, below 0 a short one, 0 (default) lets the
 * first two bars decide. `offsetOnReverse` moves a new stop away by this fraction. Speeds default to 0.02, 0.02, 0.2.
 */
export type SarOptions = {
  readonly start?: number
  readonly offsetOnReverse?: number
  readonly long?: SarSpeed
  readonly short?: SarSpeed
}

/**
 * Parabolic stop and reverse of Wilder (New Concepts in Technical Trading Systems, 1978) with settings of its own for each
 * side; while short the stop is given as a negative number, as in TA-Lib.
 * Formula: $s_{t+1} = s_t + a\,(\mathrm{extreme} - s_t)$, never inside the last two bars. TA-Lib: SAREXT.
 *
 * @example
 * import { parabolicSarExtended } from '@bourse/indicators'
 * const bars = [{ high: 12, low: 9 }, { high: 13, low: 10 }, { high: 14, low: 11 }, { high: 15, low: 12 }]
 * const stepper = parabolicSarExtended({ long: { step: 0.04 } })
 * bars.map((bar) => stepper.next(bar)).at(-1) // => 9.3752
 */
export function parabolicSarExtended(options: SarOptions = {}): Stepper<BarFields<'high' | 'low'>, number> {
  return new ParabolicSarExtended(options)
}

/**
 * A column of `parabolicSarExtended`, NaN on the first bar; fills `out` where one is given.
 *
 * @example
 * import { parabolicSarExtendedOf } from '@bourse/indicators'
 * const bars = { high: Float64Array.of(12, 13, 14, 15), low: Float64Array.of(9, 10, 11, 12) }
 * parabolicSarExtendedOf(bars, { long: { step: 0.04 } }).at(-1) // => 9.3752
 */
export function parabolicSarExtendedOf(
  bars: BarColumns<'high' | 'low'>,
  options: SarOptions = {},
  out?: Float64Array,
): Float64Array {
  const machine = new ParabolicSarExtended(options)
  const { high, low } = bars
  const count = columnsLength('parabolicSarExtendedOf', bars, 'high', 'low')
  const result = resultColumn('parabolicSarExtendedOf', out, count)
  for (let i = 0; i < count; i++) result[i] = machine.step(high[i]!, low[i]!)
  return result
}

/** @internal */
export class ParabolicSarExtended extends SavedFields implements Stepper<BarFields<'high' | 'low'>, number> {
  readonly made: string
  private readonly start: number
  private readonly offset: number
  private readonly longFirst: number
  private readonly longStep: number
  private readonly longMost: number
  private readonly shortFirst: number
  private readonly shortStep: number
  private readonly shortMost: number
  private stop = Number.NaN
  private extreme = Number.NaN
  private speed = Number.NaN
  private side = 0
  private high = Number.NaN
  private low = Number.NaN

  constructor(options: SarOptions = {}) {
    super()
    const { start = 0, offsetOnReverse = 0, long = {}, short = {} } = options
    this.made = `parabolicSarExtended(${JSON.stringify({ start, offsetOnReverse, long, short })})`
    this.start = checkNumber('parabolicSarExtended', 'start', start)
    this.offset = checkNumber('parabolicSarExtended', 'offsetOnReverse', offsetOnReverse, 0)
    this.longMost = checkNumber('parabolicSarExtended', 'long.most', long.most ?? 0.2, 0)
    this.shortMost = checkNumber('parabolicSarExtended', 'short.most', short.most ?? 0.2, 0)
    // A step beyond the most is the most.
    this.longFirst = Math.min(checkNumber('parabolicSarExtended', 'long.first', long.first ?? 0.02, 0), this.longMost)
    this.longStep = Math.min(checkNumber('parabolicSarExtended', 'long.step', long.step ?? 0.02, 0), this.longMost)
    this.shortFirst = Math.min(
      checkNumber('parabolicSarExtended', 'short.first', short.first ?? 0.02, 0),
      this.shortMost,
    )
    this.shortStep = Math.min(checkNumber('parabolicSarExtended', 'short.step', short.step ?? 0.02, 0), this.shortMost)
  }

  /** While short the stop is given as a negative number. */
  step(high: number, low: number): number {
    const stop = this.stepUnsigned(high, low)
    return this.side < 0 ? -stop : stop
  }

  stepUnsigned(high: number, low: number): number {
    if (!Number.isFinite(high + low)) return this.restart()
    const previousHigh = this.high
    const previousLow = this.low
    this.high = high
    this.low = low
    if (Number.isNaN(previousHigh)) return Number.NaN
    if (this.side === 0) {
      this.begin(high, low, previousHigh, previousLow)
      // The first stop may not lie inside the bar that decided the side; TA-Lib compares with that bar alone.
      return this.side > 0 ? this.long(high, low, high, low) : this.short(high, low, high, low)
    }
    return this.side > 0
      ? this.long(high, low, previousHigh, previousLow)
      : this.short(high, low, previousHigh, previousLow)
  }

  private begin(high: number, low: number, previousHigh: number, previousLow: number): void {
    const fall = previousLow - low
    const isShort = this.start === 0 ? fall > 0 && fall > high - previousHigh : this.start < 0
    this.side = isShort ? -1 : 1
    this.speed = isShort ? this.shortFirst : this.longFirst
    this.extreme = isShort ? low : high
    this.stop = this.start !== 0 ? Math.abs(this.start) : isShort ? previousHigh : previousLow
  }

  private long(high: number, low: number, previousHigh: number, previousLow: number): number {
    if (low <= this.stop) {
      let stop = Math.max(this.extreme, previousHigh, high)
      stop += stop * this.offset
      this.side = -1
      this.speed = this.shortFirst
      this.extreme = low
      this.stop = Math.max(stop + this.speed * (low - stop), previousHigh, high)
      return stop
    }
    const stop = this.stop
    if (high > this.extreme) {
      this.extreme = high
      this.speed = Math.min(this.speed + this.longStep, this.longMost)
    }
    this.stop = Math.min(stop + this.speed * (this.extreme - stop), previousLow, low)
    return stop
  }

  private short(high: number, low: number, previousHigh: number, previousLow: number): number {
    if (high >= this.stop) {
      let stop = Math.min(this.extreme, previousLow, low)
      stop -= stop * this.offset
      this.side = 1
      this.speed = this.longFirst
      this.extreme = high
      this.stop = Math.min(stop + this.speed * (high - stop), previousLow, low)
      return stop
    }
    const stop = this.stop
    if (low < this.extreme) {
      this.extreme = low
      this.speed = Math.min(this.speed + this.shortStep, this.shortMost)
    }
    this.stop = Math.max(stop + this.speed * (this.extreme - stop), previousHigh, high)
    return stop
  }

  next(bar: BarFields<'high' | 'low'>): number {
    return this.step(bar.high, bar.low)
  }

  private restart(): number {
    const missing = Number.NaN
    Object.assign(this, { stop: missing, extreme: missing, speed: missing, side: 0, high: missing, low: missing })
    return missing
  }
}
