// @bourse/math: numbers only, no dependency. One name a line group; each file is one idea.

// errors
export { type MathError, type MathErrorDetails, outOfDomain } from './error.js'

// special functions
export { bivariateNormCdf } from './bivariate-normal.js'
export { chiSquareCdf, chiSquareQuantile, chiSquareTail } from './chi-square.js'
export { erf, erfc } from './erf.js'
export { erfcx } from './erfcx.js'
export { betaFunction, gammaFunction, logBeta, logGamma } from './gamma.js'
export { incompleteBeta, inverseIncompleteBeta } from './incomplete-beta.js'
export { gammaP, gammaQ, inverseGammaP, inverseGammaQ } from './incomplete-gamma.js'
export { millsRatio, normCdf, normPdf } from './normal.js'
export { normQuantile } from './normal-quantile.js'
export { studentCdf, studentPdf, studentQuantile } from './student.js'

// random numbers
export { createRng, type Rng } from './rng.js'
export { createSobol, type Sobol } from './sobol.js'

// roots, minima, integrals, interpolation
export { type BfgsOptions, bfgs } from './bfgs.js'
export { akimaCurve, type Beyond, type Curve, type CurveOptions, linearCurve, monotoneCurve } from './interpolation.js'
export { type LeastSquares, type LeastSquaresOptions, levenbergMarquardt } from './levenberg-marquardt.js'
export { brentMinimum, type Minimum } from './minimum.js'
export { type NelderMeadOptions, nelderMead } from './nelder-mead.js'
export { type GaussRule, gaussLegendre, type Integral, integrate, integrateWith } from './quadrature.js'
export { range } from './range.js'
export { brent, halley, type Root, type RootOptions, type WithDerivatives } from './roots.js'
export { sumOf } from './sum.js'

export type { MathResult } from './result.js'
// linear algebra
export { cholesky, choleskyInPlace } from './cholesky.js'
export { type Eigen, eigenSymmetric } from './eigen.js'
export { type Ldl, ldl, ldlInPlace, ldlSolveInPlace, solveSymmetric } from './ldl.js'
export { type Matrix, matrixFromRows, matrixOf, zeros } from './matrix.js'
export { gram, multiply, multiplyVector, multiplyVectorInto, transpose } from './multiply.js'
export { type Nearest, nearestPositiveDefinite } from './nearest.js'
export { leastSquares, type Qr, qr, qrInPlace } from './qr.js'
export { choleskySolveInPlace, invertSpd, solveSpd } from './solve-spd.js'
export { type Svd, svd } from './svd.js'
export { addProductTransposed } from './tiles.js'
export { solveLowerInPlace, solveLowerTransposedInPlace, solveUpperInPlace } from './triangular.js'
