import { blockStart } from './blockStart.js'
import { dualMethod } from './dualMethod.js'
import type { SeparableProgram, SeparableSolution } from './separable.js'
import type { WorkingSet } from './workingSet.js'

/**
 * Solves a program whose P is positive definite on the free variables it meets. `stalled` where it is not, or where
 * rounding wins: another method may then try. `near` is a point whose active constraints are a good guess.
 */
export function solveSeparable(
  program: SeparableProgram,
  near?: Float64Array,
): { readonly solution: SeparableSolution; readonly set: WorkingSet | undefined } {
  const { n, rows } = program
  const set = blockStart(program, near)
  if (set === undefined) {
    const nothing = new Float64Array(n)
    return {
      set,
      solution: { status: 'stalled', x: nothing, rows: new Float64Array(rows.length), bounds: nothing, iterations: 0 },
    }
  }
  return { set, solution: dualMethod(set, 20 * (n + rows.length) + 100) }
}
