// Columns that grow: what a run keeps of every moment.
import type { EpochMs } from '@bourse/core'

/** One row per moment; a second value of the same moment takes the place of the first. */
export class Curve {
  #times: Float64Array
  #values: Float64Array
  #count = 0

  constructor(expected = 1024) {
    this.#times = new Float64Array(expected)
    this.#values = new Float64Array(expected)
  }

  set(time: EpochMs, value: number): void {
    let row = this.#count - 1
    if (row < 0 || this.#times[row] !== time) {
      row++
      if (row === this.#times.length) this.#grow()
      this.#times[row] = time
      this.#count = row + 1
    }
    this.#values[row] = value
  }
  time(): Float64Array {
    return this.#times.slice(0, this.#count)
  }
  values(): Float64Array {
    return this.#values.slice(0, this.#count)
  }

  #grow(): void {
    this.#times = grown(this.#times)
    this.#values = grown(this.#values)
  }
}

function grown(column: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(Math.max(16, 2 * column.length))
  wider.set(column)
  return wider
}
