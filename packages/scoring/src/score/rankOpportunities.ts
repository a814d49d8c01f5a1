import type { Opportunity, OpportunityScore } from './opportunity.js'
import { scoreOpportunity } from './scoreOpportunity.js'

/**
 * Opportunities of all classes by their score, the best first; equal scores stay in the order they came.
 *
 * @example
 * import { rankOpportunities } from '@bourse/scoring'
 * const bet = { bucket: 'prediction', time: 0, confidence: 0.6, gain: 1, loss: 1, leverageUse: 0, correlation: 0 } as const
 * const ranked = rankOpportunities([{ ...bet, id: 'A@PM', probability: 0.5 }, { ...bet, id: 'B@PM', probability: 0.7 }])
 * ranked.map(({ opportunity }) => opportunity.id) // => ['B@PM', 'A@PM']
 */
export function rankOpportunities(
  opportunities: readonly Opportunity[],
  version: 'v1' | 'v2' = 'v2',
): readonly { readonly opportunity: Opportunity; readonly score: OpportunityScore }[] {
  return opportunities
    .map((opportunity) => ({ opportunity, score: scoreOpportunity(opportunity, version) }))
    .sort((a, b) => b.score.total - a.score.total)
}
