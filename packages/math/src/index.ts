// @bourse/math: numbers only, no dependency. One name a line group; each file is one idea.

// errors
export { type MathError, type MathErrorDetails, outOfDomain } from './error.js'
export type { MathResult } from './result.js'

// special functions
export { bivariateNormCdf } from './bivariateNormal.js'
export { chiSquareCdf, chiSquareQuantile, chiSquareTail } from './chiSquare.js'
export { erf, erfc } from './erf.js'
export { erfcx } from './erfcx.js'
export { betaFunction, gammaFunction, logBeta, logGamma } from './gamma.js'
export { incompleteBeta, inverseIncompleteBeta } from './incompleteBeta.js'
export { gammaP, gammaQ, inverseGammaP, inverseGammaQ } from './incompleteGamma.js'
export { millsRatio, normCdf, normPdf } from './normal.js'
export { portableExp, portableLog } from './portable.js'
export { normQuantile } from './normalQuantile.js'
export { studentCdf, studentPdf, studentQuantile } from './student.js'

// random numbers
export { createRng, type Rng } from './rng.js'
export { createSobol, type Sobol } from './sobol.js'

// roots, minima, integrals, interpolation
export { type BfgsOptions, bfgs } from './bfgs.js'
export { akimaCurve, type Beyond, type Curve, type CurveOptions, linearCurve, monotoneCurve } from './interpolation.js'
export { type LeastSquares, type LeastSquaresOptions, levenbergMarquardt } from './levenbergMarquardt.js'
export { brentMinimum, type Minimum } from './minimum.js'
export { type NelderMeadOptions, nelderMead } from './nelderMead.js'
export { type GaussRule, gaussLegendre, type Integral, integrate, integrateWith } from './quadrature.js'
export { range } from './range.js'
export { brent, halley, type Root, type RootOptions, type WithDerivatives } from './roots.js'
export { sumOf } from './sum.js'

// linear algebra
export { cholesky, choleskyInPlace } from './cholesky.js'
export { type Eigen, eigenSymmetric } from './eigen.js'
export { type Ldl, ldl, ldlInPlace, ldlSolveInPlace, solveSymmetric } from './ldl.js'
export { type Matrix, matrixFromRows, matrixOf, zeros } from './matrix.js'
export { gram, multiply, multiplyVector, multiplyVectorInto, transpose } from './multiply.js'
export { type Nearest, nearestPositiveDefinite } from './nearest.js'
export { leastSquares, type Qr, qr, qrInPlace } from './qr.js'
export { choleskySolveInPlace, invertSpd, solveSpd } from './solveSpd.js'
export { type Svd, svd } from './svd.js'
export { addProductTransposed } from './tiles.js'
export { solveLowerInPlace, solveLowerTransposedInPlace, solveUpperInPlace } from './triangular.js'

// statistics
export {
  andersonDarlingNormalTest,
  andersonDarlingSamplesTest,
  andersonDarlingTest,
} from './andersonDarling.js'
export { kendall, pearson, spearman } from './association.js'
export { kendallTest, pearsonTest, spearmanTest } from './associationTest.js'
export { type CovarianceOptions, correlation, covariance, semicovariance, toCorrelation } from './covariance.js'
export { type Decay, lambdaOf } from './decay.js'
export { type Denoised, denoisedCovariance, type MarchenkoPasturEdge, marchenkoPasturEdge } from './denoise.js'
export {
  energyDistance,
  jeffreysDivergence,
  jsDivergence,
  klDivergence,
  wassersteinDistance,
} from './distributionDistance.js'
export { type EwmaOptions, ewmaCovariance } from './ewmaCovariance.js'
export { gerberCovariance } from './gerber.js'
export {
  chiSquareTest,
  cramerVonMisesTest,
  ksTest,
  ksTestOf,
  mannWhitneyTest,
  type TestResult,
} from './hypothesis.js'
export { kolmogorovTail } from './kolmogorov.js'
export { deviationOf, excessKurtosisOf, type Moments, meanOf, momentsOf, skewnessOf, varianceOf } from './moments.js'
export { type OlsFit, ols } from './ols.js'
export { medianOf, type QuantileType, quantile, quantileOfSorted } from './quantile.js'
export { ranksOf, type Ties } from './ranks.js'
export { ledoitWolf, oas, type Shrunk, type ShrinkageTarget, shrunkCovariance } from './shrinkage.js'

// rolling statistics
export { ewmaMean, ewmaVariance } from './ewma.js'
export { rollingMax, rollingMin } from './rollingExtremes.js'
export {
  rollingCorrelation,
  rollingCovariance,
  rollingDeviation,
  rollingMean,
  rollingVariance,
} from './rollingMoments.js'
export { rollingMedian, rollingQuantile } from './rollingQuantile.js'
export type { RollingPair, RollingStatistic } from './stepperState.js'

// models of series
export { fitGarch, type GarchFit } from './fitGarch.js'
export { fitHmm, type HmmFit, type HmmFitOptions } from './fitHmm.js'
export { type Garch, type GarchVariances, garchForecast, garchVariances } from './garch.js'
export {
  filterHmm,
  type Hmm,
  type HmmFiltered,
  type HmmPath,
  type HmmSmoothed,
  smoothHmm,
  stationaryDistribution,
  viterbiPath,
} from './hmm.js'
