// A primal-dual interior-point method with proximal regularisation, for whatever the active-set method does not take:
// semidefinite or zero P, many rows, dependent rows. Its answer is then polished on the active set it points at.
// @see Mehrotra, SIAM J. Optim. 2 (1992); Friedlander, Orban, Math. Prog. Comp. 4 (2012);
//   Schwan et al., PIQP: a proximal interior-point quadratic programming solver, CDC 2023.
import { ldlInPlace, ldlSolve } from './ldl.js'
import type { BoundedProgram } from './program.js'
import { residualsOf } from './residuals.js'

/** Multipliers as in `Residuals`. */
export type InteriorPoint = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly z: Float64Array
  readonly iterations: number
}

const LIMIT = 150
const PATIENCE = 25

/** One-sided constraints sign * (row or variable) <= end, with slack s and multiplier m. */
type Sides = {
  readonly row: Int32Array
  readonly variable: Int32Array
  readonly sign: Int8Array
  readonly end: Float64Array
}

/** The best point met; its residuals are the caller's to judge. */
export function interiorPoint(program: BoundedProgram, tolerance: number): InteriorPoint {
  const { n, rows } = program
  const equal: number[] = []
  for (let r = 0; r < rows.count; r++) if (rows.lower[r] === rows.upper[r]) equal.push(r)
  const sides = sidesOf(program)
  const k = sides.sign.length
  const me = equal.length
  const N = n + me
  const K = new Float64Array(N * N)
  const x = new Float64Array(n)
  const y = new Float64Array(me)
  const s = new Float64Array(k).fill(1)
  const m = new Float64Array(k).fill(1)
  const weight = new Float64Array(k)
  const newton = { dx: new Float64Array(n), dy: new Float64Array(me), ds: new Float64Array(k), dm: new Float64Array(k) }
  const affine = { dx: new Float64Array(n), dy: new Float64Array(me), ds: new Float64Array(k), dm: new Float64Array(k) }
  const rx = new Float64Array(n)
  const ry = new Float64Array(me)
  const rz = new Float64Array(k)
  const complement = new Float64Array(k)
  const rhs = new Float64Array(N)

  const residual = (): void => {
    gradientOf(program, x, rx)
    for (let e = 0; e < me; e++) {
      const r = equal[e]!
      let v = -rows.lower[r]!
      for (let j = rows.start[r]!; j < rows.start[r + 1]!; j++) {
        v += rows.value[j]! * x[rows.index[j]!]!
        rx[rows.index[j]!]! += y[e]! * rows.value[j]!
      }
      ry[e] = -v
    }
    for (let c = 0; c < k; c++) {
      rz[c] = sides.end[c]! - s[c]! - along(program, sides, c, x)
      spread(program, sides, c, m[c]!, rx)
    }
    for (let i = 0; i < n; i++) rx[i] = -rx[i]!
  }
  const factor = (rho: number, delta: number): void => {
    K.fill(0)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) K[i * N + j] = program.P[i * n + j]!
    for (let i = 0; i < n; i++) K[i * N + i]! += rho
    for (let c = 0; c < k; c++) {
      weight[c] = 1 / (s[c]! / m[c]! + delta)
      addOuter(program, sides, c, weight[c]!, K, N)
    }
    for (let e = 0; e < me; e++) {
      const r = equal[e]!
      for (let j = rows.start[r]!; j < rows.start[r + 1]!; j++) K[(n + e) * N + rows.index[j]!] = rows.value[j]!
      K[(n + e) * N + n + e] = -delta
    }
    ldlInPlace(K, N, n, 1e-14)
  }
  const direction = (into: typeof newton): void => {
    rhs.set(rx)
    for (let c = 0; c < k; c++) spread(program, sides, c, weight[c]! * (rz[c]! - complement[c]! / m[c]!), rhs)
    rhs.set(ry, n)
    ldlSolve(K, N, rhs)
    into.dx.set(rhs.subarray(0, n))
    into.dy.set(rhs.subarray(n))
    for (let c = 0; c < k; c++) {
      into.dm[c] = weight[c]! * (along(program, sides, c, into.dx) - rz[c]! + complement[c]! / m[c]!)
      into.ds[c] = (complement[c]! - s[c]! * into.dm[c]!) / m[c]!
    }
  }

  // Start: the least-squares point with unit weights, slacks and multipliers shifted to be positive.
  s.fill(1)
  m.fill(1)
  factor(1e-6, 1e-6)
  gradientOf(program, x, rx)
  for (let i = 0; i < n; i++) rx[i] = -rx[i]!
  for (let e = 0; e < me; e++) ry[e] = rows.lower[equal[e]!]!
  rhs.set(rx)
  for (let c = 0; c < k; c++) spread(program, sides, c, weight[c]! * sides.end[c]!, rhs)
  rhs.set(ry, n)
  ldlSolve(K, N, rhs)
  x.set(rhs.subarray(0, n))
  y.set(rhs.subarray(n))
  shiftPositive(program, sides, x, s, m)

  let rho = 1e-7
  let delta = 1e-7
  let best: InteriorPoint = { x: x.slice(), y: new Float64Array(rows.count), z: new Float64Array(n), iterations: 0 }
  let bestMerit = Number.POSITIVE_INFINITY
  let waited = 0
  let iterations = 0
  for (; iterations < LIMIT; iterations++) {
    const now = multipliersOf(program, sides, equal, y, m)
    const left = residualsOf(program, x, now.y, now.z)
    const merit = Math.max(left.primal, left.dual, left.gap)
    if (!Number.isFinite(merit)) break
    if (merit < bestMerit * 0.9) waited = 0
    else waited++
    if (merit < bestMerit) {
      bestMerit = merit
      best = { x: x.slice(), y: now.y, z: now.z, iterations }
    }
    if (bestMerit <= tolerance || waited > PATIENCE) break
    let mu = 0
    for (let c = 0; c < k; c++) mu += s[c]! * m[c]!
    mu = k > 0 ? mu / k : 0
    rho = Math.max(1e-10, Math.min(rho, mu * 1e-1))
    delta = rho
    residual()
    factor(rho, delta)
    for (let c = 0; c < k; c++) complement[c] = -s[c]! * m[c]!
    direction(affine)
    if (k === 0) {
      for (let i = 0; i < n; i++) x[i]! += affine.dx[i]!
      for (let e = 0; e < me; e++) y[e]! += affine.dy[e]!
      continue
    }
    const ap = room(s, affine.ds)
    const ad = room(m, affine.dm)
    let ahead = 0
    for (let c = 0; c < k; c++) ahead += (s[c]! + ap * affine.ds[c]!) * (m[c]! + ad * affine.dm[c]!)
    const centring = Math.min(1, Math.max(1e-6, (ahead / k / mu) ** 3))
    for (let c = 0; c < k; c++) complement[c] = centring * mu - s[c]! * m[c]! - affine.ds[c]! * affine.dm[c]!
    direction(newton)
    const p = Math.min(1, 0.995 * room(s, newton.ds))
    const d = Math.min(1, 0.995 * room(m, newton.dm))
    for (let i = 0; i < n; i++) x[i]! += p * newton.dx[i]!
    for (let e = 0; e < me; e++) y[e]! += d * newton.dy[e]!
    for (let c = 0; c < k; c++) {
      s[c]! += p * newton.ds[c]!
      m[c]! += d * newton.dm[c]!
    }
  }
  return { ...best, iterations }
}

