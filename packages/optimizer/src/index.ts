// @bourse/optimizer: numbers in, weights out, every answer with its proof. Names only; each file is one idea.

// quadratic programs
export type { QpSolution, QuadraticProgram, SolverEffort, SolverOptions } from './qp/program.js'
export { solveQp } from './qp/solve.js'
// problems as data, answers as a union
export type { AllocationProblem, Constraint, Loadings, Objective, TradingCosts } from './problem/constraint.js'
export { explainSolution } from './problem/explain.js'
export { optimizeWeights } from './problem/optimize.js'
export type {
  BindingConstraint,
  FailedSolution,
  FailureCode,
  InfeasibleSolution,
  OptimalSolution,
  Relaxation,
  Solution,
} from './problem/solution.js'
// frontiers
export {
  type Corner,
  type CornerLine,
  cornerPortfolios,
  efficientFrontier,
  type FrontierProblem,
} from './frontier/efficientFrontier.js'
// risk parity and closed forms
export { type CvarParity, type CvarParityOptions, cvarParityWeights } from './parity/cvarParity.js'
export { type RiskParity, riskParityWeights } from './parity/riskParity.js'
export { riskSharesOf } from './parity/riskShares.js'
export { equalWeights, inverseVarianceWeights, inverseVolatilityWeights } from './parity/simpleWeights.js'
// again and again
export { type Estimates, type Reoptimizer, reoptimizer } from './reoptimizer.js'
export { type Forecast, type Plan, type PlanProblem, planWeights } from './sequence/planWeights.js'
export { type Resampled, resampleWeights } from './sequence/resampled.js'
// trees
export { clusterLabels } from './hierarchical/clusterLabels.js'
export { type ClusterTree, clusterTree, type Linkage, leafOrder } from './hierarchical/clusterTree.js'
export { type CorrelationDistance, correlationDistances } from './hierarchical/correlationDistance.js'
export { hierarchicalEqualRisk } from './hierarchical/hierarchicalEqualRisk.js'
export { type HierarchyOptions, hierarchicalRiskParity } from './hierarchical/hierarchicalRiskParity.js'
export { nestedClusterWeights } from './hierarchical/nestedClusters.js'
// views
export {
  type BlackLitterman,
  blackLitterman,
  type MarketPrior,
  type MarketViews,
} from './views/blackLitterman.js'
export { type EntropyPool, entropyPooling, type ScenarioView, scenarioMoments } from './views/entropyPooling.js'
export { type StatedView, viewsOf } from './views/statedViews.js'
// estimates beyond @bourse/math
export { type AsynchronousOptions, asynchronousCovariance } from './estimates/asynchronousCovariance.js'
export { type CompletedMoments, completedMoments } from './estimates/completedMoments.js'
export {
  bayesSteinReturns,
  capmReturns,
  ewmaReturns,
  geometricReturns,
  jamesSteinReturns,
  type ShrunkReturns,
} from './estimates/expectedReturns.js'
export { detonedCovariance, type FactorModel, factorModelCovariance } from './estimates/structuredCovariance.js'
