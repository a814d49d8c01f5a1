import type { Instruments, Partition } from '@bourse/assets'
import type { Frame, InstrumentId } from '@bourse/core'
import type { Constraint, Objective, StatedView } from '@bourse/optimizer'

/** Least and most of a share. */
export type ShareLimits = { readonly min?: number; readonly max?: number }

/**
 * What is wanted, by names. Shares are of equity, rates and expectations per year.
 *
 * - `returns`: simple returns per period; leading NaN where something was listed later.
 * - `objective`: as in `optimizeWeights`, per year; a `semivariance` is of the periods.
 * - `views` and `market`: with views, expected returns are those of Black and Litterman around what the `market` weights
 *   (default: equal) believe under `aversion` (2.5); without, they are the history's, drawn to each other (Bayes-Stein).
 * - `groups`: limits of buckets of `partition` (default by class); contracts count by notional. `each`: of single weights.
 * - `budget`: share that is invested, default 1. Futures and perpetuals stand outside it: `margined.max` bounds their notional
 *   (sum of absolute weights), and must be given where there are any; `short` lets them be sold.
 * - `turnover`: sum of |weight - from|, purchases and sales; `from` as `bookWeights` tells it.
 * - `drawdown`: deepest fall of the summed returns of these weights over `returns`, as a share.
 * - `constraints`: more, as `optimizeWeights` takes them.
 * - `periodsPerYear`: by default counted from the time axis.
 */
export type AllocationRequest = {
  readonly returns: Frame
  readonly instruments: Instruments
  readonly objective: Objective
  readonly views?: readonly StatedView[]
  readonly market?: ReadonlyMap<InstrumentId, number>
  readonly aversion?: number
  readonly partition?: Partition
  readonly groups?: { readonly [bucket: string]: ShareLimits }
  readonly each?: ShareLimits
  readonly budget?: number
  readonly margined?: { readonly max: number; readonly short?: boolean }
  readonly turnover?: { readonly max: number; readonly from: ReadonlyMap<InstrumentId, number> }
  readonly drawdown?: { readonly max: number }
  readonly constraints?: readonly Constraint[]
  readonly periodsPerYear?: number
}
