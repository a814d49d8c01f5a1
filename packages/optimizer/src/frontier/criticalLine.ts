// The critical line: as the linear part of the objective grows, the answer moves along straight segments and turns at
// corners, where one constraint starts or stops holding. Corners are found exactly, one pivot each.
// @see Markowitz, The optimization of a quadratic function subject to linear constraints (1956);
//   Niedermayer, Niedermayer, Applying Markowitz's critical line algorithm (2010).
import { backSolve, forwardSolve } from '../qp/freeFactor.js'
import { blockStart } from '../qp/blockStart.js'
import { dualMethod } from '../qp/dualMethod.js'
import type { SeparableProgram, SeparableSolution } from '../qp/separable.js'
import {
  activate,
  coefficient,
  deactivate,
  factorRows,
  fix,
  fixedSlopes,
  modelValue,
  project,
  refreshPx,
  release,
  settle,
  type WorkingSet,
} from '../qp/workingSet.js'

/** minimise x'Px/2 + (q + lambda dq)'x + (pieces + lambda dpieces): P and rows as in `base`. */
export type CriticalFamily = {
  readonly base: SeparableProgram
  readonly q: Float64Array
  readonly dq: Float64Array
  readonly slope: Float64Array
  readonly dslope: Float64Array
}

/** From `lambda` to `until` the answer is x + (l - lambda) dx, with row multipliers y + (l - lambda) dy. */
export type CriticalSegment = {
  readonly lambda: number
  readonly until: number
  readonly x: Float64Array
  readonly dx: Float64Array
  readonly y: Float64Array
  readonly dy: Float64Array
}

/** The family at one lambda, with arrays of its own. */
export function programAt(family: CriticalFamily, lambda: number): SeparableProgram {
  const program = { ...family.base, q: family.q.slice(), slope: family.slope.slice() }
  setLambda(family, program, lambda)
  return program
}

function setLambda({ q, dq, slope, dslope }: CriticalFamily, program: SeparableProgram, lambda: number): void {
  for (let i = 0; i < q.length; i++) program.q[i] = q[i]! + lambda * dq[i]!
  for (let s = 0; s < slope.length; s++) program.slope[s] = slope[s]! + lambda * dslope[s]!
}

/** A walk along the line: `first` is the answer at the start; `next` goes one segment on, undefined at the end. */
export type CriticalWalk = {
  readonly first: SeparableSolution
  next(): CriticalSegment | undefined
  /** True where the walk ended because rounding won, not because the line is over. */
  lost(): boolean
  /** The exact answer at a lambda within the segment last returned. */
  at(lambda: number): SeparableSolution
}

/** Directions below this share of the gradient are rounding. */
const STANDING = 1e-11

/** Pivots without getting on before a fresh start a little further up. */
const PATIENCE = 8

/** Starts at `from` >= 0 and walks up. */
export function criticalWalk(family: CriticalFamily, from: number, near?: Float64Array): CriticalWalk | undefined {
  const program = programAt(family, from)
  let set = blockStart(program, near)
  if (set === undefined) return undefined
  const limit = 20 * (program.n + program.rows.length) + 100
  const first = dualMethod(set, limit)
  let lambda = from
  let pending: Event | undefined
  let over = first.status !== 'optimal'
  let lost = first.status === 'stalled'
  let still = 0

  const restart = (): boolean => {
    const further = lambda * (1 + 1e-9) + 1e-12 * Math.max(1, lambda)
    setLambda(family, program, further)
    const again = blockStart(program, (set as WorkingSet).x.slice()) ?? blockStart(program)
    if (again === undefined || dualMethod(again, limit).status !== 'optimal') return false
    set = again
    lambda = further
    still = 0
    return true
  }
  return {
    first,
    lost: () => lost,
    next() {
      if (over) return undefined
      if (pending !== undefined) {
        still = pending.lambda > lambda * (1 + 1e-12) ? 0 : still + 1
        lambda = pending.lambda
        setLambda(family, program, lambda)
        if ((still > PATIENCE || !pivot(set as WorkingSet, pending)) && !restart()) {
          over = lost = true
          return undefined
        }
      }
      const here = set as WorkingSet
      refreshPx(here)
      settle(here)
      const { dx, dy, event } = segmentFrom(family, here, lambda)
      pending = event
      over = event === undefined
      return { lambda, until: event?.lambda ?? Number.POSITIVE_INFINITY, x: here.x.slice(), dx, y: here.y.slice(), dy }
    },
    at(value) {
      const here = set as WorkingSet
      setLambda(family, program, value)
      settle(here)
      refreshPx(here)
      settle(here)
      const solution: SeparableSolution = {
        status: 'optimal',
        x: here.x.slice(),
        rows: here.y.slice(),
        bounds: new Float64Array(program.n),
        iterations: 0,
      }
      return solution
    },
  }
}

type Event = { readonly lambda: number } & (
  | { readonly kind: 'fix'; readonly variable: number; readonly breakpoint: number }
  | { readonly kind: 'free'; readonly variable: number; readonly segment: number }
  | { readonly kind: 'hold'; readonly row: number; readonly side: 1 | -1 }
  | { readonly kind: 'drop'; readonly row: number }
)

// False where the new set does not determine a point: then the caller starts afresh.
function pivot(set: WorkingSet, event: Event): boolean {
  if (event.kind === 'fix') fix(set, event.variable, event.breakpoint)
  else if (event.kind === 'drop') deactivate(set, event.row)
  else if (event.kind === 'free') return release(set, event.variable, event.segment) && factorRows(set)
  else activate(set, event.row, event.side)
  return factorRows(set)
}