function sidesOf(program: BoundedProgram): Sides {
  const row: number[] = []
  const variable: number[] = []
  const sign: number[] = []
  const end: number[] = []
  const add = (r: number, i: number, low: number, high: number): void => {
    for (const [direction, value] of [[1, high] as const, [-1, -low] as const])
      if (Number.isFinite(value)) {
        row.push(r)
        variable.push(i)
        sign.push(direction)
        end.push(value)
      }
  }
  const { rows } = program
  for (let r = 0; r < rows.count; r++) if (rows.lower[r] !== rows.upper[r]) add(r, -1, rows.lower[r]!, rows.upper[r]!)
  for (let i = 0; i < program.n; i++) add(-1, i, program.lower[i]!, program.upper[i]!)
  return {
    row: Int32Array.from(row),
    variable: Int32Array.from(variable),
    sign: Int8Array.from(sign),
    end: Float64Array.from(end),
  }
}

function gradientOf(program: BoundedProgram, x: Float64Array, into: Float64Array): void {
  const { n, P, q } = program
  for (let i = 0; i < n; i++) {
    let v = q[i]!
    const at = i * n
    for (let j = 0; j < n; j++) v += P[at + j]! * x[j]!
    into[i] = v
  }
}

function along(program: BoundedProgram, sides: Sides, c: number, x: Float64Array): number {
  const r = sides.row[c]!
  if (r < 0) return sides.sign[c]! * x[sides.variable[c]!]!
  const { start, index, value } = program.rows
  let v = 0
  for (let j = start[r]!; j < start[r + 1]!; j++) v += value[j]! * x[index[j]!]!
  return sides.sign[c]! * v
}

