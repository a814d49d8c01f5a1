// What to answer when no point is optimal: a proof that none exists. Both questions are projections, strictly convex
// problems of the dual method, which ends with a point or with the proof.
import type { BoundedProgram, SparseRows } from './program.js'
import { boxProgram, type SeparableRow, type SeparableSolution } from './separable.js'
import { solveSeparable } from './separableSolve.js'

/** Rows of the compressed form written out, each divided by its length. */
export function denseRows(
  rows: SparseRows,
  n: number,
): { readonly rows: SeparableRow[]; readonly lengths: Float64Array } {
  const lengths = new Float64Array(rows.count)
  const dense: SeparableRow[] = []
  for (let r = 0; r < rows.count; r++) {
    const coefficients = new Float64Array(n)
    let length = 0
    for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) length += rows.value[k]! * rows.value[k]!
    length = Math.sqrt(length)
    for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) coefficients[rows.index[k]!] = rows.value[k]! / length
    lengths[r] = length
    dense.push({ coefficients, lower: rows.lower[r]! / length, upper: rows.upper[r]! / length })
  }
  return { rows: dense, lengths }
}

/** The point of the feasible set nearest to `from`, or the Farkas multipliers that show there is none. */
export function nearestFeasible(program: BoundedProgram, from: Float64Array): SeparableSolution {
  const { n, lower, upper } = program
  const { rows, lengths } = denseRows(program.rows, n)
  const { solution } = solveSeparable(
    boxProgram(
      identity(n),
      from.map((v) => -v),
      lower,
      upper,
      rows,
    ),
  )
  return { ...solution, rows: solution.rows.map((v, r) => v / lengths[r]!) }
}

/**
 * A direction d with P d = 0, q'd < 0 that no end stops, or undefined: the projection of -q on the cone of such
 * directions. It is zero exactly where the objective is bounded (Moreau).
 */
export function descentRay(program: BoundedProgram): Float64Array | undefined {
  const { n, P, q, lower, upper } = program
  const { rows } = denseRows(program.rows, n)
  const cone: SeparableRow[] = []
  const held: Float64Array[] = []
  for (const { coefficients, lower: low, upper: high } of rows)
    if (Number.isFinite(low) && Number.isFinite(high)) addDirection(held, coefficients)
    else cone.push({ coefficients, lower: Number.isFinite(low) ? 0 : low, upper: Number.isFinite(high) ? 0 : high })
  for (let i = 0; i < n; i++) addDirection(held, P.subarray(i * n, i * n + n))
  for (const coefficients of held) cone.push({ coefficients, lower: 0, upper: 0 })
  let size = 0
  for (const v of q) size = Math.max(size, Math.abs(v))
  if (size === 0) return undefined
  const { solution } = solveSeparable(
    boxProgram(
      identity(n),
      q.map((v) => v / size),
      lower.map((v) => (Number.isFinite(v) ? 0 : v)),
      upper.map((v) => (Number.isFinite(v) ? 0 : v)),
      cone,
    ),
  )
  if (solution.status !== 'optimal') return undefined
  let gain = 0
  for (let i = 0; i < n; i++) gain += (solution.x[i]! * q[i]!) / size
  return gain < -1e-9 ? solution.x : undefined
}

// Rows that must be orthogonal to the ray, as an orthonormal basis: a semidefinite P has dependent rows.
function addDirection(basis: Float64Array[], row: Float64Array): void {
  const v = row.slice()
  const whole = lengthOf(v)
  if (whole === 0) return
  for (let pass = 0; pass < 2; pass++)
    for (const b of basis) {
      let along = 0
      for (let i = 0; i < v.length; i++) along += b[i]! * v[i]!
      for (let i = 0; i < v.length; i++) v[i]! -= along * b[i]!
    }
  const left = lengthOf(v)
  if (left > 1e-10 * whole) basis.push(v.map((x) => x / left))
}

function lengthOf(v: Float64Array): number {
  let s = 0
  for (let i = 0; i < v.length; i++) s += v[i]! * v[i]!
  return Math.sqrt(s)
}

function identity(n: number): Float64Array {
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++) data[i * n + i] = 1
  return data
}
