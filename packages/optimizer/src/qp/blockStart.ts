// Guessing the active set by whole blocks: solve, let every constraint with a wrong sign go, take every broken one in.
// On long-only problems this lands on the answer in a handful of factorisations; where it does not, the dual method
// finishes from wherever the guess is.
// @see Hintermueller, Ito, Kunisch, SIAM J. Optim. 13 (2002); Portugal, Judice, Vicente, Math. Comp. 63 (1994).
import type { SeparableProgram } from './separable.js'
import {
  emptyWorkingSet,
  fixedSlopes,
  isFree,
  modelValue,
  refactor,
  refreshPx,
  settle,
  type WorkingSet,
} from './workingSet.js'

/** The free grow by this power of a half in a round: larger blocks overshoot. */
const GROWTH = 1

/** Rounds without progress before broken constraints are no longer taken in. */
const PATIENCE = 3
const ROUNDS = 60

/**
 * A working set whose multipliers all have the right sign (the point may still break constraints): the start of the
 * dual method. Undefined where P is not positive definite on the variables that would be free.
 */
export function blockStart(program: SeparableProgram, near?: Float64Array): WorkingSet | undefined {
  const set = emptyWorkingSet(program, near ?? new Float64Array(program.n))
  const free = near === undefined ? likelyFree(program) : strictlyInside(set, near)
  freeTheEndless(set, free)
  holdRows(set, near !== undefined)
  const slopes = { right: new Float64Array(program.n), left: new Float64Array(program.n) }
  let best = Number.POSITIVE_INFINITY
  let patience = PATIENCE
  for (let round = 0; round < ROUNDS; round++) {
    refreshPx(set)
    if (!refactor(set, listOf(free))) return undefined
    settle(set)
    const noise = gradientNoise(set)
    fixedSlopes(set, slopes)
    const before = set.active.slice()
    const wrong = letGo(set, free, slopes, noise)
    const broken = patience > 0 ? takeBroken(set, free, before) : 0
    if (wrong + broken === 0) return set
    if (wrong + broken < best) {
      best = wrong + broken
      if (patience > 0) patience = PATIENCE
    } else patience--
  }
  return undefined
}

/** Reduced gradients below this are rounding. */
export function gradientNoise(set: WorkingSet): number {
  const { q, slope } = set.program
  let scale = 0
  for (let i = 0; i < q.length; i++) scale = Math.max(scale, Math.abs(set.Px[i]!), Math.abs(q[i]!))
  for (let s = 0; s < slope.length; s++) scale = Math.max(scale, Math.abs(slope[s]!))
  return 1e-13 * scale
}

/** How far a row may be off and still count as kept. */
export function rowNoise(bound: number): number {
  return 1e-13 * Math.max(1, Math.abs(bound))
}

function listOf(free: Uint8Array): number[] {
  const list: number[] = []
  for (let i = 0; i < free.length; i++) if (free[i] === 1) list.push(i)
  return list
}

// A few assets of the smallest own variance.
function likelyFree(program: SeparableProgram): Uint8Array {
  const { n, P } = program
  const free = new Uint8Array(n)
  const order = Array.from(free, (_, i) => i).sort((a, b) => P[a * n + a]! - P[b * n + b]!)
  for (const i of order.slice(0, Math.max(8, n >> 4))) free[i] = 1
  return free
}

function strictlyInside(set: WorkingSet, near: Float64Array): Uint8Array {
  const { n, first, at } = set.program
  const free = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    if (near[i] === set.x[i]) continue
    for (let b = first[i]!; b + 1 < first[i + 1]!; b++) {
      if (!(near[i]! > at[b]! && near[i]! < at[b + 1]!)) continue
      free[i] = 1
      set.segment[i] = b
      set.x[i] = near[i]!
    }
  }
  return free
}

