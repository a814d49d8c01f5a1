// The last resort for a semidefinite P: the dual method on P + shift I around the last point, until the point stays.
// Each step is strictly convex and starts from the active set of the last; on a quadratic program the steps end.
// @see Rockafellar, Monotone operators and the proximal point algorithm, SIAM J. Control Optim. 14 (1976).
import { denseRows } from './certificate.js'
import { type Judged, judge, merit } from './polish.js'
import type { BoundedProgram } from './program.js'
import { boxProgram } from './separable.js'
import { solveSeparable } from './separableSolve.js'

const SHIFTS = [1e-4, 1e-6]
const STEPS = 200

/** The best point met, or undefined where a step already fails (an infeasible program among others). */
export function proximalPoint(program: BoundedProgram, tolerance: number): Judged | undefined {
  const { n, q, lower, upper } = program
  const { rows, lengths } = denseRows(program.rows, n)
  let best: Judged | undefined
  for (const shift of SHIFTS) {
    const P = program.P.slice()
    for (let i = 0; i < n; i++) P[i * n + i]! += shift
    let x = best?.x ?? new Float64Array(n)
    for (let step = 0; step < STEPS; step++) {
      const around = q.map((v, i) => v - shift * x[i]!)
      const { solution } = solveSeparable(boxProgram(P, around, lower, upper, rows), step === 0 ? undefined : x)
      if (solution.status !== 'optimal') break
      x = solution.x
      // The multipliers of the step carry shift times the last move: what is left of it is the residual.
      const y = solution.rows.map((v, r) => v / lengths[r]!)
      const found = judge(program, { x, y, z: solution.bounds })
      if (best === undefined || merit(found) < merit(best)) best = found
      if (merit(best) <= tolerance) return best
    }
  }
  return best
}