function spread(program: BoundedProgram, sides: Sides, c: number, by: number, into: Float64Array): void {
  const r = sides.row[c]!
  const w = by * sides.sign[c]!
  if (r < 0) {
    into[sides.variable[c]!]! += w
    return
  }
  const { start, index, value } = program.rows
  for (let j = start[r]!; j < start[r + 1]!; j++) into[index[j]!]! += w * value[j]!
}

function addOuter(program: BoundedProgram, sides: Sides, c: number, w: number, K: Float64Array, N: number): void {
  const r = sides.row[c]!
  if (r < 0) {
    const i = sides.variable[c]!
    K[i * N + i]! += w
    return
  }
  const { start, index, value } = program.rows
  for (let a = start[r]!; a < start[r + 1]!; a++) {
    const v = w * value[a]!
    const at = index[a]! * N
    for (let b = start[r]!; b <= a; b++) K[at + index[b]!]! += v * value[b]!
  }
}

function shiftPositive(program: BoundedProgram, sides: Sides, x: Float64Array, s: Float64Array, m: Float64Array): void {
  const k = s.length
  let lowS = 0
  let lowM = 0
  for (let c = 0; c < k; c++) {
    s[c] = sides.end[c]! - along(program, sides, c, x)
    m[c] = -s[c]!
    lowS = Math.max(lowS, -s[c]!)
    lowM = Math.max(lowM, -m[c]!)
  }
  const upS = 1.5 * lowS + 1e-3
  const upM = 1.5 * lowM + 1e-3
  let product = 0
  let sumS = 0
  let sumM = 0
  for (let c = 0; c < k; c++) {
    s[c]! += upS
    m[c]! += upM
    product += s[c]! * m[c]!
    sumS += s[c]!
    sumM += m[c]!
  }
  for (let c = 0; c < k; c++) {
    s[c]! += product / (2 * sumM)
    m[c]! += product / (2 * sumS)
  }
}

// The longest step that keeps all positive.
function room(v: Float64Array, dv: Float64Array): number {
  let a = 1
  for (let c = 0; c < v.length; c++) if (dv[c]! < 0) a = Math.min(a, -v[c]! / dv[c]!)
  return a
}

function multipliersOf(
  program: BoundedProgram,
  sides: Sides,
  equal: readonly number[],
  y: Float64Array,
  m: Float64Array,
): { readonly y: Float64Array; readonly z: Float64Array } {
  const rows = new Float64Array(program.rows.count)
  const bounds = new Float64Array(program.n)
  for (let e = 0; e < equal.length; e++) rows[equal[e]!] = -y[e]!
  for (let c = 0; c < m.length; c++) {
    const r = sides.row[c]!
    if (r < 0) bounds[sides.variable[c]!]! -= sides.sign[c]! * m[c]!
    else rows[r]! -= sides.sign[c]! * m[c]!
  }
  return { y: rows, z: bounds }
}
