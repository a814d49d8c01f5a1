// @bourse/scoring: models, features, validation, and one comparable score for every opportunity.

// models
export type { Importance, TreeModel } from './trees/treeModel.js'
export { loadXgboost } from './xgboost/loadXgboost.js'
export { loadLightgbm } from './lightgbm/loadLightgbm.js'
export type { LabelledSet } from './labelledSet.js'
export { trainBoosted } from './boosted/trainBoosted.js'
export type { BoostedModel } from './boosted/boostedModel.js'
export type { BoostObjective, BoostSettings } from './boosted/boostSettings.js'
export { type ForestModel, type ForestSettings, trainForest } from './forest/trainForest.js'
export { type ForestTree, loadForest } from './forest/loadForest.js'
export type { LinearModel } from './linear/linearModel.js'
export { trainLinear } from './linear/trainLinear.js'
export { trainLogistic } from './linear/trainLogistic.js'
export { fitScaler, type Scaler } from './linear/fitScaler.js'
export {
  accuracyWeights,
  averageModels,
  type EnsembleModel,
  type JointAnswer,
  stackModels,
} from './ensemble/ensembleModel.js'
export {
  type ChosenModel,
  chooseModel,
  type ModelState,
  retrainSchedule,
  ruleModel,
} from './ensemble/chooseModel.js'
// features
export type { Feature } from './features/feature.js'
// one score
export type { Opportunity, OpportunityScore } from './score/opportunity.js'
export { percentileScore, type RankedOpportunity } from './score/percentileScore.js'
export { rankOpportunities } from './score/rankOpportunities.js'
export { scoreOpportunity } from './score/scoreOpportunity.js'
