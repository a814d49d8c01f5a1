import type { Matrix } from '@bourse/math'

/**
 * minimise x'Px/2 + q'x under lower <= Ax <= upper. P symmetric positive semidefinite (may be zero), ends may be
 * infinite, equal ends are an equality; a row of A with one entry is a bound.
 */
export type QuadraticProgram = {
  readonly P: Matrix
  readonly q: Float64Array
  readonly A: Matrix
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** Residuals are absolute, `gap` relative to 1 + |objective|; `milliseconds` is NaN where no clock was passed. */
export type SolverEffort = {
  readonly iterations: number
  readonly milliseconds: number
  readonly primalResidual: number
  readonly dualResidual: number
  readonly gap: number
}

/** `start`: a point near the answer; `now`: a clock in milliseconds for `effort.milliseconds`, such as `performance.now`. */
export type SolverOptions = { readonly start?: Float64Array; readonly now?: () => number }

/**
 * `duals` > 0 where a row holds from below, < 0 from above: Px + q = A'duals. `x` and `duals` hold NaN unless optimal.
 * Infeasible: `certificate` has one number a row, A'certificate = 0, and its lower (> 0) and upper (< 0) ends add up
 * to something positive. Unbounded: `certificate` is a direction that costs ever less and breaks nothing.
 */
export type QpSolution = {
  readonly status: 'optimal' | 'infeasible' | 'unbounded' | 'stalled'
  readonly x: Float64Array
  readonly duals: Float64Array
  readonly objective: number
  readonly certificate?: Float64Array
  readonly effort: SolverEffort
}

/** Rows in compressed form beside bounds of the variables: what the engines work on. */
export type BoundedProgram = {
  readonly n: number
  readonly P: Float64Array
  readonly q: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly rows: SparseRows
}

/** Row r has the entries `start[r]` to `start[r + 1]` of `index` and `value`. */
export type SparseRows = {
  readonly count: number
  readonly start: Int32Array
  readonly index: Int32Array
  readonly value: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
}
