// A limit on the deepest fall of summed returns is one linear limit for every pair of days, from a peak to a trough. Only
// the pairs that some answer breaks are written down: solve, find the deepest fall, add it, solve again.
import type { Matrix } from '@bourse/math'

/** Falling from after row `from` (-1: the start) to row `to`, `depth` a share. */
export type Fall = { readonly from: number; readonly to: number; readonly depth: number }

/** The deepest fall of the summed returns of these weights, from the start's 0; `depth` 0 where they never fall. NaN rows of assets not yet listed count as 0. */
export function deepestFall({ rows, cols, data }: Matrix, weights: Float64Array): Fall {
  let [sum, peak, peakAt] = [0, 0, -1]
  let deepest: Fall = { from: -1, to: -1, depth: 0 }
  for (let t = 0; t < rows; t++) {
    for (let i = 0; i < cols; i++) {
      const r = data[t * cols + i]!
      if (weights[i] !== 0 && !Number.isNaN(r)) sum += weights[i]! * r
    }
    if (sum > peak) [peak, peakAt] = [sum, t]
    else if (peak - sum > deepest.depth) deepest = { from: peakAt, to: t, depth: peak - sum }
  }
  return deepest
}

/** What each asset lost over a fall, > 0 for a loss: the loadings of its limit. */
export function lossesOver({ cols, data }: Matrix, { from, to }: Fall): Float64Array {
  const losses = new Float64Array(cols)
  for (let t = from + 1; t <= to; t++)
    for (let i = 0; i < cols; i++) {
      const r = data[t * cols + i]!
      if (!Number.isNaN(r)) losses[i]! -= r
    }
  return losses
}
