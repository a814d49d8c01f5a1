// Several periods at once: weights of every period, bound together by what trading from one to the next costs. Buys and
// sells are variables of their own, which makes one ordinary quadratic program over the whole horizon.
// @see Boyd et al., Multi-period trading via convex optimization (2017), section 5.
import type { Matrix } from '@bourse/math'
import { failed, noPoint, stopwatch } from '../problem/answer.js'
import { checkCovariance } from '../problem/checkProblem.js'
import { compileConstraints, type Compiled } from '../problem/compile.js'
import { boundsCross, infeasibleOf } from '../problem/conflict.js'
import type { AllocationProblem, Constraint } from '../problem/constraint.js'
import { dotOf, quadraticForm } from '../problem/model.js'
import type { FailedSolution, InfeasibleSolution } from '../problem/solution.js'
import { checkFinite, checkLength } from '../qp/checkProgram.js'
import type { BoundedProgram, SolverEffort } from '../qp/program.js'
import { solveBounded } from '../qp/solve.js'
import { wrongInput } from '../wrongInput.js'

/** What is known today of one future period. */
export type Forecast = { readonly expected: Float64Array; readonly covariance: Matrix }

/**
 * Maximise the sum over periods of expected return - aversion / 2 variance - linear cost of the trades. `held` are the
 * weights before the first trade; `turnover` caps each period's trading (both sides counted). Constraints hold in every
 * period: budgets, bounds, groups and exposures.
 */
export type PlanProblem = {
  readonly assets: readonly string[]
  readonly held: Float64Array
  readonly forecasts: readonly Forecast[]
  readonly aversion: number
  readonly cost?: number | Float64Array
  readonly turnover?: number
  readonly constraints?: readonly Constraint[]
  readonly groups?: { readonly [group: string]: readonly string[] }
}

/** `weights[t]` is held during period t; `turnover[t]` is what is traded to get there. */
export type Plan = {
  readonly status: 'optimal'
  readonly effort: SolverEffort
  readonly weights: readonly Float64Array[]
  readonly turnover: readonly number[]
  readonly objective: number
}

/**
 * The best sequence of weights over a horizon of forecasts when trading costs: it buys early what it will need, and does
 * not trade what it would undo. Do the first trade, then plan again.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { planWeights } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.02, 0], [0, 0.02]])
 * const forecasts = [{ expected: Float64Array.of(0.004, 0), covariance }, { expected: Float64Array.of(0, 0.004), covariance }]
 * const plan = planWeights({ assets: ['a', 'b'], held: Float64Array.of(0.5, 0.5), forecasts, aversion: 1, cost: 0.01 })
 * plan.status === 'optimal' && plan.turnover // => [0, 0]
 */
export function planWeights(
  problem: PlanProblem,
  options: { readonly now?: () => number } = {},
): Plan | InfeasibleSolution | FailedSolution {
  const watch = stopwatch(options.now)
  const { compiled, cost } = checkPlan(problem)
  const { forecasts, held, aversion } = problem
  if (boundsCross(compiled)) return infeasibleOf(compiled, undefined, noPoint(0, watch))
  const program = programOf(problem, compiled, cost)
  const { status, point, iterations } = solveBounded(program)
  const { n } = compiled
  const effort = {
    iterations,
    milliseconds: watch(),
    primalResidual: point.residuals.primal,
    dualResidual: point.residuals.dual,
    gap: point.residuals.gap,
  }
  if (status === 'infeasible') {
    // A period that fails alone has a conflict to name; else the turnover cap is what no path can keep.
    const alone = infeasibleOf(compiled, undefined, effort)
    if (alone.relaxations.length > 0) return alone
    return { status, effort, conflict: ['turnover', ...compiled.rowLabels], relaxations: [] }
  }
  if (status === 'unbounded') return failed(status, 'optimizer/unbounded', 'the plan gets better without end', effort)
  if (status === 'stalled' || point.residuals.primal > 1e-10)
    return failed('stalled', 'optimizer/stalled', 'rounding won: the residuals are above the promise', effort)
  const weights = forecasts.map((_, t) => point.x.slice(t * n, t * n + n))
  const turnover = weights.map((w, t) => {
    const before = t === 0 ? held : weights[t - 1]!
    let traded = 0
    for (let i = 0; i < n; i++) traded += Math.abs(w[i]! - before[i]!)
    return traded < 1e-12 ? 0 : traded
  })
  let objective = 0
  weights.forEach((w, t) => {
    const before = t === 0 ? held : weights[t - 1]!
    const { expected, covariance } = forecasts[t]!
    objective += dotOf(expected, w) - (aversion / 2) * quadraticForm(covariance.data, w)
    for (let i = 0; i < n; i++) objective -= cost[i]! * Math.abs(w[i]! - before[i]!)
  })
  return { status, effort, weights, turnover, objective }
}

