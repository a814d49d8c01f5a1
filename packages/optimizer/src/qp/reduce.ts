import type { BoundedProgram, QuadraticProgram, SparseRows } from './program.js'

/** `rowOf[k]`: the original row of reduced row k. `lowerFrom`, `upperFrom`: the row that gave a variable its end, or -1. */
export type Reduced = {
  readonly program: BoundedProgram
  readonly rowOf: Int32Array
  readonly lowerFrom: Int32Array
  readonly upperFrom: Int32Array
  readonly scaleOf: Float64Array
  /** Two rows of one entry each that cannot both hold, or a row of zeros that does not contain 0. */
  readonly contradiction: Float64Array | undefined
}

/** Rows with one entry become bounds, rows with none are checked and left out, the rest is compressed. */
export function reduceProgram({ P, q, A, lower, upper }: QuadraticProgram): Reduced {
  const n = q.length
  const low = new Float64Array(n).fill(Number.NEGATIVE_INFINITY)
  const high = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  const lowerFrom = new Int32Array(n).fill(-1)
  const upperFrom = new Int32Array(n).fill(-1)
  const scaleOf = new Float64Array(A.rows).fill(1)
  const kept: number[] = []
  let contradiction: Float64Array | undefined
  const start: number[] = [0]
  const index: number[] = []
  const value: number[] = []
  for (let r = 0; r < A.rows; r++) {
    const begin = index.length
    for (let j = 0; j < n; j++) {
      const a = A.data[r * n + j]!
      if (a !== 0) {
        index.push(j)
        value.push(a)
      }
    }
    const entries = index.length - begin
    if (entries > 1) {
      if (lower[r] === Number.NEGATIVE_INFINITY && upper[r] === Number.POSITIVE_INFINITY) {
        index.length = begin
        value.length = begin
        continue
      }
      kept.push(r)
      start.push(index.length)
      continue
    }
    if (entries === 0) {
      if (lower[r]! > 0 || upper[r]! < 0) contradiction = singleRow(A.rows, r, lower[r]! > 0 ? 1 : -1)
      continue
    }
    const j = index.pop()!
    const a = value.pop()!
    scaleOf[r] = a
    const from = a > 0 ? lower[r]! / a : upper[r]! / a
    const to = a > 0 ? upper[r]! / a : lower[r]! / a
    if (from > low[j]!) {
      low[j] = from
      lowerFrom[j] = r
    }
    if (to < high[j]!) {
      high[j] = to
      upperFrom[j] = r
    }
  }
  for (let j = 0; j < n; j++)
    if (low[j]! > high[j]!) {
      contradiction = singleRow(A.rows, lowerFrom[j]!, 1 / scaleOf[lowerFrom[j]!]!)
      contradiction[upperFrom[j]!]! -= 1 / scaleOf[upperFrom[j]!]!
    }
  const rows: SparseRows = {
    count: kept.length,
    start: Int32Array.from(start),
    index: Int32Array.from(index),
    value: Float64Array.from(value),
    lower: Float64Array.from(kept, (r) => lower[r]!),
    upper: Float64Array.from(kept, (r) => upper[r]!),
  }
  return {
    program: { n, P: P.data, q, lower: low, upper: high, rows },
    rowOf: Int32Array.from(kept),
    lowerFrom,
    upperFrom,
    scaleOf,
    contradiction,
  }
}

function singleRow(count: number, r: number, by: number): Float64Array {
  const proof = new Float64Array(count)
  proof[r] = by
  return proof
}

/** Multipliers of reduced rows and bounds back on the rows they came from. */
export function restoreDuals(reduced: Reduced, count: number, y: Float64Array, z: Float64Array): Float64Array {
  const duals = new Float64Array(count)
  for (let k = 0; k < y.length; k++) duals[reduced.rowOf[k]!] = y[k]!
  for (let j = 0; j < z.length; j++) {
    const from = z[j]! > 0 ? reduced.lowerFrom[j]! : reduced.upperFrom[j]!
    if (z[j] !== 0 && from >= 0) duals[from]! += z[j]! / reduced.scaleOf[from]!
  }
  return duals
}
