import { walkToLimit } from '../frontier/quadraticLimit.js'
import { bestRatio } from '../frontier/sharpe.js'
import type { CriticalFamily } from '../frontier/criticalLine.js'
import { programAt } from '../frontier/criticalLine.js'
import { riskParitySolution } from '../parity/paritySolution.js'
import type { SeparableProgram } from '../qp/separable.js'
import { solveSeparable } from '../qp/separableSolve.js'
import { wrongInput } from '../wrongInput.js'
import { answerOf, failed, noPoint, type Stopwatch, stopwatch } from './answer.js'
import { checkProblem } from './checkProblem.js'
import { type Compiled, compileConstraints, separableOf } from './compile.js'
import { boundsCross, infeasibleOf } from './conflict.js'
import type { AllocationProblem, Objective } from './constraint.js'
import { liftedSolve } from './lifted.js'
import { limitConflict } from './limitConflict.js'
import {
  benchmarkOf,
  correlationOf,
  costAt,
  covarianceOf,
  deviationsOf,
  dotOf,
  expectedOf,
  type Model,
  quadraticForm,
  tradingCost,
} from './model.js'
import { semivarianceSolution } from './semivariance.js'
import type { Solution } from './solution.js'

/**
 * The weights that serve the objective best under the constraints, with a certificate; or a minimal set of constraints
 * that cannot be met together; or why there is no answer. A mathematical outcome is a status, never an exception; a
 * caller who is wrong (sizes, unknown names, a covariance with a negative eigenvalue) gets a `BourseError`.
 *
 * @param options `now`: a clock in milliseconds for `effort.milliseconds`
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { optimizeWeights } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0.006], [0.006, 0.09]])
 * const best = optimizeWeights({ assets: ['SPY', 'GLD'], covariance, objective: { minimize: 'variance' } })
 * best.status === 'optimal' && best.weightOf('SPY') // => 0.711864406779661
 */
export function optimizeWeights(problem: AllocationProblem, options: { readonly now?: () => number } = {}): Solution {
  const watch = stopwatch(options.now)
  checkProblem(problem)
  const compiled = compileConstraints(problem)
  if (boundsCross(compiled)) return infeasibleOf(compiled, undefined, noPoint(0, watch))
  const { objective } = problem
  if ('equalize' in objective) return riskParitySolution(problem, compiled, objective.budgets, watch)
  if ('maximize' in objective && (objective.maximize === 'sharpe' || objective.maximize === 'diversification'))
    return ratioSolution(problem, compiled, objective, watch)
  if ('minimize' in objective && objective.minimize === 'semivariance')
    return semivarianceSolution(problem, compiled, watch)
  const model = modelOf(problem)
  if (compiled.limit === undefined && model.aversion > 0) return directSolution(problem, compiled, model, watch)
  return limitedSolution(problem, compiled, model, watch)
}

function modelOf(problem: AllocationProblem): Model {
  const { objective } = problem
  const n = problem.assets.length
  const none = new Float64Array(n)
  if ('maximize' in objective) {
    const expected = expectedOf(problem, `maximize '${objective.maximize}'`)
    const linear = expected.map((v) => -v)
    if (objective.maximize === 'utility') {
      if (!(objective.aversion > 0 && objective.aversion < Number.POSITIVE_INFINITY))
        throw wrongInput('aversion', objective.aversion, "a finite number > 0 (for 0: maximize 'return')")
      const C = covarianceOf(problem, 'utility').data
      return { C, aversion: objective.aversion, centre: undefined, linear, costs: 1 }
    }
    const C = problem.covariance?.data ?? identity(n)
    return { C, aversion: 0, centre: undefined, linear, costs: 1 }
  }
  const what = 'minimize' in objective ? objective.minimize : 'equalize'
  const covariance = covarianceOf(problem, `minimize '${what}'`)
  if (what === 'correlation')
    return { C: correlationOf(covariance), aversion: 2, centre: undefined, linear: none, costs: 1 }
  const centre = 'benchmark' in objective ? benchmarkOf(objective.benchmark, n) : undefined
  return { C: covariance.data, aversion: 2, centre, linear: none, costs: 1 }
}

// What is reported of a point: the objective as asked for.
function objectiveOf(problem: AllocationProblem, model: Model, w: Float64Array): number {
  const { objective } = problem
  const cost = tradingCost(problem, w)
  if ('maximize' in objective)
    return (
      -dotOf(model.linear, w) - cost - (model.aversion / 2) * (model.aversion === 0 ? 0 : quadraticForm(model.C, w))
    )
  const from = model.centre === undefined ? w : w.map((v, i) => v - model.centre![i]!)
  const risk = quadraticForm(model.C, from)
  return model.centre === undefined ? risk + cost : Math.sqrt(Math.max(0, risk)) + (cost === 0 ? 0 : cost)
}

