// @bourse/optimizer/lp: tail risks and whole-number constraints over scenarios, on the linear solver `highs`. Names only.
export { loadTailOptimizer, type TailLoad, type TailOptimizer } from './lp/tailOptimizer.js'
export type {
  FeasibleSolution,
  TailConstraint,
  TailObjective,
  TailOptions,
  TailProblem,
  TailRisk,
  TailSolution,
} from './lp/tailProblem.js'
