import type { Stepper } from '@bourse/core'
import { checkLength, resultColumn } from './check.js'
import { LagSpread, slopeOf } from './lagSpread.js'
import { Ring } from './ring.js'
import { SavedFields } from './state.js'

/**
 * Hurst exponent of the last `length` values: about 0.5 for a random walk, above for a trend, below for reversion;
 * NaN where nothing moves. Take the logarithm of a price. Time grows with the logarithm of `length`.
 * Formula: slope of $\ln \sqrt{\overline{(x_t - x_{t-\tau})^2}}$ on $\ln \tau$, τ = 1, 2, 4 .. up to a quarter of
 * `length`.
 * Source: the generalised exponent of order 2 of Di Matteo, Quantitative Finance 7 (2007).
 *
 * @param length values
 *
 * @example
 * import { hurst } from '@bourse/indicators'
 * const closes = Array.from({ length: 12 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * const stepper = hurst(8)
 * closes.map((close) => stepper.next(close)).at(-1) // => 1.00705
 */
export function hurst(length: number = 100): Stepper<number, number> {
  return new Hurst(length)
}

/**
 * A column of `hurst`, NaN until warm; fills `out` where one is given.
 *
 * @example
 * import { hurstOf } from '@bourse/indicators'
 * const closes = Float64Array.from({ length: 12 }, (_, i) => 100 + 9 * Math.sin(i / 3))
 * hurstOf(closes, 8).at(-1) // => 1.00705
 */
export function hurstOf(values: Float64Array, length: number = 100, out?: Float64Array): Float64Array {
  const machine = new Hurst(length)
  const result = resultColumn('hurstOf', out, values.length)
  for (let i = 0; i < values.length; i++) result[i] = machine.next(values[i]!)
  return result
}

/** @internal */
export class Hurst extends SavedFields implements Stepper<number, number> {
  readonly made: string
  private readonly length: number
  private readonly ring: Ring
  private readonly lags: readonly LagSpread[]

  constructor(length: number) {
    super()
    this.made = `hurst(${length})`
    this.length = checkLength('hurst', 'length', length, 8)
    this.ring = new Ring(length)
    this.lags = Array.from({ length: Math.floor(Math.log2(length / 4)) + 1 }, (_, i) => new LagSpread(2 ** i, length))
  }

  next(x: number): number {
    if (!Number.isFinite(x)) return this.restart()
    const { ring } = this
    ring.push(x)
    for (const lag of this.lags) lag.push(ring)
    return ring.isFull ? slopeOf(this.lags) : Number.NaN
  }

  private restart(): number {
    Object.assign(this, new Hurst(this.length))
    return Number.NaN
  }
}
