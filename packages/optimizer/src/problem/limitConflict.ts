import type { SolverEffort } from '../qp/program.js'
import { solveSeparable } from '../qp/separableSolve.js'
import { type Compiled, separableOf } from './compile.js'
import { keeping, labelsOf } from './conflict.js'
import type { InfeasibleSolution } from './solution.js'

/**
 * The limit on risk is below the least risk of the other constraints: those that keep the risk up, found by leaving out
 * one after the other, and the limit by how much it falls short.
 */
export function limitConflict(
  compiled: Compiled,
  C: Float64Array,
  q: Float64Array,
  risk: (x: Float64Array) => number,
  least: number,
  effort: SolverEffort,
): InfeasibleSolution {
  const { label, limit } = compiled.limit!
  const stillAbove = (labels: readonly string[]): boolean => {
    const { solution } = solveSeparable(separableOf(keeping(compiled, labels), C, q, 0))
    return solution.status === 'optimal' && risk(solution.x) > limit * (1 + 1e-12)
  }
  let others = labelsOf(compiled)
  for (const one of [...others]) {
    const without = others.filter((l) => l !== one)
    if (stillAbove(without)) others = without
  }
  return { status: 'infeasible', effort, conflict: [label, ...others], relaxations: [{ label, by: least - limit }] }
}
