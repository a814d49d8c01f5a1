// A guess of which constraints hold with equality, and the point and multipliers that follow from it.
import {
  appendFree,
  backSolve,
  choleskyInPlace,
  emptyFactor,
  type FreeFactor,
  factorFree,
  forwardSolve,
  removeFree,
} from './freeFactor.js'
import type { SeparableProgram, SeparableRow } from './separable.js'

/**
 * `segment[i]`: the segment of a free variable, the breakpoint of a fixed one. `side[r]`: 1 held at lower, -1 at upper,
 * 2 an equality, 0 not held. `Px` is kept beside x. `V[a]` is L^-1 times the coefficients of active row a over the free.
 */
export type WorkingSet = {
  readonly program: SeparableProgram
  readonly factor: FreeFactor
  readonly x: Float64Array
  readonly Px: Float64Array
  readonly y: Float64Array
  readonly segment: Int32Array
  readonly side: Int8Array
  active: number[]
  V: Float64Array[]
  S: Float64Array
}

/** Which end of the multipliers a fixed variable may move to: gradient to the right must be >= 0, to the left <= 0. */
export type Slopes = { readonly right: Float64Array; readonly left: Float64Array }

/** Nothing free, nothing active, each variable at the breakpoint nearest to `near`. */
export function emptyWorkingSet(program: SeparableProgram, near: Float64Array): WorkingSet {
  const { n, P, first, at, rows } = program
  const x = new Float64Array(n)
  const segment = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    let best = first[i]!
    for (let b = best; b < first[i + 1]!; b++)
      if (Math.abs(at[b]! - near[i]!) < Math.abs(at[best]! - near[i]!)) best = b
    segment[i] = best
    // A variable without any finite end has to be freed before anything else.
    x[i] = Number.isFinite(at[best]!) ? at[best]! : near[i]!
  }
  return {
    program,
    factor: emptyFactor(P, n),
    x,
    Px: new Float64Array(n),
    y: new Float64Array(rows.length),
    segment,
    side: new Int8Array(rows.length),
    active: [],
    V: [],
    S: new Float64Array(0),
  }
}

export function isFree(set: WorkingSet, i: number): boolean {
  return set.factor.position[i]! >= 0
}

export function coefficient(row: SeparableRow, i: number, segment: Int32Array): number {
  return row.pieces === undefined ? row.coefficients[i]! : row.pieces.slope[segment[i]!]!
}

/** Where an active row is held. */
export function heldAt(set: WorkingSet, r: number): number {
  const row = set.program.rows[r]!
  return set.side[r] === -1 ? row.upper : row.lower
}

/** Frees variable i into `segment`; false where P is not positive definite with it. */
export function release(set: WorkingSet, i: number, segment: number): boolean {
  if (!appendFree(set.factor, i)) return false
  set.segment[i] = segment
  const k = set.factor.size - 1
  const { L, n } = set.factor
  for (let a = 0; a < set.active.length; a++) {
    const v = set.V[a]!
    let s = coefficient(set.program.rows[set.active[a]!]!, i, set.segment)
    for (let b = 0; b < k; b++) s -= L[k * n + b]! * v[b]!
    v[k] = s / L[k * n + k]!
  }
  return true
}

/** Fixes a free variable at a breakpoint. */
export function fix(set: WorkingSet, i: number, breakpoint: number): void {
  removeFree(set.factor, i, set.V)
  set.segment[i] = breakpoint
  moveTo(set, i, set.program.at[breakpoint]!)
}

/** Moves a free variable to another segment; only rows made of pieces notice. */
export function relabel(set: WorkingSet, i: number, segment: number): void {
  set.segment[i] = segment
  for (let a = 0; a < set.active.length; a++) {
    const row = set.program.rows[set.active[a]!]!
    if (row.pieces !== undefined) set.V[a] = halfSolved(set, row)
  }
}

export function activate(set: WorkingSet, r: number, side: number): void {
  set.active.push(r)
  set.V.push(halfSolved(set, set.program.rows[r]!))
  set.side[r] = side
}

export function deactivate(set: WorkingSet, r: number): void {
  suspend(set, r)
  set.y[r] = 0
}

/** No longer held, but its multiplier stays: a constraint half taken in. */
export function suspend(set: WorkingSet, r: number): void {
  const a = set.active.indexOf(r)
  set.active.splice(a, 1)
  set.V.splice(a, 1)
  set.side[r] = 0
}

function halfSolved(set: WorkingSet, row: SeparableRow): Float64Array {
  const v = new Float64Array(set.program.n)
  const { ids, size } = set.factor
  for (let k = 0; k < size; k++) v[k] = coefficient(row, ids[k]!, set.segment)
  forwardSolve(set.factor, v)
  return v
}

/** Factors everything afresh for `free`; rows that depend on others over the free variables are let go. */
export function refactor(set: WorkingSet, free: readonly number[]): boolean {
  if (!factorFree(set.factor, free)) return false
  const rows = set.active
  set.active = []
  set.V = []
  for (const r of rows) {
    const side = set.side[r]!
    activate(set, r, side)
    if (!factorRows(set)) deactivate(set, r)
  }
  return factorRows(set)
}

/** S = V V' and its factor; false where an active row depends on the others. */
export function factorRows(set: WorkingSet): boolean {
  const m = set.active.length
  const { size } = set.factor
  if (m > size) return false
  if (set.S.length !== m * m) set.S = new Float64Array(m * m)
  for (let a = 0; a < m; a++) {
    const va = set.V[a]!
    for (let b = 0; b <= a; b++) {
      const vb = set.V[b]!
      let s = 0
      for (let k = 0; k < size; k++) s += va[k]! * vb[k]!
      set.S[a * m + b] = s
    }
  }
  return choleskyInPlace(set.S, m, m)
}