// aversion times (w'Cw / 2 - centre'Cw + ...): the solver sees it divided by the aversion.
function directProgram(problem: AllocationProblem, compiled: Compiled, model: Model): SeparableProgram {
  const { n } = compiled
  const { aversion, linear, centre } = model
  const q = linear.map((v) => v / aversion)
  if (centre !== undefined) subtractProduct(model.C, centre, q)
  let P = model.C
  const quadratic = problem.costs?.quadratic
  if (quadratic !== undefined) {
    P = P.slice()
    for (let i = 0; i < n; i++) {
      const c = (2 * model.costs * costAt(quadratic, i)) / aversion
      P[i * n + i]! += c
      q[i]! -= c * problem.costs!.from[i]!
    }
  }
  return separableOf(compiled, P, q, model.costs / aversion)
}

function directSolution(problem: AllocationProblem, compiled: Compiled, model: Model, watch: Stopwatch): Solution {
  const program = directProgram(problem, compiled, model)
  const { solution: quick } = solveSeparable(program, problem.start)
  // A singular covariance with many free assets: the interior point takes it.
  const solution = quick.status === 'stalled' ? liftedSolve(program) : quick
  if (solution.status === 'infeasible') return infeasibleOf(compiled, solution, noPoint(solution.iterations, watch))
  const objective = objectiveOf(problem, model, solution.x)
  const tracking = model.centre === undefined || objective === 0 ? 1 : 1 / (2 * objective)
  const { x, rows: y, iterations } = solution
  return answerOf(problem, compiled, { program, x, y, objective, price: model.aversion * tracking, iterations }, watch)
}

function limitedSolution(problem: AllocationProblem, compiled: Compiled, model: Model, watch: Stopwatch): Solution {
  refuseQuadraticCosts(problem)
  const { n } = compiled
  const { aversion, linear } = model
  const limit = compiled.limit ?? { label: '', limit: Number.POSITIVE_INFINITY, centre: undefined }
  if (compiled.limit !== undefined) covarianceOf(problem, `'${limit.label}'`)
  const q = new Float64Array(n)
  if (limit.centre !== undefined) subtractProduct(model.C, limit.centre, q)
  const dq = linear.map((v, i) => v - aversion * q[i]!)
  if (model.centre !== undefined) {
    const shift = new Float64Array(n)
    subtractProduct(model.C, model.centre, shift)
    for (let i = 0; i < n; i++) dq[i]! += aversion * shift[i]!
  }
  const family = familyOf(compiled, model.C, q, dq, model.costs)
  const risk = (x: Float64Array): number => {
    const from = limit.centre === undefined ? x : x.map((v, i) => v - limit.centre![i]!)
    return Math.sqrt(Math.max(0, quadraticForm(model.C, from)))
  }
  const point = walkToLimit(family, risk, limit.limit, aversion > 0 ? 1 / aversion : Number.POSITIVE_INFINITY)
  if (point.status === 'rowsInfeasible') return infeasibleAgain(compiled, family, watch)
  if (point.status === 'infeasible') return limitConflict(compiled, model.C, q, risk, point.least, noPoint(0, watch))
  if (point.status === 'unbounded')
    return failed(
      'unbounded',
      'optimizer/unbounded',
      'the objective gets better without end: bound the weights',
      noPoint(0, watch),
    )
  if (point.status !== 'found') return failed('stalled', 'optimizer/singular', singular, noPoint(0, watch))
  const objective = objectiveOf(problem, model, point.x)
  const { lambda, x, y, corners } = point
  if (lambda === Number.POSITIVE_INFINITY) {
    const end = linearEnd(family)
    return answerOf(problem, compiled, { program: end, x, y, objective, price: 1, iterations: corners }, watch)
  }
  const price = 1 / lambda
  const limitPrice = point.tight ? Math.max(0, 1 / lambda - aversion) * limit.limit : 0
  const tracking = model.centre === undefined || objective === 0 ? 1 : 1 / (2 * objective)
  const found = {
    program: programAt(family, lambda),
    x,
    y,
    objective,
    price: price * tracking,
    limitPrice: limitPrice * tracking,
    iterations: corners,
  }
  return answerOf(problem, compiled, found, watch)
}

const singular =
  'the covariance is singular on the assets that would be held: use a shrunk estimate, or add a small ridge to its diagonal'

// At the end of the line risk no longer counts: the program of the linear part alone.
function linearEnd(family: CriticalFamily): SeparableProgram {
  const { base, dq, dslope } = family
  return { ...base, P: new Float64Array(base.P.length), q: dq, slope: dslope }
}