function segmentFrom(
  family: CriticalFamily,
  set: WorkingSet,
  lambda: number,
): { readonly dx: Float64Array; readonly dy: Float64Array; readonly event: Event | undefined } {
  const { program, factor, segment } = set
  const { n, P, first, at, rows } = program
  const { dq, dslope } = family
  const v = new Float64Array(n)
  for (let k = 0; k < factor.size; k++) v[k] = -dq[factor.ids[k]!]! - dslope[segment[factor.ids[k]!]!]!
  forwardSolve(factor, v)
  const whole = lengthOf(v)
  const dy = project(set, v)
  const again = project(set, v)
  for (let a = 0; a < dy.length; a++) dy[a]! += again[a]!
  // What is left of a gradient that the active rows hold entirely is rounding: the answer stands still.
  if (lengthOf(v) <= STANDING * whole) v.fill(0)
  backSolve(factor, v)
  const dx = new Float64Array(n)
  const Pdx = new Float64Array(n)
  for (let k = 0; k < factor.size; k++) {
    const i = factor.ids[k]!
    dx[i] = v[k]!
    for (let j = 0; j < n; j++) Pdx[j]! += v[k]! * P[i * n + j]!
  }
  let best = Number.POSITIVE_INFINITY
  let event: Event | undefined
  const offer = (step: number, make: (lambda: number) => Event): void => {
    if (!(step < best)) return
    best = step
    event = make(lambda + Math.max(0, step))
  }
  const still = 1e-13 * largest(dx)
  for (let k = 0; k < factor.size; k++) {
    const i = factor.ids[k]!
    const b = dx[i]! > still ? segment[i]! + 1 : dx[i]! < -still ? segment[i]! : -1
    if (b >= 0 && Number.isFinite(at[b]!))
      offer((at[b]! - set.x[i]!) / dx[i]!, (l) => ({ lambda: l, kind: 'fix', variable: i, breakpoint: b }))
  }
  const rates = rateOf(set, dq, Pdx, dy)
  const slopes = { right: new Float64Array(n), left: new Float64Array(n) }
  fixedSlopes(set, slopes)
  const flat = 1e-12 * Math.max(largest(rates), largest(dq))
  for (let i = 0; i < n; i++) {
    if (factor.position[i]! >= 0) continue
    const b = segment[i]!
    const right = rates[i]! + dslope[b]! - piecewise(set, dy, b)
    const left = b > first[i]! ? rates[i]! + dslope[b - 1]! - piecewise(set, dy, b - 1) : 0
    if (right < -flat && slopes.right[i]! < Number.POSITIVE_INFINITY)
      offer(slopes.right[i]! / -right, (l) => ({ lambda: l, kind: 'free', variable: i, segment: b }))
    if (left > flat && slopes.left[i]! > Number.NEGATIVE_INFINITY)
      offer(-slopes.left[i]! / left, (l) => ({ lambda: l, kind: 'free', variable: i, segment: b - 1 }))
  }
  for (let a = 0; a < dy.length; a++) {
    const r = set.active[a]!
    const side = set.side[r]!
    if (side !== 2 && dy[a]! * side < -1e-14 * Math.abs(largest(dy)))
      offer(-set.y[r]! / dy[a]!, (l) => ({ lambda: l, kind: 'drop', row: r }))
  }
  for (let r = 0; r < rows.length; r++) {
    if (set.side[r] !== 0) continue
    const row = rows[r]!
    let rate = 0
    let size = 0
    for (let k = 0; k < factor.size; k++) {
      const term = coefficient(row, factor.ids[k]!, segment) * dx[factor.ids[k]!]!
      rate += term
      size += Math.abs(term)
    }
    if (Math.abs(rate) <= 1e-13 * size) continue
    const value = modelValue(set, row)
    const end = rate > 0 ? row.upper : row.lower
    if (Number.isFinite(end))
      offer((end - value) / rate, (l) => ({ lambda: l, kind: 'hold', row: r, side: rate > 0 ? -1 : 1 }))
  }
  const allRows = new Float64Array(rows.length)
  for (let a = 0; a < dy.length; a++) allRows[set.active[a]!] = dy[a]!
  return { dx, dy: allRows, event }
}

function rateOf(set: WorkingSet, dq: Float64Array, Pdx: Float64Array, dy: Float64Array): Float64Array {
  const rates = Pdx
  for (let i = 0; i < rates.length; i++) rates[i]! += dq[i]!
  for (let a = 0; a < dy.length; a++) {
    const row = set.program.rows[set.active[a]!]!
    if (row.pieces === undefined) for (let i = 0; i < rates.length; i++) rates[i]! -= dy[a]! * row.coefficients[i]!
  }
  return rates
}

function piecewise(set: WorkingSet, dy: Float64Array, segment: number): number {
  let s = 0
  for (let a = 0; a < dy.length; a++) {
    const { pieces } = set.program.rows[set.active[a]!]!
    if (pieces !== undefined) s += dy[a]! * pieces.slope[segment]!
  }
  return s
}

function lengthOf(v: Float64Array): number {
  let s = 0
  for (let i = 0; i < v.length; i++) s += v[i]! * v[i]!
  return Math.sqrt(s)
}

function largest(values: Float64Array): number {
  let m = 0
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > m) m = Math.abs(values[i]!)
  return m
}
