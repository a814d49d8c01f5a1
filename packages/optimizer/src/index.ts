// @bourse/optimizer: numbers in, weights out, every answer with its proof. Names only; each file is one idea.

// quadratic programs
export type { QpSolution, QuadraticProgram, SolverEffort, SolverOptions } from './qp/program.js'
export { solveQp } from './qp/solve.js'
