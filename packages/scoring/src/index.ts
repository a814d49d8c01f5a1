// @bourse/scoring: models, features, validation, and one comparable score for every opportunity.

// models
export type { Importance, TreeModel } from './trees/treeModel.js'
export { loadXgboost } from './xgboost/loadXgboost.js'
export { loadLightgbm } from './lightgbm/loadLightgbm.js'
// features
export type { Feature } from './features/feature.js'
// one score
export type { Opportunity, OpportunityScore } from './score/opportunity.js'
export { percentileScore, type RankedOpportunity } from './score/percentileScore.js'
export { rankOpportunities } from './score/rankOpportunities.js'
export { scoreOpportunity } from './score/scoreOpportunity.js'