function familyOf(
  compiled: Compiled,
  C: Float64Array,
  q: Float64Array,
  dq: Float64Array,
  costs: number,
): CriticalFamily {
  const base = separableOf(compiled, C, q, costs)
  return { base, q, dq, slope: new Float64Array(base.slope.length), dslope: base.slope }
}

function infeasibleAgain(compiled: Compiled, family: CriticalFamily, watch: Stopwatch): Solution {
  const { solution } = solveSeparable(programAt(family, 0))
  return infeasibleOf(compiled, solution, noPoint(solution.iterations, watch))
}

type Ratio = Extract<Objective, { maximize: 'sharpe' } | { maximize: 'diversification' }>

function ratioSolution(
  problem: AllocationProblem,
  compiled: Compiled,
  objective: Extract<Objective, { readonly maximize: 'sharpe' | 'return' | 'diversification' }>,
  watch: Stopwatch,
): Solution {
  refuseQuadraticCosts(problem)
  if (compiled.limit?.centre !== undefined)
    throw wrongInput(
      'constraints',
      `'${compiled.limit.label}'`,
      `no tracking-error limit with maximize '${objective.maximize}'`,
    )
  const { n } = compiled
  const covariance = covarianceOf(problem, `maximize '${objective.maximize}'`)
  const sharpe = objective.maximize === 'sharpe'
  const rate = sharpe && 'rate' in objective ? ((objective as Ratio & { rate?: number }).rate ?? 0) : 0
  if (!Number.isFinite(rate)) throw wrongInput('rate', rate, 'a finite number')
  const gain = sharpe ? expectedOf(problem, "maximize 'sharpe'").map((v) => v - rate) : deviationsOf(covariance)
  const family = familyOf(
    compiled,
    covariance.data,
    new Float64Array(n),
    gain.map((v) => -v),
    sharpe ? 1 : 0,
  )
  const variance = (x: Float64Array): number => quadraticForm(covariance.data, x)
  const excess = (x: Float64Array): number => dotOf(gain, x) - (sharpe ? tradingCost(problem, x) : 0)
  const point = bestRatio(family, variance, excess)
  if (point.status === 'rowsInfeasible') return infeasibleAgain(compiled, family, watch)
  if (point.status === 'nothing')
    return failed(
      'noAnswer',
      'optimizer/nothing-beats-cash',
      `no allowed portfolio earns more than cash: the best excess return is ${point.best}`,
      noPoint(0, watch),
      { bestExcess: point.best },
    )
  if (point.status === 'unbounded')
    return failed(
      'unbounded',
      'optimizer/unbounded',
      'the ratio grows without end: bound the weights',
      noPoint(0, watch),
    )
  if (point.status !== 'found') return failed('stalled', 'optimizer/singular', singular, noPoint(0, watch))
  const risk = Math.sqrt(variance(point.x))
  const cap = compiled.limit?.limit ?? Number.POSITIVE_INFINITY
  const ratio = (x: Float64Array): number => excess(x) / Math.sqrt(variance(x))
  if (risk > cap) {
    // Along the line the ratio rises until the tangent: under a cap the best is where the cap is met.
    const capped = walkToLimit(family, (x) => Math.sqrt(variance(x)), cap, point.lambda)
    if (capped.status === 'infeasible')
      return limitConflict(
        compiled,
        covariance.data,
        family.q,
        (x) => Math.sqrt(variance(x)),
        capped.least,
        noPoint(0, watch),
      )
    if (capped.status !== 'found') return failed('stalled', 'optimizer/singular', singular, noPoint(0, watch))
    const { lambda, x, y, corners } = capped
    const program = programAt(family, lambda)
    return answerOf(
      problem,
      compiled,
      { program, x, y, objective: ratio(x), price: 1 / (lambda * cap), limitPrice: 0, iterations: corners },
      watch,
    )
  }
  // d(ratio) = multiplier * excess / risk^3.
  const price = excess(point.x) / risk ** 3
  const { lambda, x, y, corners } = point
  const program = programAt(family, lambda)
  return answerOf(problem, compiled, { program, x, y, objective: ratio(x), price, iterations: corners }, watch)
}

function refuseQuadraticCosts({ costs }: AllocationProblem): void {
  if (costs?.quadratic !== undefined)
    throw wrongInput(
      'costs.quadratic',
      'given',
      "absent, unless the objective is 'variance', 'trackingError', 'correlation' or 'utility' without a limit on risk",
    )
}

function subtractProduct(C: Float64Array, v: Float64Array, from: Float64Array): void {
  const n = v.length
  for (let i = 0; i < n; i++) {
    let s = 0
    for (let j = 0; j < n; j++) s += C[i * n + j]! * v[j]!
    from[i]! -= s
  }
}

function identity(n: number): Float64Array {
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++) data[i * n + i] = 1
  return data
}
