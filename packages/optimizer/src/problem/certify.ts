// The optimality conditions of a program with kinks, measured from nothing but the point and the row multipliers.
import type { SeparableProgram } from '../qp/separable.js'

export type Certified = {
  readonly primal: number
  readonly dual: number
  readonly gap: number
  /** Gradient that each weight's own bounds or kinks have to hold; 0 inside a segment. */
  readonly bounds: Float64Array
  /** Value of each row. */
  readonly values: Float64Array
}

/** Weights this near to a breakpoint stand on it. */
const ON = 1e-12

export function certify(program: SeparableProgram, x: Float64Array, y: Float64Array): Certified {
  const { n, P, q, first, at, slope, rows } = program
  const gradient = new Float64Array(n)
  let size = 0
  for (let i = 0; i < n; i++) {
    if (x[i] === 0) continue
    const row = i * n
    for (let j = 0; j < n; j++) gradient[j]! += x[i]! * P[row + j]!
  }
  for (let i = 0; i < n; i++) {
    gradient[i]! += q[i]!
    size += Math.abs(gradient[i]! * x[i]!)
  }
  let primal = 0
  let dual = 0
  let gap = 0
  const on = segmentsOf(program, x)
  const values = new Float64Array(rows.length)
  for (let r = 0; r < rows.length; r++) {
    const { coefficients, pieces, lower, upper } = rows[r]!
    let value = 0
    for (let i = 0; i < n; i++)
      value += pieces === undefined ? coefficients[i]! * x[i]! : pieces.slope[on[i]!]! * x[i]! + pieces.offset[on[i]!]!
    values[r] = value
    primal = Math.max(primal, lower - value, value - upper)
    const by = y[r]!
    if (by === 0) continue
    const end = by > 0 ? lower : upper
    if (Number.isFinite(end)) gap += Math.abs(by * (value - end))
    else dual = Math.max(dual, Math.abs(by))
    if (pieces === undefined) for (let i = 0; i < n; i++) gradient[i]! -= by * coefficients[i]!
  }
  const along = (i: number, segment: number): number => {
    let s = gradient[i]! + slope[segment]!
    for (let r = 0; r < rows.length; r++) {
      const { pieces } = rows[r]!
      if (pieces !== undefined && y[r] !== 0) s -= y[r]! * pieces.slope[segment]!
    }
    return s
  }
  const bounds = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    primal = Math.max(primal, at[first[i]!]! - x[i]!, x[i]! - at[first[i + 1]! - 1]!)
    const last = first[i + 1]! - 1
    if (last === first[i]!) {
      bounds[i] = gradient[i]!
      continue
    }
    const s = on[i]!
    const right = x[i]! >= at[s + 1]! - ON ? (s + 1 < last ? along(i, s + 1) : Number.POSITIVE_INFINITY) : along(i, s)
    const left = x[i]! <= at[s]! + ON ? (s > first[i]! ? along(i, s - 1) : Number.NEGATIVE_INFINITY) : along(i, s)
    dual = Math.max(dual, -right, left)
    if (right !== left) bounds[i] = right < -left ? right : left
  }
  return { primal, dual, gap: gap / (1 + size), bounds, values }
}

// The segment each weight is in; one beyond an end counts to the nearest.
function segmentsOf({ n, first, at }: SeparableProgram, x: Float64Array): Int32Array {
  const on = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    let s = first[i]!
    while (s + 2 < first[i + 1]! && x[i]! > at[s + 1]! + ON) s++
    on[i] = s
  }
  return on
}
