import type { Matrix } from '@bourse/math'
import type { Measure } from './measure.js'
import { returnsOf, tailMean } from './scenarioReturns.js'

/**
 * Drawdowns of summed returns: the mean of the worst share `tail` of them, all for 1, the largest alone for 0. The
 * drawdown at t is the largest over s <= t of what was lost since s: each pair (s, t) is a cut, few of which matter
 * (Chekhlov, Uryasev, Zabarankin 2005 write all of the path instead).
 */
export function drawdownMeasure(scenarios: Matrix, tail: number): Measure {
  const { rows: T, cols: n } = scenarios
  const summed = summedOf(scenarios)
  const peakAt = new Int32Array(T)
  const largest = tail * T <= 1
  const all = tail >= 1
  const drawdowns = (w: Float64Array): Float64Array => {
    const lost = new Float64Array(T)
    let level = 0
    let peak = 0
    let at = 0
    returnsOf(scenarios, w).forEach((r, t) => {
      level += r
      if (level > peak) {
        peak = level
        at = t + 1
      }
      lost[t] = peak - level
      peakAt[t] = at
    })
    return lost
  }
  return {
    count: T,
    level: all ? 0 : 1,
    floor: 0,
    tail: largest ? 0 : 1 / (tail * T),
    seed: largest ? 20 : Math.min(T, Math.ceil(3 * tail * T)),
    needs: drawdowns,
    cutOf: (t) => {
      const s = peakAt[t]!
      const row = new Float64Array(n)
      for (let i = 0; i < n; i++) row[i] = summed[(t + 1) * n + i]! - summed[s * n + i]!
      return { key: `${s}-${t}`, group: largest ? s : t, row, constant: 0 }
    },
    valueOf: (w) => tailMean(drawdowns(w), tail),
  }
}

// Row t holds the returns summed before period t; row 0 is the start.
function summedOf({ rows: T, cols: n, data }: Matrix): Float64Array {
  const summed = new Float64Array((T + 1) * n)
  for (let at = 0; at < T * n; at++) summed[at + n] = summed[at]! + data[at]!
  return summed
}
