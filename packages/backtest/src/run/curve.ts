// Columns that grow: what a run keeps of every moment.
import type { EpochMs } from '@bourse/core'
import { dayOf } from './dayEnds.js'

/**
 * One row per moment; a second value of the same moment takes the place of the first. `daily`: one row per day at its last
 * moment, after a first row for the first moment.
 */
export class Curve {
  #times: Float64Array
  #values: Float64Array
  #count = 0
  /** The moment or day of the newest row. */
  #at = Number.NaN
  readonly #daily: boolean

  constructor(expected = 1024, daily = false) {
    this.#times = new Float64Array(expected)
    this.#values = new Float64Array(expected)
    this.#daily = daily
  }

  set(time: EpochMs, value: number): void {
    const row = this.#daily && this.#count > 0 && time > this.#times[0]! ? dayOf(time) : time
    if (row !== this.#at) {
      if (this.#count === this.#times.length) {
        this.#times = grown(this.#times)
        this.#values = grown(this.#values)
      }
      this.#at = row
      this.#count++
    }
    this.#times[this.#count - 1] = time
    this.#values[this.#count - 1] = value
  }
  time(): Float64Array {
    return this.#times.slice(0, this.#count)
  }
  values(): Float64Array {
    return this.#values.slice(0, this.#count)
  }
}

function grown(column: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(Math.max(16, 2 * column.length))
  wider.set(column)
  return wider
}
