import type { Instruments } from '@bourse/assets'
import type { Draft, Duration, ScheduleRule } from '@bourse/core'
import type { Holding } from '@bourse/portfolio'
import type { Feature, Opportunity, OpportunityScore } from '@bourse/scoring'
import type { StrategyContext, Watchable } from '../strategy/strategyContext.js'

/** Where a scan of one bucket stands. */
export type ScanState = 'idle' | 'scanning' | 'scoring' | 'gating' | 'executing' | 'halted'

/** From an opportunity to its score. */
export type ScanScorer = (opportunity: Opportunity) => OpportunityScore

/**
 * How one bucket is scanned. At each due time `scan` lists what might be done; with a `model`, named as in the run's
 * modules, it is asked for the probability of each, outside of the step, with `{ rows }` of the features of each
 * opportunity's id; no answer within `patience` (default a minute) ends the round. Scores decide: strong and standard ones
 * are executed, the best first, by the drafts of `execute` (its place to size them), which pass the gate like all orders;
 * alerts are put on record. `exit` is asked about each holding at each due time and whenever its mark changes.
 */
export interface ScanModule {
  readonly bucket: string
  readonly schedule: ScheduleRule
  readonly features: readonly Feature[]
  readonly model?: string
  readonly patience?: Duration
  /** What it needs of the feed; everything where absent. */
  watch?(instruments: Instruments): readonly Watchable[]
  scan(ctx: StrategyContext): readonly Opportunity[]
  exit(ctx: StrategyContext, holding: Holding): boolean
  execute(opportunity: Opportunity, score: OpportunityScore, ctx: StrategyContext): readonly Draft[]
}
