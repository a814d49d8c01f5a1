import type { AllocationProblem, Constraint } from '../problem/constraint.js'
import type { InfeasibleSolution, FailedSolution, OptimalSolution } from '../problem/solution.js'
import type { Matrix } from '@bourse/math'

/**
 * Risks that scenarios show, all per period and positive for a loss. Drawdowns are of the summed returns, starting from 0.
 *
 * - `cvar`: mean loss of the worst 1 - confidence (0.95) of periods (Rockafellar and Uryasev 2000).
 * - `cdar`: likewise of drawdowns; `averageDrawdown` over all periods; `maxDrawdown`.
 * - `worstLoss`: of the worst period; `range`: best return less the worst; `cvarRange`: mean of the best less mean of the
 *   worst 1 - confidence.
 * - `mad`: mean absolute deviation from the mean; `shortfall`: mean of what is missing to `below` (0), the first lower
 *   partial moment; `giniDifference`: mean absolute difference of two periods.
 */
export type TailRisk =
  | { readonly risk: 'cvar' | 'cdar' | 'cvarRange'; readonly confidence?: number }
  | { readonly risk: 'averageDrawdown' | 'maxDrawdown' | 'worstLoss' | 'range' | 'mad' | 'giniDifference' }
  | { readonly risk: 'shortfall'; readonly below?: number }

/**
 * `reward`: the risk less `reward` times the expected return is minimised. `omega`: mean gain above `below` (0) per mean
 * shortfall below it.
 */
export type TailObjective =
  | { readonly minimize: TailRisk; readonly reward?: number }
  | { readonly maximize: 'return' }
  | { readonly maximize: 'omega'; readonly below?: number }

/**
 * Beside the constraints of `optimizeWeights` (limits on volatility and tracking error apart, which are not linear):
 *
 * - `maxDrawdown`, or `atMost` of any risk.
 * - `maxHoldings`: how many weights may differ from 0; `minPosition`: a weight is 0 or at least this far from it.
 * - `lots`: weights are whole multiples, one size per asset or one for all; `cash` is the share of the budget that may stay
 *   uninvested because lots do not add up to it.
 */
export type TailConstraint =
  | Constraint
  | ({ readonly label?: string } & (
      | { readonly maxDrawdown: number }
      | { readonly atMost: number; readonly of: TailRisk }
      | { readonly maxHoldings: number }
      | { readonly minPosition: number }
      | { readonly lots: number | Float64Array; readonly cash: number }
    ))

/** Rows of `scenarios` are periods in their order. `expected`: the mean of the scenarios where left out. */
export type TailProblem = Omit<AllocationProblem, 'objective' | 'constraints' | 'covariance' | 'scenarios'> & {
  readonly scenarios: Matrix
  readonly objective: TailObjective
  readonly constraints?: readonly TailConstraint[]
}

/**
 * `gap`: relative distance from the optimum at which a whole-number problem may stop (1e-9). `deadline`: milliseconds of
 * solving after which the best weights so far are handed out as `feasible`. `now`: a clock for `effort.milliseconds`.
 */
export type TailOptions = { readonly gap?: number; readonly deadline?: number; readonly now?: () => number }

/** Allowed weights that are not proved best: `effort.gap` says how far from the best they may be. */
export type FeasibleSolution = Omit<OptimalSolution, 'status'> & { readonly status: 'feasible' }

/** As `Solution`, and `feasible` where the deadline struck first. */
export type TailSolution = OptimalSolution | FeasibleSolution | InfeasibleSolution | FailedSolution
