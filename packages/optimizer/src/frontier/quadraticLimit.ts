// A limit on volatility or tracking error. With multiplier t the problem is the one without the limit and a matrix
// (aversion + t) C: divided by that, the line of problems -C centre + lambda (linear part), lambda = 1 / (aversion + t).
// The critical line is walked from the least risk (lambda = 0) until the limit, or the problem itself, is reached.
import type { SeparableProgram } from '../qp/separable.js'
import { type CriticalFamily, type CriticalSegment, criticalWalk } from './criticalLine.js'

/**
 * `tight`: the limit holds. At the end of the line `lambda` is infinite: x is the answer of the linear part alone, and y
 * its multipliers.
 */
export type LimitedPoint =
  | {
      readonly status: 'found'
      readonly lambda: number
      readonly x: Float64Array
      readonly y: Float64Array
      readonly tight: boolean
      readonly corners: number
    }
  | { readonly status: 'infeasible'; readonly least: number }
  | { readonly status: 'unbounded' | 'stalled' | 'rowsInfeasible' }

/** Walks up to `lambdaMax` (may be infinite) or to where `risk` reaches `limit`. */
export function walkToLimit(
  family: CriticalFamily,
  risk: (x: Float64Array) => number,
  limit: number,
  lambdaMax: number,
): LimitedPoint {
  const walk = criticalWalk(family, 0)
  if (walk === undefined) return { status: 'stalled' }
  if (walk.first.status === 'infeasible') return { status: 'rowsInfeasible' }
  if (walk.first.status !== 'optimal') return { status: 'stalled' }
  const least = risk(walk.first.x)
  if (least > limit * (1 + 1e-12)) return { status: 'infeasible', least }
  let corners = 0
  for (let segment = walk.next(); segment !== undefined; segment = walk.next()) {
    corners++
    const end = Math.min(segment.until, lambdaMax)
    const at = reaches(segment, risk, limit, end, family.base)
    if (at !== undefined) return { status: 'found', lambda: at, ...pointAt(walk.at(at)), tight: true, corners }
    if (end === lambdaMax && Number.isFinite(lambdaMax))
      return { status: 'found', lambda: lambdaMax, ...pointAt(walk.at(lambdaMax)), tight: false, corners }
    if (!Number.isFinite(segment.until)) {
      // The line is over: either it stands still (the best return of all) or it runs away without reaching the limit.
      if (segment.dx.some((v) => Math.abs(v) > 1e-12)) return { status: 'unbounded' }
      return { status: 'found', lambda: Number.POSITIVE_INFINITY, x: segment.x, y: segment.dy, tight: false, corners }
    }
  }
  return { status: 'stalled' }
}

function pointAt({ x, rows }: { readonly x: Float64Array; readonly rows: Float64Array }): {
  readonly x: Float64Array
  readonly y: Float64Array
} {
  return { x, y: rows }
}

// Risk squared is a quadratic of lambda within a segment: c + b s + a s^2 = limit^2.
function reaches(
  { lambda, x, dx }: CriticalSegment,
  risk: (x: Float64Array) => number,
  limit: number,
  end: number,
  { P, n }: SeparableProgram,
): number | undefined {
  const c = risk(x) ** 2 - limit * limit
  let a = 0
  for (let i = 0; i < n; i++) {
    if (dx[i] === 0) continue
    for (let j = 0; j < n; j++) a += dx[i]! * P[i * n + j]! * dx[j]!
  }
  if (!(a > 0)) return undefined
  const one = risk(x.map((v, i) => v + dx[i]! / Math.sqrt(a))) ** 2 - limit * limit
  const b = (one - c - 1) * Math.sqrt(a)
  // The larger root, in the form that does not cancel.
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  const s = b >= 0 ? (-2 * c) / (b + root) : (-b + root) / (2 * a)
  return s >= 0 && lambda + s <= end ? lambda + s : undefined
}
