// The dual active-set method: from a point that is optimal for some of the constraints, broken ones are taken in one by
// one; each costs the objective something, so no set comes twice. A constraint that cannot be met ends with the proof.
// @see Goldfarb, Idnani, A numerically stable dual method for solving strictly convex quadratic programs,
//   Mathematical Programming 27 (1983). Kinks are ours: a multiplier at a kink has an upper end too, the change of slope.
import { rowNoise } from './blockStart.js'
import { backSolve, forwardSolve } from './freeFactor.js'
import type { SeparableSolution } from './separable.js'
import {
  activate,
  coefficient,
  deactivate,
  factorRows,
  fix,
  fixedSlopes,
  isFree,
  modelValue,
  moveTo,
  project,
  refreshPx,
  relabel,
  release,
  suspend,
  type Slopes,
  settle,
  type WorkingSet,
} from './workingSet.js'

/** The constraint being taken in: a row or a free variable's breakpoint; `toward` 1: from below, -1: from above. */
type Broken = { readonly row: number; readonly variable: number; readonly breakpoint: number; readonly toward: 1 | -1 }

/** What happens first along the step. */
type Event =
  | { readonly kind: 'met' }
  | { readonly kind: 'freed'; readonly variable: number; readonly segment: number }
  | { readonly kind: 'dropped'; readonly row: number }
  | { readonly kind: 'crossed' }
  | { readonly kind: 'never' }

/** Below this share of its length a normal lies in the span of the active ones. */
const IN_SPAN = 1e-10

/** Finishes from a working set whose multipliers have the right signs; the set is left at the answer. */
export function dualMethod(set: WorkingSet, limit: number): SeparableSolution {
  const { n, rows } = set.program
  const slopes = { right: new Float64Array(n), left: new Float64Array(n) }
  const rates = { right: new Float64Array(n), left: new Float64Array(n) }
  const norms = rows.map((row) => rowLength(row.pieces === undefined ? row.coefficients : row.pieces.slope))
  const rhs = new Float64Array(n)
  const step = new Float64Array(n)
  let fresh = false
  for (let iterations = 0; iterations < limit; ) {
    crossFreeKinks(set)
    let broken = mostBroken(set, norms)
    if (broken === undefined) {
      if (fresh) return solutionOf(set, 'optimal', slopes, iterations)
      // Rounding of the steps is cleared once; what it hid is then seen.
      refreshPx(set)
      if (!factorRows(set)) return solutionOf(set, 'stalled', slopes, iterations)
      settle(set)
      settle(set)
      fresh = true
      iterations++
      continue
    }
    fresh = false
    let multiplier = 0
    for (let settled = false; !settled && iterations < limit; iterations++) {
      if (!factorRows(set)) return solutionOf(set, 'stalled', slopes, iterations)
      const length = normalOf(set, broken, rhs)
      forwardSolve(set.factor, rhs)
      const rho = project(set, rhs)
      // Once more: what is left of a normal that nearly depends on the active ones is mostly rounding.
      const again = project(set, rhs)
      for (let a = 0; a < rho.length; a++) rho[a]! += again[a]!
      let curvature = 0
      for (let k = 0; k < set.factor.size; k++) curvature += rhs[k]! * rhs[k]!
      const dependent = !(curvature > IN_SPAN * IN_SPAN * length * length)
      step.fill(0)
      if (!dependent) backSolve(set.factor, rhs)
      for (let k = 0; k < set.factor.size; k++) step[k] = dependent ? 0 : rhs[k]!
      fixedSlopes(set, slopes)
      ratesOf(set, broken, rho, step, rates)
      const miss = shortfall(set, broken)
      const full = dependent ? Number.POSITIVE_INFINITY : miss / curvature
      const { length: t, event } = firstEvent(set, broken, multiplier, rho, slopes, rates, full)
      if (event.kind === 'never') return certificate(set, broken, rho, rates, iterations)
      advance(set, broken, rho, step, t)
      multiplier += t
      if (event.kind === 'met') {
        meet(set, broken)
        settled = true
      } else if (event.kind === 'freed') {
        if (!release(set, event.variable, event.segment)) return solutionOf(set, 'stalled', slopes, iterations)
      } else if (event.kind === 'dropped') deactivate(set, event.row)
      else {
        const across = set.segment[broken.variable]! - broken.toward
        const bent = bentRows(set, set.segment[broken.variable]!, across)
        relabel(set, broken.variable, across)
        if (bent.length > 1) return solutionOf(set, 'stalled', slopes, iterations)
        settled = bent.length === 0
        // A row with a kink here now counts what lies beyond it: it is broken, with the multiplier it has so far.
        for (const r of bent) {
          multiplier = Math.abs(set.y[r]!)
          broken = { row: r, variable: -1, breakpoint: -1, toward: -1 }
          suspend(set, r)
        }
      }
    }
  }
  return solutionOf(set, 'stalled', slopes, limit)
}

