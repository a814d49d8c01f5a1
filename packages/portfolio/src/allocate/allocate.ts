import { toIsoDate, badArgument, type Frame, type InstrumentId } from '@bourse/core'
import {
  type AllocationProblem,
  type BindingConstraint,
  type Constraint,
  type Objective,
  optimizeWeights,
  type Solution,
  type SolverEffort,
} from '@bourse/optimizer'
import type { BookView } from '../book/bookView.js'
import type { Valuation } from '../exposure/valuation.js'
import type { OrderPlan } from '../orders/orderPlan.js'
import type { RebalanceOptions } from '../targets/rebalanceOptions.js'
import { rebalanceOrders } from '../targets/rebalanceOrders.js'
import { percent } from '../targets/targetOrder.js'
import { type AllocationMoments, allocationMoments } from './allocationMoments.js'
import { type AllocationLimits, allocationLimits } from './allocationProblem.js'
import type { AllocationRequest } from './allocationRequest.js'
import { deepestFall, lossesOver } from './drawdownCuts.js'
import { explainFailure, explainOptimum } from './explainAllocation.js'

/**
 * Weights and what holds them. `expected` and `volatility` per year, `drawdown` of the summed returns of these weights over
 * the history, a share. Every binding constraint is in `binding` and has a sentence in `explain()`.
 */
export type OptimalAllocation = {
  readonly status: 'optimal'
  readonly weights: ReadonlyMap<InstrumentId, number>
  readonly expected: number
  readonly volatility: number
  readonly drawdown: number
  readonly objective: number
  readonly binding: readonly BindingConstraint[]
  readonly effort: SolverEffort
  /** The orders that bring a book there: `rebalanceOrders` with these weights. */
  orders(book: BookView, valuation: Omit<Valuation, 'instruments'>, options?: RebalanceOptions): OrderPlan
  explain(): string
}

/** Why there are no weights: `conflict` names what cannot be met together, empty where that is not the reason. */
export type FailedAllocation = {
  readonly status: 'infeasible' | 'unbounded' | 'noAnswer' | 'stalled'
  readonly conflict: readonly string[]
  readonly effort: SolverEffort
  explain(): string
}

/** Weights can be read only after `status` was looked at. */
export type Allocation = OptimalAllocation | FailedAllocation

/** Falls written down before it is given up; a few are the rule. */
const FALLS = 200
/** A fall deeper than the limit by less than this is at the limit. */
const DEEPER = 1e-9

/**
 * From names, views and limits to weights, and from there to orders, in one call: estimates and views, class limits,
 * margined contracts outside the budget, turnover and drawdown, solved and certified by `@bourse/optimizer`. Infeasible
 * limits are an answer that names which ones clash and by how much; a caller who is wrong gets a `BourseError`.
 *
 * @param options `now`: a clock in milliseconds for `effort.milliseconds`
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { allocate } from '@bourse/portfolio'
 * const fund = { kind: 'etf', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const instruments = createRegistry([{ ...fund, id: 'SPY@ARCX', assetClass: 'equity' }, { ...fund, id: 'TLT@XNAS', assetClass: 'rates' }])
 * const columns = [Float64Array.of(0.02, -0.01, 0.03, -0.02, 0.01, 0.02), Float64Array.of(-0.01, 0.01, 0.01, 0.015, -0.01, 0.01)]
 * const returns = { ids: ['SPY@ARCX', 'TLT@XNAS'] as const, time: Float64Array.of(0, 1, 2, 3, 4, 5), columns }
 * const answer = allocate({ returns, instruments, periodsPerYear: 12, objective: { minimize: 'variance' }, groups: { equity: { min: 0.6 } } })
 * answer.status === 'optimal' && answer.weights.get('SPY@ARCX') // => 0.6
 */
