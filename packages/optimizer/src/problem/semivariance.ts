// The mean squared shortfall is quadratic between the days on which the portfolio crosses the threshold. Newton's method
// on such a function: solve with the days that fall short now, move as far as it helps, until the days stay the same.
// @see Qi, Sun, A nonsmooth version of Newton's method, Mathematical Programming 58 (1993).
import type { Matrix } from '@bourse/math'
import type { SeparableSolution } from '../qp/separable.js'
import { solveSeparable } from '../qp/separableSolve.js'
import { wrongInput } from '../wrongInput.js'
import { answerOf, failed, noPoint, type Stopwatch } from './answer.js'
import { type Compiled, separableOf } from './compile.js'
import { infeasibleOf } from './conflict.js'
import type { AllocationProblem } from './constraint.js'
import { liftedSolve } from './lifted.js'
import type { Solution } from './solution.js'

const ROUNDS = 100

export function semivarianceSolution(problem: AllocationProblem, compiled: Compiled, watch: Stopwatch): Solution {
  const { scenarios, objective } = problem
  if (scenarios === undefined || scenarios.rows === 0)
    throw wrongInput('scenarios', 'absent', "at least one row, for minimize 'semivariance'")
  if (problem.costs !== undefined) throw wrongInput('costs', 'given', "absent with minimize 'semivariance'")
  if (compiled.limit !== undefined)
    throw wrongInput('constraints', `'${compiled.limit.label}'`, "no limit on volatility with minimize 'semivariance'")
  const below = 'below' in objective ? objective.below : undefined
  if (below !== undefined && !Number.isFinite(below)) throw wrongInput('below', below, 'a finite number')
  const days = below === undefined ? centred(scenarios) : scenarios
  const floor = below ?? 0
  const T = days.rows
  // Every day counts at first.
  let w: Float64Array = new Float64Array(compiled.n)
  let short: Uint8Array = new Uint8Array(T).fill(1)
  let solution: SeparableSolution | undefined
  for (let round = 1; round <= ROUNDS; round++) {
    const { P, q } = quadraticOn(days, floor, short)
    const program = separableOf(compiled, P, q, 0)
    const quick = solveSeparable(program, solution?.x ?? problem.start).solution
    const next = quick.status === 'stalled' ? liftedSolve(program) : quick
    if (next.status === 'infeasible') return infeasibleOf(compiled, next, noPoint(round, watch))
    if (next.status !== 'optimal') break
    const moved = solution === undefined ? next.x : between(days, floor, w, next.x)
    const shortNow = shortDays(days, floor, moved)
    const same = shortNow.every((v, t) => v === short[t])
    solution = next
    w = moved
    if (same) {
      const found = {
        program,
        x: next.x,
        y: next.rows,
        objective: shortfall(days, floor, next.x),
        price: 1,
        iterations: round,
      }
      return answerOf(problem, compiled, found, watch)
    }
    short = shortNow
  }
  return failed('stalled', 'optimizer/stalled', 'the days that fall short did not settle', noPoint(ROUNDS, watch))
}

function centred({ rows, cols, data }: Matrix): Matrix {
  const out = data.slice()
  for (let j = 0; j < cols; j++) {
    let mean = 0
    for (let t = 0; t < rows; t++) mean += data[t * cols + j]!
    mean /= rows
    for (let t = 0; t < rows; t++) out[t * cols + j]! -= mean
  }
  return { rows, cols, data: out }
}

// sum over the short days of (floor - r'w)^2 / T, without its constant.
function quadraticOn(
  { rows: T, cols: n, data }: Matrix,
  floor: number,
  short: Uint8Array,
): { readonly P: Float64Array; readonly q: Float64Array } {
  const P = new Float64Array(n * n)
  const q = new Float64Array(n)
  for (let t = 0; t < T; t++) {
    if (short[t] === 0) continue
    const at = t * n
    for (let i = 0; i < n; i++) {
      const r = (2 * data[at + i]!) / T
      q[i]! -= r * floor
      for (let j = 0; j <= i; j++) P[i * n + j]! += r * data[at + j]!
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) P[j * n + i] = P[i * n + j]!
  return { P, q }
}

function returnOn({ cols: n, data }: Matrix, t: number, w: Float64Array): number {
  let s = 0
  for (let i = 0; i < n; i++) s += data[t * n + i]! * w[i]!
  return s
}

function shortDays(days: Matrix, floor: number, w: Float64Array): Uint8Array {
  return Uint8Array.from({ length: days.rows }, (_, t) => (returnOn(days, t, w) < floor ? 1 : 0))
}

function shortfall(days: Matrix, floor: number, w: Float64Array): number {
  let s = 0
  for (let t = 0; t < days.rows; t++) s += Math.max(0, floor - returnOn(days, t, w)) ** 2
  return s / days.rows
}

// The best point on the way, by bisection on the slope, which only grows.
function between(days: Matrix, floor: number, from: Float64Array, to: Float64Array): Float64Array {
  const here = Float64Array.from({ length: days.rows }, (_, t) => floor - returnOn(days, t, from))
  const there = Float64Array.from({ length: days.rows }, (_, t) => floor - returnOn(days, t, to))
  const slope = (a: number): number => {
    let s = 0
    for (let t = 0; t < here.length; t++) {
      const d = there[t]! - here[t]!
      const value = here[t]! + a * d
      if (value > 0) s += value * d
    }
    return s
  }
  if (slope(1) <= 0) return to
  let low = 0
  let high = 1
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2
    if (slope(middle) > 0) high = middle
    else low = middle
  }
  return from.map((v, i) => v + low * (to[i]! - v))
}