function rowLength(values: Float64Array): number {
  let s = 0
  for (let i = 0; i < values.length; i++) s += values[i]! * values[i]!
  return Math.sqrt(s) || 1
}

// A kink without a change of slope holds nobody: a free variable beyond it is simply in the next segment.
function crossFreeKinks(set: WorkingSet): void {
  const { factor, program } = set
  for (let k = 0; k < factor.size; k++) {
    const i = factor.ids[k]!
    for (;;) {
      const s = set.segment[i]!
      const next = set.x[i]! < program.at[s]! ? s - 1 : set.x[i]! > program.at[s + 1]! ? s + 1 : s
      if (next === s || next < program.first[i]! || next + 1 >= program.first[i + 1]!) break
      if (changeOfSlope(set, s, next) !== 0 || bentRows(set, s, next).length > 0) break
      relabel(set, i, next)
    }
  }
}

// Slope to the right minus slope to the left of the kink between two neighbouring segments.
function changeOfSlope(set: WorkingSet, from: number, to: number): number {
  const sign = to > from ? 1 : -1
  let change = set.program.slope[to]! - set.program.slope[from]!
  for (let r = 0; r < set.y.length; r++) {
    const { pieces } = set.program.rows[r]!
    if (pieces !== undefined && set.y[r] !== 0) change -= set.y[r]! * (pieces.slope[to]! - pieces.slope[from]!)
  }
  return sign * change
}

// Active rows that have a kink between two segments.
function bentRows(set: WorkingSet, from: number, to: number): readonly number[] {
  return set.active.filter((r) => {
    const { pieces } = set.program.rows[r]!
    return pieces !== undefined && pieces.slope[from] !== pieces.slope[to]
  })
}

function mostBroken(set: WorkingSet, norms: readonly number[]): Broken | undefined {
  const { factor, program, x } = set
  let worst = 0
  let found: Broken | undefined
  for (let k = 0; k < factor.size; k++) {
    const i = factor.ids[k]!
    const s = set.segment[i]!
    const low = program.at[s]! - x[i]!
    const high = x[i]! - program.at[s + 1]!
    if (low > worst && low > rowNoise(program.at[s]!)) {
      worst = low
      found = { row: -1, variable: i, breakpoint: s, toward: 1 }
    } else if (high > worst && high > rowNoise(program.at[s + 1]!)) {
      worst = high
      found = { row: -1, variable: i, breakpoint: s + 1, toward: -1 }
    }
  }
  for (let r = 0; r < program.rows.length; r++) {
    if (set.side[r] !== 0) continue
    const row = program.rows[r]!
    const value = modelValue(set, row)
    const low = (row.lower - value) / norms[r]!
    const high = (value - row.upper) / norms[r]!
    if (low > worst && row.lower - value > rowNoise(row.lower)) {
      worst = low
      found = { row: r, variable: -1, breakpoint: -1, toward: 1 }
    } else if (high > worst && value - row.upper > rowNoise(row.upper)) {
      worst = high
      found = { row: r, variable: -1, breakpoint: -1, toward: -1 }
    }
  }
  return found
}