function checkPlan(problem: PlanProblem): { readonly compiled: Compiled; readonly cost: Float64Array } {
  const { assets, held, forecasts, aversion, turnover } = problem
  const n = assets.length
  if (forecasts.length === 0) throw wrongInput('forecasts', 'empty', 'at least one period')
  if (!(aversion > 0 && aversion < Number.POSITIVE_INFINITY))
    throw wrongInput('aversion', aversion, 'a finite number > 0')
  if (turnover !== undefined && !(turnover >= 0)) throw wrongInput('turnover', turnover, 'a number >= 0')
  checkLength('held', held, n)
  checkFinite('held', held)
  forecasts.forEach(({ expected, covariance }, t) => {
    checkLength(`forecasts[${t}].expected`, expected, n)
    checkFinite(`forecasts[${t}].expected`, expected)
    checkCovariance(covariance, n)
  })
  const given = problem.cost ?? 0
  const cost = typeof given === 'number' ? new Float64Array(n).fill(given) : given
  checkLength('cost', cost, n)
  for (const c of cost) if (!(c >= 0 && c < Number.POSITIVE_INFINITY)) throw wrongInput('cost', c, 'numbers >= 0')
  const asked: AllocationProblem = {
    assets,
    objective: { minimize: 'variance' },
    ...(problem.constraints === undefined ? {} : { constraints: problem.constraints }),
    ...(problem.groups === undefined ? {} : { groups: problem.groups }),
  }
  const compiled = compileConstraints(asked)
  const kinked = compiled.drafts.find((draft) => 'kinks' in draft)
  if (kinked !== undefined || compiled.limit !== undefined)
    throw wrongInput(
      'constraints',
      `'${kinked?.label ?? compiled.limit?.label}'`,
      'budgets, bounds, groups and exposures in a plan',
    )
  return { compiled, cost }
}

// Variables: weights of all periods, then buys of all periods, then sells. Row: w_t - w_(t-1) - buy + sell = 0.
function programOf(
  { forecasts, held, aversion, turnover }: PlanProblem,
  compiled: Compiled,
  cost: Float64Array,
): BoundedProgram {
  const { n } = compiled
  const H = forecasts.length
  const N = 3 * n * H
  const P = new Float64Array(N * N)
  const q = new Float64Array(N)
  const lower = new Float64Array(N)
  const upper = new Float64Array(N).fill(Number.POSITIVE_INFINITY)
  const start = [0]
  const index: number[] = []
  const value: number[] = []
  const low: number[] = []
  const high: number[] = []
  const row = (entries: readonly (readonly [number, number])[], from: number, to: number): void => {
    for (const [j, v] of [...entries].sort((a, b) => a[0] - b[0])) {
      index.push(j)
      value.push(v)
    }
    start.push(index.length)
    low.push(from)
    high.push(to)
  }
  forecasts.forEach(({ expected, covariance }, t) => {
    const w = t * n
    const buy = (H + t) * n
    const sell = (2 * H + t) * n
    for (let i = 0; i < n; i++) {
      q[w + i] = -expected[i]!
      q[buy + i] = cost[i]!
      q[sell + i] = cost[i]!
      lower[w + i] = compiled.lower[i]!
      upper[w + i] = compiled.upper[i]!
      for (let j = 0; j < n; j++) P[(w + i) * N + w + j] = aversion * covariance.data[i * n + j]!
      const trade: (readonly [number, number])[] = [
        [w + i, 1],
        [buy + i, -1],
        [sell + i, 1],
      ]
      if (t > 0) trade.push([w - n + i, -1])
      row(trade, t === 0 ? held[i]! : 0, t === 0 ? held[i]! : 0)
    }
    for (const draft of compiled.drafts)
      if ('lower' in draft)
        row(
          [...draft.coefficients].map((c, i) => [w + i, c] as const).filter(([, c]) => c !== 0),
          draft.lower,
          draft.upper,
        )
    if (turnover !== undefined)
      row(
        Array.from({ length: 2 * n }, (_, k) => [k < n ? buy + k : sell + k - n, 1] as const),
        Number.NEGATIVE_INFINITY,
        turnover,
      )
  })
  return {
    n: N,
    P,
    q,
    lower,
    upper,
    rows: {
      count: low.length,
      start: Int32Array.from(start),
      index: Int32Array.from(index),
      value: Float64Array.from(value),
      lower: Float64Array.from(low),
      upper: Float64Array.from(high),
    },
  }
}