function freeTheEndless(set: WorkingSet, free: Uint8Array): void {
  const { n, first, at } = set.program
  for (let i = 0; i < n; i++) {
    if (first[i + 1]! - first[i]! < 2) free[i] = 0
    else if (!Number.isFinite(at[set.segment[i]!]!)) free[i] = 1
    // The last breakpoint starts no segment: one at its upper end is free in the segment on its left.
    if (free[i] === 1 && set.segment[i] === first[i + 1]! - 1) set.segment[i]!--
  }
}

// Equalities always; from a given start also the rows that it meets with equality.
function holdRows(set: WorkingSet, warm: boolean): void {
  const { rows } = set.program
  for (let r = 0; r < rows.length; r++) {
    const { lower, upper } = rows[r]!
    if (lower === upper) set.side[r] = 2
    else if (warm) {
      const value = modelValue(set, rows[r]!)
      if (meets(value, upper)) set.side[r] = -1
      else if (meets(value, lower)) set.side[r] = 1
    }
    if (set.side[r] !== 0) set.active.push(r)
  }
}

function meets(value: number, end: number): boolean {
  return Number.isFinite(end) && Math.abs(value - end) <= 1e-9 * Math.max(1, Math.abs(end))
}

function letGo(
  set: WorkingSet,
  free: Uint8Array,
  slopes: { readonly right: Float64Array; readonly left: Float64Array },
  noise: number,
): number {
  let count = 0
  // With inequality rows the multipliers swing so much that a cautious block gets nowhere.
  const plain = set.program.rows.every(({ lower, upper }) => lower === upper)
  const most = plain ? largestWish(set, slopes, Math.max(8, set.factor.size >> GROWTH)) : 0
  for (let i = 0; i < free.length; i++) {
    if (isFree(set, i)) continue
    const step = slopes.right[i]! < -noise ? 0 : slopes.left[i]! > noise ? -1 : undefined
    if (step === undefined) continue
    count++
    if (Math.max(-slopes.right[i]!, slopes.left[i]!) < most) continue
    set.segment[i]! += step
    free[i] = 1
  }
  for (const r of set.active.slice()) {
    if (set.side[r] === 2 || set.y[r]! * set.side[r]! >= 0) continue
    set.active.splice(set.active.indexOf(r), 1)
    set.side[r] = 0
    set.y[r] = 0
    count++
  }
  return count
}

// The count-th largest gain of a fixed weight that would move: the free grow by a half at most, those who gain most first.
function largestWish(
  set: WorkingSet,
  slopes: { readonly right: Float64Array; readonly left: Float64Array },
  count: number,
): number {
  const wishes: number[] = []
  for (let i = 0; i < slopes.right.length; i++) {
    if (isFree(set, i)) continue
    const wish = Math.max(-slopes.right[i]!, slopes.left[i]!)
    if (wish > 0) wishes.push(wish)
  }
  return wishes.length <= count ? 0 : wishes.sort((a, b) => b - a)[count - 1]!
}

function takeBroken(set: WorkingSet, free: Uint8Array, before: readonly number[]): number {
  const { at, rows } = set.program
  let count = 0
  // Rows are read before variables move.
  for (let r = 0; r < rows.length; r++) {
    if (before.includes(r)) continue
    const { lower, upper } = rows[r]!
    const value = modelValue(set, rows[r]!)
    const side = value < lower - rowNoise(lower) ? 1 : value > upper + rowNoise(upper) ? -1 : 0
    if (side === 0) continue
    set.side[r] = lower === upper ? 2 : side
    set.active.push(r)
    count++
  }
  for (let i = 0; i < free.length; i++) {
    if (!isFree(set, i)) continue
    const s = set.segment[i]!
    const b = set.x[i]! < at[s]! ? s : set.x[i]! > at[s + 1]! ? s + 1 : -1
    if (b < 0) continue
    free[i] = 0
    set.segment[i] = b
    set.x[i] = at[b]!
    count++
  }
  return count
}