// The normal over the free variables into `into`, pointing to where the constraint is kept; returns its length after
// the metric of P, against which "nothing left of it" is measured.
function normalOf(set: WorkingSet, broken: Broken, into: Float64Array): number {
  const { factor } = set
  into.fill(0)
  if (broken.row < 0) into[factor.position[broken.variable]!] = broken.toward
  else {
    const row = set.program.rows[broken.row]!
    for (let k = 0; k < factor.size; k++) into[k] = broken.toward * coefficient(row, factor.ids[k]!, set.segment)
  }
  const copy = into.slice(0, factor.size)
  forwardSolve(factor, copy)
  return rowLengthOrZero(copy)
}

function rowLengthOrZero(values: Float64Array): number {
  let s = 0
  for (let i = 0; i < values.length; i++) s += values[i]! * values[i]!
  return Math.sqrt(s)
}

function shortfall(set: WorkingSet, broken: Broken): number {
  if (broken.row < 0) return broken.toward * (set.program.at[broken.breakpoint]! - set.x[broken.variable]!)
  const row = set.program.rows[broken.row]!
  return broken.toward * ((broken.toward === 1 ? row.lower : row.upper) - modelValue(set, row))
}

// Change of the reduced gradients of the fixed variables per unit of the new multiplier.
function ratesOf(set: WorkingSet, broken: Broken, rho: Float64Array, step: Float64Array, into: Slopes): void {
  const { program, factor } = set
  const { n, P, rows, first } = program
  const base = into.right
  base.fill(0)
  for (let k = 0; k < factor.size; k++) {
    const by = step[k]!
    if (by === 0) continue
    const row = factor.ids[k]! * n
    for (let j = 0; j < n; j++) base[j]! += by * P[row + j]!
  }
  const parts: (readonly [number, number])[] = set.active.map((r, a) => [r, rho[a]!] as const)
  if (broken.row >= 0) parts.push([broken.row, broken.toward])
  for (const [r, by] of parts) {
    const row = rows[r]!
    if (row.pieces === undefined) for (let i = 0; i < n; i++) base[i]! -= by * row.coefficients[i]!
  }
  into.left.set(base)
  for (const [r, by] of parts) {
    const { pieces } = rows[r]!
    if (pieces === undefined) continue
    for (let i = 0; i < n; i++) {
      if (factor.position[i]! >= 0) continue
      const b = set.segment[i]!
      into.right[i]! -= by * pieces.slope[b]!
      if (b > first[i]!) into.left[i]! -= by * pieces.slope[b - 1]!
    }
  }
}

function firstEvent(
  set: WorkingSet,
  broken: Broken,
  multiplier: number,
  rho: Float64Array,
  slopes: Slopes,
  rates: Slopes,
  full: number,
): { readonly length: number; readonly event: Event } {
  const { program, factor } = set
  let length = full
  let event: Event = full < Number.POSITIVE_INFINITY ? { kind: 'met' } : { kind: 'never' }
  let steepest = 0
  const rateNoise = 1e-12 * largest(rates.right)
  for (let i = 0; i < program.n; i++) {
    if (factor.position[i]! >= 0) continue
    const right = rates.right[i]!
    const left = rates.left[i]!
    if (right < -rateNoise && slopes.right[i]! < Number.POSITIVE_INFINITY) {
      const t = Math.max(0, slopes.right[i]!) / -right
      if (t < length || (t === length && -right > steepest)) {
        length = t
        steepest = -right
        event = { kind: 'freed', variable: i, segment: set.segment[i]! }
      }
    }
    if (left > rateNoise && slopes.left[i]! > Number.NEGATIVE_INFINITY) {
      const t = Math.max(0, -slopes.left[i]!) / left
      if (t < length || (t === length && left > steepest)) {
        length = t
        steepest = left
        event = { kind: 'freed', variable: i, segment: set.segment[i]! - 1 }
      }
    }
  }
  for (let a = 0; a < set.active.length; a++) {
    const r = set.active[a]!
    const side = set.side[r]!
    if (side === 2 || !(rho[a]! * side < 0)) continue
    const t = Math.max(0, set.y[r]! * side) / (-rho[a]! * side)
    if (t < length) {
      length = t
      event = { kind: 'dropped', row: r }
    }
  }
  const crossing = crossingAt(set, broken, multiplier, rho)
  return crossing < length ? { length: crossing, event: { kind: 'crossed' } } : { length, event }
}

