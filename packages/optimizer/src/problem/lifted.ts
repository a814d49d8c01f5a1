// Kinks the long way, for a singular covariance: a kinked weight is split into the lengths of its segments, which makes
// an ordinary program with a semidefinite matrix, and the interior point solves that.
import type { BoundedProgram } from '../qp/program.js'
import type { SeparableProgram, SeparableSolution } from '../qp/separable.js'
import { solveBounded } from '../qp/solve.js'

/** One variable of the split program: weight += sign * length. */
type Part = { readonly variable: number; readonly sign: number; readonly segment: number; readonly length: number }

export function liftedSolve(program: SeparableProgram): SeparableSolution {
  const { n, P, q, first, at, slope, rows } = program
  const base = new Float64Array(n)
  const parts: Part[] = []
  const lower: number[] = []
  for (let i = 0; i < n; i++) {
    const from = first[i]!
    const last = first[i + 1]! - 1
    if (last === from) base[i] = at[from]!
    else if (last === from + 1) {
      parts.push({ variable: i, sign: 1, segment: from, length: at[last]! })
      lower.push(at[from]!)
    } else {
      base[i] = at[from + 1]!
      parts.push({ variable: i, sign: -1, segment: from, length: at[from + 1]! - at[from]! })
      lower.push(0)
      for (let b = from + 1; b < last; b++) {
        parts.push({ variable: i, sign: 1, segment: b, length: at[b + 1]! - at[b]! })
        lower.push(0)
      }
    }
  }
  const k = parts.length
  const Pbase = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) Pbase[i]! += P[i * n + j]! * base[j]!
  const liftedP = new Float64Array(k * k)
  const liftedQ = new Float64Array(k)
  parts.forEach(({ variable: i, sign, segment }, a) => {
    liftedQ[a] = sign * (q[i]! + Pbase[i]! + slope[segment]!)
    parts.forEach((other, b) => {
      liftedP[a * k + b] = sign * other.sign * P[i * n + other.variable]!
    })
  })
  const start = [0]
  const index: number[] = []
  const value: number[] = []
  const ends = rows.map((row) => {
    let fixed = 0
    for (let i = 0; i < n; i++) {
      const s = first[i + 1]! - first[i]! > 2 ? first[i]! + 1 : first[i]!
      fixed +=
        row.pieces === undefined
          ? row.coefficients[i]! * base[i]!
          : row.pieces.slope[s]! * base[i]! + row.pieces.offset[s]!
    }
    parts.forEach(({ variable, sign, segment }, a) => {
      const c = sign * (row.pieces === undefined ? row.coefficients[variable]! : row.pieces.slope[segment]!)
      if (c === 0) return
      index.push(a)
      value.push(c)
    })
    start.push(index.length)
    return { lower: row.lower - fixed, upper: row.upper - fixed }
  })
  const bounded: BoundedProgram = {
    n: k,
    P: liftedP,
    q: liftedQ,
    lower: Float64Array.from(lower),
    upper: Float64Array.from(parts, (p) => p.length),
    rows: {
      count: rows.length,
      start: Int32Array.from(start),
      index: Int32Array.from(index),
      value: Float64Array.from(value),
      lower: Float64Array.from(ends, (e) => e.lower),
      upper: Float64Array.from(ends, (e) => e.upper),
    },
  }
  const { status, point, iterations } = solveBounded(bounded)
  const x = base.slice()
  if (status === 'optimal')
    parts.forEach(({ variable, sign }, a) => {
      x[variable]! += sign * point.x[a]!
    })
  const bounds = new Float64Array(n)
  if (status === 'infeasible') for (let a = 0; a < k; a++) bounds[parts[a]!.variable]! += parts[a]!.sign * point.z[a]!
  return { status: status === 'unbounded' ? 'stalled' : status, x, rows: point.y, bounds, iterations }
}
