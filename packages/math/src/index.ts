// @bourse/math: numbers only, no dependency. One name a line group; each file is one idea.

// errors
export { type MathError, type MathErrorDetails, outOfDomain } from './error.js'

// special functions
export { erf, erfc } from './erf.js'
export { erfcx } from './erfcx.js'
export { millsRatio, normCdf, normPdf } from './normal.js'
export { normQuantile } from './normal-quantile.js'

// random numbers

// roots, minima, integrals, interpolation

// linear algebra
export { type Matrix, matrixFromRows, matrixOf, zeros } from './matrix.js'
