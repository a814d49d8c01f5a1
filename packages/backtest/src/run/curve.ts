// Columns that grow: what a run keeps of every moment.
import type { EpochMs } from '@bourse/core'
import { dayOf } from './dayEnds.js'

/** One row per moment; a second value of the same moment takes the place of the first. */
export interface Curve {
  set(time: EpochMs, value: number): void
  time(): Float64Array
  values(): Float64Array
}

/** `daily`: one row per day at its last moment, after a first row for the first moment. */
export function createCurve(expected = 1024, daily = false): Curve {
  let times = new Float64Array(expected)
  let values = new Float64Array(expected)
  let count = 0
  let at = Number.NaN
  return {
    set(time, value) {
      const row = daily && count > 0 && time > times[0]! ? dayOf(time) : time
      if (row !== at) {
        if (count === times.length) {
          times = grown(times)
          values = grown(values)
        }
        at = row
        count++
      }
      times[count - 1] = time
      values[count - 1] = value
    },
    time: () => times.slice(0, count),
    values: () => values.slice(0, count),
  }
}

function grown(column: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(Math.max(16, 2 * column.length))
  wider.set(column)
  return wider
}
