import { answerOf, failed, noPoint, stopwatch, withinBounds } from '../problem/answer.js'
import { checkProblem } from '../problem/checkProblem.js'
import { type Compiled, compileConstraints, separableOf } from '../problem/compile.js'
import { boundsCross, infeasibleOf } from '../problem/conflict.js'
import type { AllocationProblem } from '../problem/constraint.js'
import { covarianceOf, dotOf, expectedOf, quadraticForm, tradingCost } from '../problem/model.js'
import type { FailedSolution, InfeasibleSolution, Solution } from '../problem/solution.js'
import { wrongInput } from '../wrongInput.js'
import { type CriticalFamily, criticalWalk, programAt } from './criticalLine.js'

/** A frontier asks no objective: it is least variance for every return. */
export type FrontierProblem = Omit<AllocationProblem, 'objective'>

/**
 * A portfolio where the line turns. Between two corners the weights are straight mixtures of them; `lambda` is the risk
 * tolerance 1 / aversion at which it is best. `expected` is after trading costs.
 */
export type Corner = {
  readonly lambda: number
  readonly weights: Float64Array
  readonly expected: number
  readonly variance: number
}

/** Corners from least variance up; `endless` where returns grow without end (unbounded weights). */
export type CornerLine = { readonly status: 'optimal'; readonly corners: readonly Corner[]; readonly endless: boolean }

type Stop = {
  readonly lambda: number
  readonly until: number
  readonly x: Float64Array
  readonly y: Float64Array
  readonly dx: Float64Array
  readonly dy: Float64Array
}

/**
 * All corner portfolios of the mean-variance frontier, exactly, by the critical line: from least variance to most
 * return, under any constraints but limits on risk.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { cornerPortfolios } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.01, 0], [0, 0.03]])
 * const line = cornerPortfolios({ assets: ['a', 'b'], covariance, expected: Float64Array.of(0.02, 0.08) })
 * line.status === 'optimal' && line.corners.map((c) => c.weights[1]) // => [0.25, 1]
 */
export function cornerPortfolios(problem: FrontierProblem): CornerLine | InfeasibleSolution | FailedSolution {
  const line = stopsOf(problem)
  if ('status' in line) return line
  const { stops, endless, compiled } = line
  const corners = stops.map((stop): Corner => {
    const x = withinBounds(compiled, stop.x)
    const costed = { ...problem, objective: { minimize: 'variance' } } as const
    return {
      lambda: stop.lambda,
      weights: x,
      expected: dotOf(problem.expected!, x) - tradingCost(costed, x),
      variance: quadraticForm(problem.covariance!.data, x),
    }
  })
  return { status: 'optimal', corners, endless }
}

type Line = {
  readonly stops: readonly Stop[]
  readonly endless: boolean
  readonly compiled: Compiled
  readonly family: CriticalFamily
}

function stopsOf(problem: FrontierProblem): Line | InfeasibleSolution | FailedSolution {
  const full: AllocationProblem = { ...problem, objective: { minimize: 'variance' } }
  const watch = stopwatch(undefined)
  checkProblem(full)
  const expected = expectedOf(full, 'a frontier')
  const covariance = covarianceOf(full, 'a frontier')
  if (problem.costs?.quadratic !== undefined) throw wrongInput('costs.quadratic', 'given', 'absent for a frontier')
  const compiled = compileConstraints(full)
  if (compiled.limit !== undefined)
    throw wrongInput('constraints', `'${compiled.limit.label}'`, 'no limit on risk for a frontier')
  if (boundsCross(compiled)) return infeasibleOf(compiled, undefined, noPoint(0, watch))
  const q = new Float64Array(compiled.n)
  const base = separableOf(compiled, covariance.data, q, 1)
  const family: CriticalFamily = {
    base,
    q,
    dq: expected.map((v) => -v),
    slope: new Float64Array(base.slope.length),
    dslope: base.slope,
  }
  const walk = criticalWalk(family, 0, problem.start)
  if (walk?.first.status === 'infeasible') return infeasibleOf(compiled, walk.first, noPoint(0, watch))
  const stops: Stop[] = []
  for (let segment = walk?.next(); segment !== undefined; segment = walk?.next()) {
    // A pivot at a standstill leaves no corner behind.
    const before = stops[stops.length - 1]
    if (before !== undefined && segment.lambda - before.lambda <= 1e-12 * segment.lambda) stops.pop()
    stops.push(segment)
  }
  const last = stops[stops.length - 1]
  if (walk === undefined || walk.lost() || last === undefined) {
    const message = 'the covariance is singular on the assets that would be held: use a shrunk estimate'
    return failed('stalled', 'optimizer/singular', message, noPoint(stops.length, watch))
  }
  return { stops, endless: last.dx.some((v) => Math.abs(v) > 1e-12), compiled, family }
}

/**
 * `points` portfolios on the frontier, equally spaced in expected return (after trading costs) from least variance to
 * most return; where returns have no end, to the best single asset. Each is certified like any other answer and its
 * `objective` is the variance. Infeasible constraints give one answer that says why.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { efficientFrontier } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.01, 0], [0, 0.03]])
 * const line = efficientFrontier({ assets: ['a', 'b'], covariance, expected: Float64Array.of(0.02, 0.08) }, 3)
 * line.map((s) => (s.status === 'optimal' ? s.weightOf('b').toFixed(3) : s.status)) // => ['0.250', '0.625', '1.000']
 */
export function efficientFrontier(problem: FrontierProblem, points: number): readonly Solution[] {
  if (!(Number.isInteger(points) && points >= 2)) throw wrongInput('points', points, 'a whole number >= 2')
  const line = stopsOf(problem)
  if ('status' in line) return [line]
  const { stops, endless, compiled, family } = line
  const full: AllocationProblem = { ...problem, objective: { minimize: 'variance' } }
  const gain = (x: Float64Array): number => dotOf(problem.expected!, x) - tradingCost(full, x)
  const gains = stops.map((stop) => gain(stop.x))
  const low = gains[0]!
  const high = endless ? Math.max(gains[gains.length - 1]!, ...problem.expected!) : gains[gains.length - 1]!
  const answers: Solution[] = []
  let k = 0
  for (let p = 0; p < points; p++) {
    const target = p === points - 1 ? high : low + ((high - low) * p) / (points - 1)
    while (k + 1 < stops.length && gains[k + 1]! < target) k++
    const stop = stops[k]!
    const step = stepTo(target, gains[k]!, stop, stops[k + 1], gains[k + 1], gain)
    const lambda = stop.lambda + step
    const x = stop.x.map((v, i) => v + step * stop.dx[i]!)
    const y = stop.y.map((v, i) => v + step * stop.dy[i]!)
    const objective = quadraticForm(problem.covariance!.data, x)
    const found = { program: programAt(family, lambda), x, y, objective, price: 2, iterations: k + 1 }
    answers.push(answerOf(full, compiled, found, stopwatch(undefined)))
  }
  return answers
}

// How far along the segment the return is `target`: returns are straight within it.
function stepTo(
  target: number,
  from: number,
  stop: Stop,
  next: Stop | undefined,
  to: number | undefined,
  gain: (x: Float64Array) => number,
): number {
  if (next !== undefined && to !== undefined)
    return to > from ? Math.min(1, Math.max(0, (target - from) / (to - from))) * (next.lambda - stop.lambda) : 0
  const slope = gain(stop.x.map((v, i) => v + stop.dx[i]!)) - from
  return slope > 1e-15 ? Math.max(0, (target - from) / slope) : 0
}
