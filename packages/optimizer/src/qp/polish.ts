// From nearly optimal to optimal: the constraints that an interior point leans on are taken as equalities, and the
// linear system of the optimality conditions is solved with refinement. Kept only where the residuals get smaller.
// @see Stellato et al., OSQP, Math. Prog. Comp. 12 (2020), section 4.
import { ldlInPlace, ldlSolve } from './ldl.js'
import type { BoundedProgram } from './program.js'
import { type Residuals, residualsOf } from './residuals.js'

export type Point = { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array }
export type Judged = Point & { readonly residuals: Residuals }

const SHIFT = 1e-9
const REFINEMENTS = 12
const ROUNDS = 4

export function judge(program: BoundedProgram, point: Point): Judged {
  return { ...point, residuals: residualsOf(program, point.x, point.y, point.z) }
}

/** One number for "how far from optimal". */
export function merit({ residuals: { primal, dual, gap } }: Judged): number {
  const worst = Math.max(primal, dual, gap)
  return Number.isFinite(worst) ? worst : Number.POSITIVE_INFINITY
}

/** The better of the point and its polished forms. */
export function polish(program: BoundedProgram, from: Judged): Judged {
  let best = from
  let guess: Judged = from
  for (let round = 0; round < ROUNDS; round++) {
    const next = judge(program, settleOn(program, guess))
    if (!(merit(next) < merit(best))) break
    best = next
    guess = next
  }
  return best
}

function leansOn(value: number, low: number, high: number, multiplier: number): number {
  if (low === high) return 2
  if (multiplier > 0 && multiplier > value - low) return 1
  if (multiplier < 0 && -multiplier > high - value) return -1
  return 0
}

function settleOn(program: BoundedProgram, { x, y, z }: Point): Point {
  const { n, P, rows, lower, upper } = program
  const fixedAt = new Int8Array(n)
  const free: number[] = []
  const place = new Int32Array(n).fill(-1)
  const px = x.slice()
  for (let i = 0; i < n; i++) {
    fixedAt[i] = leansOn(x[i]!, lower[i]!, upper[i]!, z[i]!)
    if (fixedAt[i] === 0) {
      place[i] = free.length
      free.push(i)
    } else px[i] = fixedAt[i] === -1 ? upper[i]! : lower[i]!
  }
  const held: number[] = []
  const ends: number[] = []
  for (let r = 0; r < rows.count; r++) {
    let value = 0
    for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) value += rows.value[k]! * x[rows.index[k]!]!
    const side = leansOn(value, rows.lower[r]!, rows.upper[r]!, y[r]!)
    if (side === 0) continue
    held.push(r)
    ends.push(side === -1 ? rows.upper[r]! : rows.lower[r]!)
  }
  const nf = free.length
  const N = nf + held.length
  const K = new Float64Array(N * N)
  for (let a = 0; a < nf; a++) {
    for (let b = 0; b <= a; b++) K[a * N + b] = P[free[a]! * n + free[b]!]!
    K[a * N + a]! += SHIFT
  }
  for (let h = 0; h < held.length; h++) {
    const at = (nf + h) * N
    for (let k = rows.start[held[h]!]!; k < rows.start[held[h]! + 1]!; k++) {
      const column = place[rows.index[k]!]!
      if (column >= 0) K[at + column] = rows.value[k]!
    }
    K[at + nf + h] = -SHIFT
  }
  ldlInPlace(K, N, nf, 1e-15)
  const py = new Float64Array(rows.count)
  for (const r of held) py[r] = y[r]!
  const gradient = new Float64Array(n)
  const rhs = new Float64Array(N)
  for (let round = 0; round < REFINEMENTS; round++) {
    lagrangianGradient(program, px, py, gradient)
    for (let a = 0; a < nf; a++) rhs[a] = -gradient[free[a]!]!
    for (let h = 0; h < held.length; h++) {
      let value = ends[h]!
      for (let k = rows.start[held[h]!]!; k < rows.start[held[h]! + 1]!; k++)
        value -= rows.value[k]! * px[rows.index[k]!]!
      rhs[nf + h] = value
    }
    ldlSolve(K, N, rhs)
    for (let a = 0; a < nf; a++) px[free[a]!]! += rhs[a]!
    for (let h = 0; h < held.length; h++) py[held[h]!]! -= rhs[nf + h]!
  }
  lagrangianGradient(program, px, py, gradient)
  const pz = new Float64Array(n)
  for (let i = 0; i < n; i++) if (fixedAt[i] !== 0) pz[i] = gradient[i]!
  // Multipliers of the wrong sign were rounding, or a wrong guess that the residuals will show.
  for (let h = 0; h < held.length; h++) {
    const r = held[h]!
    if (rows.lower[r] !== rows.upper[r] && py[r]! * (ends[h] === rows.upper[r] ? -1 : 1) < 0) py[r] = 0
  }
  for (let i = 0; i < n; i++) if (fixedAt[i] !== 2 && pz[i]! * fixedAt[i]! < 0) pz[i] = 0
  return { x: px, y: py, z: pz }
}

function lagrangianGradient(program: BoundedProgram, x: Float64Array, y: Float64Array, into: Float64Array): void {
  const { n, P, q, rows } = program
  for (let i = 0; i < n; i++) {
    let v = q[i]!
    for (let j = 0; j < n; j++) v += P[i * n + j]! * x[j]!
    into[i] = v
  }
  for (let r = 0; r < rows.count; r++) {
    if (y[r] === 0) continue
    for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) into[rows.index[k]!]! -= y[r]! * rows.value[k]!
  }
}
