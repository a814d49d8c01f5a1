// @bourse/math: numbers only, no dependency. One name a line group; each file is one idea.

// errors
export { type MathError, type MathErrorDetails, outOfDomain } from './error.js'
// linear algebra
export { type Matrix, matrixFromRows, matrixOf, zeros } from './matrix.js'
