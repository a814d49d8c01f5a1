// The best ratio of excess return to volatility lies on the critical line where lambda excess = variance: the tangent
// from cash. Within a segment that difference is linear in lambda, so the point is found exactly.
import { type CriticalFamily, criticalWalk } from './criticalLine.js'

/** Where a ratio is largest, or why it has no largest value. */
export type RatioPoint =
  | {
      readonly status: 'found'
      readonly lambda: number
      readonly x: Float64Array
      readonly y: Float64Array
      readonly corners: number
    }
  | { readonly status: 'nothing'; readonly best: number }
  | { readonly status: 'rowsInfeasible' | 'unbounded' | 'stalled' }

/** `variance` and `excess` of a point. */
export function bestRatio(
  family: CriticalFamily,
  variance: (x: Float64Array) => number,
  excess: (x: Float64Array) => number,
): RatioPoint {
  const walk = criticalWalk(family, 0)
  if (walk === undefined) return { status: 'stalled' }
  if (walk.first.status === 'infeasible') return { status: 'rowsInfeasible' }
  if (walk.first.status !== 'optimal') return { status: 'stalled' }
  const short = (lambda: number, x: Float64Array): number => lambda * excess(x) - variance(x)
  let corners = 0
  for (let segment = walk.next(); segment !== undefined; segment = walk.next()) {
    corners++
    const { lambda, until, x, dx } = segment
    const begin = short(lambda, x)
    const endless = !Number.isFinite(until)
    const h = endless ? Math.max(1, lambda) : until - lambda
    const end = short(
      lambda + h,
      x.map((v, i) => v + h * dx[i]!),
    )
    if (end < 0 && !endless) continue
    if (!(end > begin)) return stopped(dx, excess(x))
    const root = Math.max(lambda, lambda - (begin * h) / (end - begin))
    const { x: w, rows } = walk.at(root)
    return { status: 'found', lambda: root, x: w, y: rows, corners }
  }
  return { status: 'stalled' }
}

function stopped(dx: Float64Array, best: number): RatioPoint {
  return dx.some((v) => Math.abs(v) > 1e-12) ? { status: 'unbounded' } : { status: 'nothing', best }
}