/**
 * How x (over the free) and y answer a unit of a new constraint with half-solved normal v: the part of v outside the
 * active rows is left in v, rho is returned. @see Goldfarb, Idnani, Mathematical Programming 27 (1983), step 2.
 */
export function project(set: WorkingSet, v: Float64Array): Float64Array {
  const m = set.active.length
  const { size } = set.factor
  const rho = new Float64Array(m)
  for (let a = 0; a < m; a++) {
    const va = set.V[a]!
    let s = 0
    for (let k = 0; k < size; k++) s -= va[k]! * v[k]!
    rho[a] = s
  }
  solveRows(set, rho)
  for (let a = 0; a < m; a++) {
    const va = set.V[a]!
    const r = rho[a]!
    for (let k = 0; k < size; k++) v[k]! += r * va[k]!
  }
  return rho
}

function solveRows(set: WorkingSet, b: Float64Array): void {
  const m = b.length
  const { S } = set
  for (let i = 0; i < m; i++) {
    let s = b[i]!
    for (let k = 0; k < i; k++) s -= S[i * m + k]! * b[k]!
    b[i] = s / S[i * m + i]!
  }
  for (let i = m - 1; i >= 0; i--) {
    const s = b[i]! / S[i * m + i]!
    b[i] = s
    for (let k = 0; k < i; k++) b[k]! -= S[i * m + k]! * s
  }
}

/** x_F and y that are stationary on the working set: a Newton step of the equality problem, exact but for rounding. */
export function settle(set: WorkingSet): void {
  const { program, factor, x, y } = set
  const { ids, size } = factor
  const m = set.active.length
  const gradient = freeGradient(set)
  const miss = new Float64Array(m)
  for (let a = 0; a < m; a++) miss[a] = heldAt(set, set.active[a]!) - modelValue(set, program.rows[set.active[a]!]!)
  // P dx - A'dy = -gradient, A dx = miss.
  const v = new Float64Array(size)
  for (let k = 0; k < size; k++) v[k] = -gradient[k]!
  forwardSolve(factor, v)
  const dy = miss
  for (let a = 0; a < m; a++) {
    const va = set.V[a]!
    let s = dy[a]!
    for (let k = 0; k < size; k++) s -= va[k]! * v[k]!
    dy[a] = s
  }
  solveRows(set, dy)
  for (let a = 0; a < m; a++) {
    const va = set.V[a]!
    for (let k = 0; k < size; k++) v[k]! += dy[a]! * va[k]!
    y[set.active[a]!]! += dy[a]!
  }
  backSolve(factor, v)
  for (let k = 0; k < size; k++) moveTo(set, ids[k]!, x[ids[k]!]! + v[k]!)
}

/** Value of a row with each free variable extended straight out of its segment. */
export function modelValue(set: WorkingSet, row: SeparableRow): number {
  const { x, segment } = set
  let sum = 0
  if (row.pieces === undefined) for (let i = 0; i < x.length; i++) sum += row.coefficients[i]! * x[i]!
  else
    for (let i = 0; i < x.length; i++) sum += row.pieces.slope[segment[i]!]! * x[i]! + row.pieces.offset[segment[i]!]!
  return sum
}

function freeGradient(set: WorkingSet): Float64Array {
  const { program, factor, Px, y, segment } = set
  const g = new Float64Array(factor.size)
  for (let k = 0; k < factor.size; k++) {
    const i = factor.ids[k]!
    let s = Px[i]! + program.q[i]! + program.slope[segment[i]!]!
    for (const r of set.active) s -= y[r]! * coefficient(program.rows[r]!, i, segment)
    g[k] = s
  }
  return g
}

/** Sets x_i and carries P x along. */
export function moveTo(set: WorkingSet, i: number, value: number): void {
  const step = value - set.x[i]!
  set.x[i] = value
  if (step !== 0) addColumn(set, i, step)
}

function addColumn(set: WorkingSet, i: number, step: number): void {
  const { P, n } = set.program
  const { Px } = set
  const row = i * n
  for (let j = 0; j < n; j++) Px[j]! += step * P[row + j]!
}

/** P x from nothing: clears the rounding that steps leave. */
export function refreshPx(set: WorkingSet): void {
  set.Px.fill(0)
  for (let i = 0; i < set.program.n; i++) if (set.x[i] !== 0) addColumn(set, i, set.x[i]!)
}

/** Reduced gradients of the fixed variables to either side; +-Infinity where there is no side. */
export function fixedSlopes(set: WorkingSet, into: Slopes): void {
  const { program, Px, y, segment, factor } = set
  const { n, q, first, slope, rows } = program
  const { right, left } = into
  for (let i = 0; i < n; i++) right[i] = Px[i]! + q[i]!
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!
    if (y[r] === 0 || row.pieces !== undefined) continue
    const by = y[r]!
    for (let i = 0; i < n; i++) right[i]! -= by * row.coefficients[i]!
  }
  left.set(right)
  for (let i = 0; i < n; i++) {
    if (factor.position[i]! >= 0) continue
    const b = segment[i]!
    right[i] = b + 1 < first[i + 1]! ? right[i]! + slope[b]! : Number.POSITIVE_INFINITY
    left[i] = b > first[i]! ? left[i]! + slope[b - 1]! : Number.NEGATIVE_INFINITY
  }
  for (let r = 0; r < rows.length; r++) {
    const { pieces } = rows[r]!
    if (y[r] === 0 || pieces === undefined) continue
    for (let i = 0; i < n; i++) {
      if (factor.position[i]! >= 0) continue
      const b = segment[i]!
      right[i]! -= y[r]! * pieces.slope[b]!
      if (b > first[i]!) left[i]! -= y[r]! * pieces.slope[b - 1]!
    }
  }
}
