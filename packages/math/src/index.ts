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

// linear algebra
export { type Matrix, matrixFromRows, matrixOf, zeros } from './matrix.js'
