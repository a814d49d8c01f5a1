import type { Draft, ScheduleRule } from '@bourse/core'
import type { Holding } from '@bourse/portfolio'
import type { Feature, Opportunity, OpportunityScore } from '@bourse/scoring'
import type { StrategyContext } from '../strategy/strategyContext.js'

/** Where a scan of one bucket stands. */
export type ScanState = 'idle' | 'scanning' | 'scoring' | 'gating' | 'executing' | 'halted'

/** From an opportunity to its score. */
export type ScanScorer = (opportunity: Opportunity) => OpportunityScore

export interface ScanModule {
  readonly bucket: string
  readonly schedule: ScheduleRule
  readonly features: readonly Feature[]
  readonly model?: string
  scan(ctx: StrategyContext): readonly Opportunity[]
  exit(ctx: StrategyContext, holding: Holding): boolean
  execute(opportunity: Opportunity, score: OpportunityScore, ctx: StrategyContext): readonly Draft[]
}
