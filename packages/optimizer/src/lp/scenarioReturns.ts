import type { Matrix } from '@bourse/math'

/** Mean of the worst share `tail` of `values`, the last one counted in part; the worst alone for 0. */
export function tailMean(values: Float64Array, tail: number): number {
  const sorted = values.slice().sort()
  const T = sorted.length
  const size = tail * T
  if (size <= 1) return sorted[T - 1]!
  // 0.05 * 300 comes out a trifle above 15: not one day more.
  const whole = Math.floor(size + 1e-9)
  let sum = 0
  for (let k = 0; k < whole; k++) sum += sorted[T - 1 - k]!
  if (whole < T && size > whole) sum += (size - whole) * sorted[T - 1 - whole]!
  return sum / size
}

/** Returns of the portfolio, period by period. */
export function returnsOf({ rows: T, cols: n, data }: Matrix, w: Float64Array): Float64Array {
  const out = new Float64Array(T)
  for (let t = 0; t < T; t++) {
    let s = 0
    for (let i = 0; i < n; i++) s += data[t * n + i]! * w[i]!
    out[t] = s
  }
  return out
}

/** Mean of each column. */
export function meansOf({ rows: T, cols: n, data }: Matrix): Float64Array {
  const mean = new Float64Array(n)
  for (let t = 0; t < T; t++) for (let i = 0; i < n; i++) mean[i]! += data[t * n + i]!
  return mean.map((s) => s / T)
}