// A variable taken to a kink crosses it when its multiplier has used up the change of slope.
function crossingAt(set: WorkingSet, broken: Broken, multiplier: number, rho: Float64Array): number {
  if (broken.row >= 0) return Number.POSITIVE_INFINITY
  const { program, segment } = set
  const i = broken.variable
  const from = segment[i]!
  const to = from - broken.toward
  if (to < program.first[i]! || to + 1 >= program.first[i + 1]!) return Number.POSITIVE_INFINITY
  const room = changeOfSlope(set, from, to) - multiplier
  let narrowing = 1
  const sign = to > from ? 1 : -1
  for (let a = 0; a < set.active.length; a++) {
    const { pieces } = program.rows[set.active[a]!]!
    if (pieces !== undefined) narrowing += sign * rho[a]! * (pieces.slope[to]! - pieces.slope[from]!)
  }
  return narrowing > 0 ? Math.max(0, room) / narrowing : Number.POSITIVE_INFINITY
}

function largest(values: Float64Array): number {
  let m = 0
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > m) m = Math.abs(values[i]!)
  return m
}

function advance(set: WorkingSet, broken: Broken, rho: Float64Array, step: Float64Array, t: number): void {
  const { factor } = set
  for (let k = 0; k < factor.size; k++)
    if (step[k] !== 0) moveTo(set, factor.ids[k]!, set.x[factor.ids[k]!]! + t * step[k]!)
  for (let a = 0; a < set.active.length; a++) set.y[set.active[a]!]! += t * rho[a]!
  if (broken.row >= 0) set.y[broken.row]! += t * broken.toward
}

function meet(set: WorkingSet, broken: Broken): void {
  if (broken.row < 0) {
    fix(set, broken.variable, broken.breakpoint)
    return
  }
  const { lower, upper } = set.program.rows[broken.row]!
  const y = set.y[broken.row]!
  activate(set, broken.row, lower === upper ? 2 : broken.toward)
  set.y[broken.row] = y
}

// No step meets the constraint: it, the active rows and the fixed variables combine to 0 x >= something positive.
function certificate(
  set: WorkingSet,
  broken: Broken,
  rho: Float64Array,
  rates: Slopes,
  iterations: number,
): SeparableSolution {
  const { n, rows } = set.program
  const proof = new Float64Array(rows.length)
  for (let a = 0; a < set.active.length; a++) proof[set.active[a]!] = rho[a]!
  if (broken.row >= 0) proof[broken.row] = broken.toward
  const bounds = new Float64Array(n)
  for (let i = 0; i < n; i++) if (!isFree(set, i)) bounds[i] = rates.right[i]!
  if (broken.row < 0) bounds[broken.variable] = broken.toward
  return { status: 'infeasible', x: set.x.slice(), rows: proof, bounds, iterations }
}

function solutionOf(
  set: WorkingSet,
  status: 'optimal' | 'stalled',
  slopes: Slopes,
  iterations: number,
): SeparableSolution {
  const { n } = set.program
  fixedSlopes(set, slopes)
  const bounds = new Float64Array(n)
  // At a kink the gradient lies between two slopes: the side it would move to first is told.
  for (let i = 0; i < n; i++) {
    if (isFree(set, i)) continue
    const right = slopes.right[i]!
    const left = slopes.left[i]!
    bounds[i] = right < -left ? right : Number.isFinite(left) ? left : right
  }
  return { status, x: set.x.slice(), rows: set.y.slice(), bounds, iterations }
}
