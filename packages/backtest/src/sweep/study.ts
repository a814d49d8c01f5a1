import type { EpochMs, Failure } from '@bourse/core'
import type { PerformanceFigures } from '@bourse/risk'
import type { HonestyCheck } from '../honesty/honestyCheck.js'
import type { Report } from '../report/report.js'
import type { ParamSet } from './gridPoints.js'
import type { WalkForwardPlan } from './walkWindows.js'

/** One point of a grid, run. */
export type Trial = { readonly params: ParamSet; readonly figures: PerformanceFigures; readonly digest: string }
/**
 * `neighbours`: median of the figure over adjacent grid points, NaN where there are none. `deflatedSharpe`: the probability
 * that the winner's Sharpe ratio is above what the best of so many trials shows by luck. `overfitProbability`: how often
 * the best of one half of the time is below the median of the other. Both on returns over at most 512 equal stretches.
 */
export type BestTrial = Trial & {
  readonly deflatedSharpe: number
  readonly overfitProbability: number
  readonly neighbours: number
}
/** A point that could not be run, and why: its worker died, or the strategy refused its parameters. */
export type FailedTrial = { readonly params: ParamSet; readonly failure: Failure }

/** Everything a sweep has run, in the order of the grid, the last parameter fastest. */
export interface Study {
  readonly trials: readonly Trial[]
  readonly failures: readonly FailedTrial[]
  /** The lowest of risks and the highest of everything else; the first of equals. */
  best(figure: keyof PerformanceFigures): BestTrial
  /** Of the trial with the best Sharpe ratio. */
  overfit(): readonly HonestyCheck[]
  walkForward(plan: WalkForwardPlan): Promise<WalkForward>
  /** The ten best by Sharpe ratio, and what is to be said against the first. At most 80 columns. */
  table(): string
}

/** One step: chosen on what came before `from`, traded from `from` (included) to `to` (excluded). */
export type WalkWindow = {
  readonly trainFrom: EpochMs
  readonly trainTo: EpochMs
  readonly from: EpochMs
  readonly to: EpochMs
  readonly params: ParamSet
  readonly report: Report
}
/**
 * `equity`: the out-of-sample curves one after the other, each continuing from what the one before had come to. Every
 * window begins flat with the same cash; warmed up on what came before it, without trading.
 */
export interface WalkForward {
  readonly time: Float64Array
  readonly equity: Float64Array
  readonly figures: PerformanceFigures
  readonly windows: readonly WalkWindow[]
}