export function allocate(request: AllocationRequest, options: { readonly now?: () => number } = {}): Allocation {
  const { returns: frame, drawdown, objective } = request
  checkFrame(frame)
  checkObjective(objective)
  if (drawdown !== undefined && !(drawdown.max >= 0))
    throw badArgument('allocate', 'drawdown.max', drawdown.max, 'a number >= 0')
  const limits = allocationLimits(request)
  const moments = allocationMoments(request, limits.margined)
  const problem: AllocationProblem = {
    assets: frame.ids,
    expected: moments.expected,
    covariance: moments.covariance,
    ...('minimize' in objective && objective.minimize === 'semivariance' ? { scenarios: moments.returns } : {}),
    objective,
    groups: limits.groups,
  }
  const constraints: Constraint[] = [...limits.constraints]
  const says = new Map(limits.says)
  let [solution, start]: [Solution | undefined, Float64Array | undefined] = [undefined, undefined]
  for (let falls = 0; falls <= FALLS; falls++) {
    solution = optimizeWeights({ ...problem, constraints, ...(start === undefined ? {} : { start }) }, options)
    if (solution.status !== 'optimal' || drawdown === undefined) break
    const fall = deepestFall(moments.returns, solution.weights)
    if (fall.depth <= drawdown.max + DEEPER) break
    start = solution.weights
    const label = `drawdown to ${toIsoDate(frame.time[fall.to]!)}${fall.from < 0 ? '' : ` from ${toIsoDate(frame.time[fall.from]!)}`}`
    if (says.has(label)) break // rounding won: the same fall, written down already
    says.set(label, `the fall until ${toIsoDate(frame.time[fall.to]!)} is at most ${percent(drawdown.max)}`)
    constraints.push({ label, exposure: lossesOver(moments.returns, fall), max: drawdown.max })
  }
  return answered(request, solution!, moments, { ...limits, says })
}

function answered(
  { returns: { ids }, instruments, objective }: AllocationRequest,
  solution: Solution,
  moments: AllocationMoments,
  limits: AllocationLimits,
): Allocation {
  const { effort } = solution
  if (solution.status !== 'optimal') {
    const conflict = solution.status === 'infeasible' ? solution.conflict : []
    return { status: solution.status, conflict, effort, explain: () => explainFailure(solution, limits.says) }
  }
  const w = solution.weights
  const weights = new Map(ids.map((id, i) => [id, w[i]!]))
  const { rows: n, data } = moments.covariance
  let [expected, variance] = [0, 0]
  for (let i = 0; i < n; i++) {
    expected += w[i]! * moments.expected[i]!
    for (let j = 0; j < n; j++) variance += w[i]! * w[j]! * data[i * n + j]!
  }
  const figures = {
    weights,
    expected,
    volatility: Math.sqrt(Math.max(0, variance)),
    drawdown: deepestFall(moments.returns, w).depth,
    objective: solution.objective,
    binding: solution.binding,
  }
  return {
    status: 'optimal',
    ...figures,
    effort,
    orders: (book, valuation, options) => rebalanceOrders(book, weights, { ...valuation, instruments }, options),
    explain: () => explainOptimum(figures, objective, limits.says),
  }
}

// A caller without types meets this first, and would meet a TypeError.
function checkObjective(objective: Objective | undefined): void {
  if (objective === undefined || typeof objective !== 'object')
    throw badArgument('allocate', 'objective', objective, "such as { maximize: 'sharpe', rate: 0.03 }")
}

function checkFrame({ ids, time, columns }: Frame): void {
  if (ids.length === 0) throw badArgument('allocate', 'returns', 'empty', 'at least one column')
  if (columns.length !== ids.length)
    throw badArgument('allocate', 'columns of returns', columns.length, `${ids.length}, one per id`)
  if (time.length < 2) throw badArgument('allocate', 'rows of returns', time.length, 'at least 2')
  for (const [i, column] of columns.entries()) {
    if (column.length !== time.length)
      throw badArgument('allocate', `rows of ${ids[i]}`, column.length, `${time.length}, as the time axis`)
    if (isPrices(column))
      throw badArgument(
        'allocate',
        `returns of ${ids[i]}`,
        'prices',
        "returns: `returnsOf(frame, 'simple')` of @bourse/data",
      )
    const first = column.findIndex((r) => !Number.isNaN(r))
    const gap = first < 0 ? 0 : column.findIndex((r, t) => t >= first && !Number.isFinite(r))
    if (gap >= 0)
      throw badArgument('allocate', `returns of ${ids[i]}, row ${gap}`, column[gap], 'finite numbers after the first')
  }
}

/** No asset gains more than the half of itself in its mean period and falls in none: a frame of closes does. */
function isPrices(column: Float64Array): boolean {
  let [sum, count] = [0, 0]
  for (const value of column) {
    if (value <= 0) return false
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return sum > 0.5 * count
}
