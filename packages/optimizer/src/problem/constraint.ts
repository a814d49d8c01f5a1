import type { Matrix } from '@bourse/math'

/**
 * What the weights must keep. A `label` names the constraint in answers; without one its kind and members do. `of` are
 * asset labels, all assets where it is left out. Caps allow equality.
 *
 * - `budget`: the weights sum to it. Assets left out of `of` (futures, margined) stand outside the budget.
 * - `each`: bounds of single weights. Without any `min`, a weight is at least 0.
 * - `group`: bounds of the sum over a named group of the problem.
 * - `exposure`: bounds of the sum of loadings times weights: factor, sector, currency, beta, notional.
 * - `targetReturn`: least expected return.
 * - `turnover`: sum of |w - from|, buys and sells both counted.
 * - `gross`: sum of |w|; `long`: sum of what is above 0; `short`: of what is below, told positive.
 * - `volatility`, `trackingError` (of w - benchmark): per period of the covariance; one of the two in a problem.
 */
export type Constraint = { readonly label?: string } & (
  | { readonly budget: number; readonly of?: readonly string[] }
  | { readonly each: true; readonly of?: readonly string[]; readonly min?: number; readonly max?: number }
  | { readonly group: string; readonly min?: number; readonly max?: number }
  | { readonly exposure: Loadings; readonly min?: number; readonly max?: number }
  | { readonly targetReturn: number }
  | { readonly turnover: number; readonly from: Float64Array }
  | { readonly gross: number; readonly of?: readonly string[] }
  | { readonly long: number; readonly of?: readonly string[] }
  | { readonly short: number; readonly of?: readonly string[] }
  | { readonly volatility: number }
  | { readonly trackingError: number; readonly benchmark: Float64Array }
)

/** One number per asset, as a column or by label (0 where absent). */
export type Loadings = Float64Array | { readonly [asset: string]: number }

/**
 * Cost of trading from weights `from`: `linear` |w - from| + `quadratic` (w - from)^2 per asset, in the units of
 * expected return. Taken off the return (utility, return, Sharpe ratio), added to the variance.
 */
export type TradingCosts = {
  readonly from: Float64Array
  readonly linear?: number | Float64Array
  readonly quadratic?: number | Float64Array
}

/**
 * Rates and targets are per the period of the inputs. `correlation`: w'Rw with R the correlations (most decorrelated).
 * `semivariance`: mean squared shortfall of the portfolio's returns below `below` (below their own mean where left out).
 */
export type Objective =
  | { readonly minimize: 'variance' | 'correlation' }
  | { readonly minimize: 'semivariance'; readonly below?: number }
  | { readonly minimize: 'trackingError'; readonly benchmark: Float64Array }
  | { readonly maximize: 'sharpe'; readonly rate?: number }
  | { readonly maximize: 'utility'; readonly aversion: number }
  | { readonly maximize: 'return' | 'diversification' }
  | { readonly equalize: 'risk'; readonly budgets?: Float64Array }

/**
 * Who is asked for what. `covariance` for variance problems, `scenarios` (rows are periods, columns assets) for
 * semivariance. Without a budget the weights sum to 1. `groups`: label -> asset labels. `start`: weights near the
 * answer, such as the last ones: the solver then starts from their active constraints.
 */
export type AllocationProblem = {
  readonly assets: readonly string[]
  readonly expected?: Float64Array
  readonly covariance?: Matrix
  readonly scenarios?: Matrix
  readonly objective: Objective
  readonly constraints?: readonly Constraint[]
  readonly groups?: { readonly [group: string]: readonly string[] }
  readonly costs?: TradingCosts
  readonly start?: Float64Array
}
