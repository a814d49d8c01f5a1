import { denseRows, descentRay, nearestFeasible } from './certificate.js'
import { checkProgram } from './checkProgram.js'
import { choleskyInPlace } from './freeFactor.js'
import { interiorPoint } from './interior.js'
import { type Judged, judge, merit, type Point, polish } from './polish.js'
import type { BoundedProgram, QpSolution, QuadraticProgram, SolverOptions } from './program.js'
import { proximalPoint } from './proximal.js'
import { type Reduced, reduceProgram, restoreDuals } from './reduce.js'
import { equilibrate } from './scaling.js'
import { boxProgram } from './separable.js'
import { solveSeparable } from './separableSolve.js'

/** Called optimal up to this residual, relative to the size of the numbers that meet in it. */
const OPTIMAL = 1e-9
/** Rows above which the dual method is not tried: it keeps them all dense. */
const MANY_ROWS = 400

/**
 * Solves a dense convex quadratic program, linear programs included: by the dual active-set method where P is positive
 * definite, else by an interior point polished on its active set. Every status is checked afterwards: `optimal` by the
 * residuals of the program as given, `infeasible` and `unbounded` by a certificate.
 *
 * Throws a `BourseError` where sizes differ, a number is not finite, an end is crossed or P has a negative eigenvalue
 * that shows on its diagonal.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { solveQp } from '@bourse/optimizer'
 * const P = matrixFromRows([[2, 0], [0, 2]])
 * const A = matrixFromRows([[1, 1]])
 * solveQp({ P, q: Float64Array.of(-2, -5), A, lower: Float64Array.of(1), upper: Float64Array.of(1) }).x // => Float64Array [-0.25, 1.25]
 */
export function solveQp(program: QuadraticProgram, options: SolverOptions = {}): QpSolution {
  const began = options.now?.() ?? Number.NaN
  checkProgram(program, options.start)
  const reduced = reduceProgram(program)
  const finish = (solution: Omit<QpSolution, 'effort'>, iterations: number, point?: Judged): QpSolution => ({
    ...solution,
    effort: {
      iterations,
      milliseconds: (options.now?.() ?? Number.NaN) - began,
      primalResidual: point?.residuals.primal ?? Number.NaN,
      dualResidual: point?.residuals.dual ?? Number.NaN,
      gap: point?.residuals.gap ?? Number.NaN,
    },
  })
  const count = program.A.rows
  const nothing = (status: QpSolution['status'], certificate?: Float64Array): Omit<QpSolution, 'effort'> => ({
    status,
    x: new Float64Array(reduced.program.n).fill(Number.NaN),
    duals: new Float64Array(count).fill(Number.NaN),
    objective: Number.NaN,
    ...(certificate === undefined ? {} : { certificate }),
  })
  if (reduced.contradiction !== undefined) return finish(nothing('infeasible', reduced.contradiction), 0)
  const { status, point, ray, iterations } = solveBounded(reduced.program, options.start)
  if (status === 'optimal') return finish(optimal(reduced, count, point), iterations, point)
  if (status === 'infeasible')
    return finish(nothing('infeasible', restoreDuals(reduced, count, point.y, point.z)), iterations)
  return finish(nothing(status, ray), iterations, point)
}

/** A status and the point (or the Farkas multipliers in its place, where infeasible) that proves it. */
export function solveBounded(
  program: BoundedProgram,
  start?: Float64Array,
): {
  readonly status: QpSolution['status']
  readonly point: Judged
  readonly ray?: Float64Array
  readonly iterations: number
} {
  const { point, iterations } = bestPoint(program, start)
  if (isOptimal(program, point)) return { status: 'optimal', point, iterations }
  const feasible = nearestFeasible(program, new Float64Array(program.n))
  if (feasible.status === 'infeasible')
    return { status: 'infeasible', point: { ...point, y: feasible.rows, z: feasible.bounds }, iterations }
  const ray = feasible.status === 'optimal' ? descentRay(program) : undefined
  return ray === undefined ? { status: 'stalled', point, iterations } : { status: 'unbounded', point, ray, iterations }
}

function optimal(reduced: Reduced, count: number, { x, y, z, residuals }: Judged): Omit<QpSolution, 'effort'> {
  return { status: 'optimal', x, duals: restoreDuals(reduced, count, y, z), objective: residuals.objective }
}

// Residuals are judged against the numbers they are differences of.
function isOptimal(program: BoundedProgram, { x, y, z, residuals }: Judged): boolean {
  const { n, P, q, rows } = program
  let primal = 1
  let dual = 1
  for (let r = 0; r < rows.count; r++)
    for (let k = rows.start[r]!; k < rows.start[r + 1]!; k++) {
      primal = Math.max(primal, Math.abs(rows.value[k]! * x[rows.index[k]!]!))
      dual = Math.max(dual, Math.abs(rows.value[k]! * y[r]!))
    }
  for (let i = 0; i < n; i++) {
    dual = Math.max(dual, Math.abs(q[i]!), Math.abs(z[i]!))
    primal = Math.max(primal, Math.abs(x[i]!))
    for (let j = 0; j < n; j++) dual = Math.max(dual, Math.abs(P[i * n + j]! * x[j]!))
  }
  return residuals.primal <= OPTIMAL * primal && residuals.dual <= OPTIMAL * dual && residuals.gap <= 1e3 * OPTIMAL
}

function bestPoint(
  program: BoundedProgram,
  start?: Float64Array,
): { readonly point: Judged; readonly iterations: number } {
  const quick = activeSetPoint(program, start)
  if (quick !== undefined && isOptimal(program, quick.point)) return quick
  const scaled = equilibrate(program)
  const inner = interiorPoint(scaled.program, 1e-13)
  const better = polish(scaled.program, judge(scaled.program, inner))
  const back = (point: Point): Judged =>
    judge(program, {
      x: point.x.map((v, i) => within(v * scaled.variables[i]!, program.lower[i]!, program.upper[i]!)),
      y: point.y.map((v, r) => (v * scaled.rows[r]!) / scaled.cost),
      z: point.z.map((v, i) => v / scaled.variables[i]! / scaled.cost),
    })
  const raw = back(inner)
  const polished = back(better)
  const chosen = merit(polished) <= merit(raw) ? polished : raw
  const iterations = inner.iterations + (quick?.iterations ?? 0)
  const final = polish(program, chosen)
  if (isOptimal(program, final) || program.rows.count > MANY_ROWS) return { point: final, iterations }
  const last = proximalPoint(scaled.program, 1e-13)
  const rescued = last === undefined ? final : polish(program, back(last))
  return { point: merit(rescued) < merit(final) ? rescued : final, iterations }
}

// Scaling there and back may leave a bound by an ulp.
function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

function activeSetPoint(
  program: BoundedProgram,
  start: Float64Array | undefined,
): { readonly point: Judged; readonly iterations: number } | undefined {
  const { n, P, q, lower, upper } = program
  if (program.rows.count > MANY_ROWS || !choleskyInPlace(P.slice(), n, n)) return undefined
  const { rows, lengths } = denseRows(program.rows, n)
  const { solution } = solveSeparable(boxProgram(P, q, lower, upper, rows), start)
  if (solution.status !== 'optimal') return undefined
  const y = solution.rows.map((v, r) => v / lengths[r]!)
  return { point: judge(program, { x: solution.x, y, z: solution.bounds }), iterations: solution.iterations }
}
