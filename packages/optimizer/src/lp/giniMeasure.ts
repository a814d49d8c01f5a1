import type { Matrix } from '@bourse/math'
import type { Measure } from './measure.js'
import { returnsOf } from './scenarioReturns.js'

/**
 * Gini mean difference, the mean of |r_s - r_t| over pairs: in sorted order a weighted sum, so that each order of the
 * periods is a cut (Yitzhaki 1982). One cut at a time.
 */
export function giniMeasure(scenarios: Matrix): Measure {
  const { rows: T, cols: n, data } = scenarios
  let row = new Float64Array(n)
  let asked = 0
  const at = (w: Float64Array): number => {
    const r = returnsOf(scenarios, w)
    const order = Uint32Array.from(r, (_, t) => t).sort((p, q) => r[p]! - r[q]!)
    row = new Float64Array(n)
    let value = 0
    order.forEach((t, k) => {
      const weight = (2 * (2 * (k + 1) - T - 1)) / (T * (T - 1))
      value += weight * r[t]!
      for (let i = 0; i < n; i++) row[i]! -= weight * data[t * n + i]!
    })
    asked++
    return value
  }
  return {
    count: 1,
    level: 1,
    floor: 0,
    tail: 0,
    seed: 1,
    needs: (w) => Float64Array.of(at(w)),
    cutOf: () => ({ key: `${asked}`, group: 0, row, constant: 0 }),
    valueOf: at,
  }
}
