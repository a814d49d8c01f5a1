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
// metrics
export { brierScore } from './metrics/brierScore.js'
export { type CalibrationCurve, calibrationCurve, calibrationError } from './metrics/calibrationCurve.js'
export { type ClassMetrics, classMetrics } from './metrics/classMetrics.js'
export { logLoss } from './metrics/logLoss.js'
export { type MulticlassMetrics, multiclassMetrics } from './metrics/multiclassMetrics.js'
export { averagePrecision, type PrecisionRecallCurve, precisionRecallCurve } from './metrics/precisionRecallCurve.js'
export { pinballLoss, type RegressionMetrics, regressionMetrics } from './metrics/regressionMetrics.js'
export { type RocCurve, rocAuc, rocCurve } from './metrics/rocCurve.js'
// calibration
export type { Calibrator } from './calibration/calibrator.js'
export { calibrateModel } from './calibration/calibrateModel.js'
export { calibratorFrom } from './calibration/calibratorFrom.js'
export { type CategoryCalibrator, fitCategories } from './calibration/fitCategories.js'
export { fitIsotonic } from './calibration/fitIsotonic.js'
export { fitPlatt } from './calibration/fitPlatt.js'
export { fitTemperature } from './calibration/fitTemperature.js'
export { shiftBaseRate } from './calibration/shiftBaseRate.js'
// drift
export { type FeatureDrift, featureDrift } from './drift/featureDrift.js'
export { type ImportanceShift, importanceShift } from './drift/importanceShift.js'
export { type ScoreDecay, scoreDecay } from './drift/scoreDecay.js'
export { type TrainingRange, trainingRange } from './drift/trainingRange.js'
// folds and what is fitted inside them
export { type CombinatorialFolds, combinatorialFolds } from './validation/combinatorialFolds.js'
export { type FeatureBins, fitBins } from './validation/fitBins.js'
export { fitScaler, type Scaler } from './validation/fitScaler.js'
export { type Fold, liveFold } from './validation/fold.js'
export { type TestRows, testRows, type TrainingRows, trainingRows } from './validation/foldRows.js'
export { purgedFolds } from './validation/purgedFolds.js'
export { timeSeriesFolds } from './validation/timeSeriesFolds.js'
export { walkForwardFolds } from './validation/walkForwardFolds.js'
// labels
export { cusumEvents } from './validation/cusumEvents.js'
export { type LabelUniqueness, labelUniqueness } from './validation/labelUniqueness.js'
export { type BarrierLabels, tripleBarrier } from './validation/tripleBarrier.js'
// verdicts
export { findLeaks } from './leaks/findLeaks.js'
export type { Leak, LeakKind, LeakReport, Pipeline } from './leaks/pipeline.js'
export { dataHash } from './validation/dataHash.js'
export { type Experiment, experimentLine, parseExperiments } from './validation/experiment.js'
export { overfitProbability } from './validation/overfitProbability.js'
export {
  type ModelCheck,
  type ModelThresholds,
  type ModelVerdict,
  modelThresholds,
  requireUsable,
  validateModel,
} from './validation/validateModel.js'
// search
export { searchHalving } from './search/searchHalving.js'
export { type SearchSettings, searchRandom } from './search/searchRandom.js'
export type {
  Parameters,
  ParametersOf,
  SearchRange,
  SearchSpace,
  SearchStep,
  SearchTrial,
} from './search/searchSpace.js'
export { searchTpe } from './search/searchTpe.js'
// features
export { barFeature, fromBar, ofBar } from './features/barFeature.js'
export { clockFeature } from './features/clockFeature.js'
export { combineFeatures, featureOf } from './features/combineFeatures.js'
export type { Feature } from './features/feature.js'
export { type FeatureRows, featureRows, featureStepper } from './features/featureStepper.js'
export { findLateReads, type LateRead } from './features/findLateReads.js'
export { observationFeature } from './features/observationFeature.js'
export { overPair, pairFeature } from './features/pairFeature.js'
export { readingFeature } from './features/readingFeature.js'
// feature sets
export { type AssetSettings, assetSettings, assetSettingsOf } from './features/assetSettings.js'
export { btcDivergence, correlationBreak, sectorMomentum } from './features/crossAsset.js'
export { type CoinFactors, type CoinFigures, cryptoFactors } from './features/cryptoFactors.js'
export { cryptoFeatures, cryptoSeries } from './features/cryptoFeatures.js'
export { type FuturesTerms, futuresFeatures } from './features/futuresFeatures.js'
export { optionFeatures } from './features/optionFeatures.js'
export { type PredictionTerms, predictionFeatures } from './features/predictionFeatures.js'
export { technicalFeatures } from './features/technicalFeatures.js'
export { type SentimentModel, textSentiment } from './features/textSentiment.js'
// one score
export type { Opportunity, OpportunityScore } from './score/opportunity.js'
export { percentileScore, type RankedOpportunity } from './score/percentileScore.js'
export { rankOpportunities } from './score/rankOpportunities.js'
export { scoreOpportunity } from './score/scoreOpportunity.js'
