// @bourse/math: numbers only, no dependency. One name a line group; each file is one idea.

// errors
export { type MathError, type MathErrorDetails, outOfDomain } from './error.js'
export type { MathResult } from './result.js'

// special functions
export { erf, erfc } from './erf.js'
export { erfcx } from './erfcx.js'
export { millsRatio, normCdf, normPdf } from './normal.js'
export { normQuantile } from './normal-quantile.js'

// random numbers

// roots, minima, integrals, interpolation

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
