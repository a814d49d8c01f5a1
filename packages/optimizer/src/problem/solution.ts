import type { Failure } from '@bourse/core'
import type { SolverEffort } from '../qp/program.js'

/**
 * `shadowPrice`: what the objective gains per unit by which the constraint is loosened, >= 0 (for `each`: all its
 * members by one unit).
 */
export type BindingConstraint = { readonly label: string; readonly shadowPrice: number }

/** Loosening `label` by `by`, in its own unit. */
export type Relaxation = { readonly label: string; readonly by: number }

/**
 * Weights with their proof. `objective` is what was asked for: variance, tracking error (a volatility), semivariance,
 * Sharpe ratio, utility, return, diversification ratio, volatility (risk parity). Constraints are met to 1e-10 or better, the
 * budget to 1e-12.
 */
export type OptimalSolution = {
  readonly status: 'optimal'
  readonly effort: SolverEffort
  readonly assets: readonly string[]
  readonly weights: Float64Array
  readonly weightOf: (asset: string) => number
  readonly objective: number
  readonly binding: readonly BindingConstraint[]
}

/**
 * No weights to read. `conflict` is minimal: without any one of its constraints the others can be met together. The
 * relaxations together make the problem feasible; one is enough unless there are several conflicts.
 */
export type InfeasibleSolution = {
  readonly status: 'infeasible'
  readonly effort: SolverEffort
  readonly conflict: readonly string[]
  readonly relaxations: readonly Relaxation[]
}

/**
 * `unbounded`: better without end. `noAnswer`: the question has none, such as the best Sharpe ratio where nothing beats
 * cash. `stalled`: rounding won; the residuals say by how much.
 */
export type FailedSolution = {
  readonly status: 'unbounded' | 'noAnswer' | 'stalled'
  readonly effort: SolverEffort
  readonly failure: Failure<FailureCode>
}

/** Why there are no weights. */
export type FailureCode =
  | 'optimizer/unbounded'
  | 'optimizer/nothing-beats-cash'
  | 'optimizer/stalled'
  | 'optimizer/singular'

/** What `optimizeWeights` answers; weights can be read only after `status` was looked at. */
export type Solution = OptimalSolution | InfeasibleSolution | FailedSolution
