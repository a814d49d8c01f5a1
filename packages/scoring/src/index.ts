// @bourse/scoring
export type { Feature } from './features/feature.js'
export type { Opportunity, OpportunityScore } from './score/opportunity.js'
export { scoringVersion } from './version.js'
