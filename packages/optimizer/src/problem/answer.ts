// From a point with multipliers to a Solution: residuals measured, budget checked, shadow prices in the objective's unit.
import type { SolverEffort } from '../qp/program.js'
import type { SeparableProgram } from '../qp/separable.js'
import { certify } from './certify.js'
import type { Compiled } from './compile.js'
import type { AllocationProblem } from './constraint.js'
import type { BindingConstraint, FailedSolution, FailureCode, Solution } from './solution.js'

/** `price`: objective per unit of the solver's multipliers. `residualScale` likewise for the dual residual. */
export type Found = {
  readonly program: SeparableProgram
  readonly x: Float64Array
  readonly y: Float64Array
  readonly objective: number
  readonly price: number
  readonly iterations: number
  readonly limitPrice?: number
}

/** A constraint broken by more than this, relative to its size, is not an answer. */
const KEPT = 1e-10
/** A budget missed by more than this is not an answer. */
const BUDGET = 1e-12
const STATIONARY = 1e-9

/** Milliseconds since `began`; NaN without a clock. */
export type Stopwatch = () => number

export function stopwatch(now: (() => number) | undefined): Stopwatch {
  const began = now?.() ?? Number.NaN
  return () => (now?.() ?? Number.NaN) - began
}

export function answerOf(problem: AllocationProblem, compiled: Compiled, found: Found, watch: Stopwatch): Solution {
  const { program, y } = found
  const x = withinBounds(compiled, found.x)
  const proof = certify(program, x, y)
  let off = 0
  for (const r of compiled.budgets) {
    const { lower } = program.rows[r]!
    off = Math.max(off, Math.abs(proof.values[r]! - lower) / Math.max(1, Math.abs(lower)))
  }
  const effort: SolverEffort = {
    iterations: found.iterations,
    milliseconds: watch(),
    primalResidual: Math.max(proof.primal, off),
    dualResidual: proof.dual,
    gap: proof.gap,
  }
  const size = sizeOf(program, x)
  if (!(proof.primal <= KEPT * size.x && off <= BUDGET && proof.dual <= STATIONARY * size.gradient))
    return failed('stalled', 'optimizer/stalled', 'rounding won: the residuals are above the promise', effort)
  const indexOf = new Map(problem.assets.map((asset, i) => [asset, i]))
  return {
    status: 'optimal',
    effort,
    assets: problem.assets,
    weights: x,
    weightOf: (asset) => {
      const i = indexOf.get(asset)
      return i === undefined ? Number.NaN : x[i]!
    },
    objective: found.objective,
    binding: bindingOf(compiled, found, proof.bounds, proof.values),
  }
}

/** Onto the bounds that rounding left by a last digit, so that long only means >= 0; what follows is certified with it. */
export function withinBounds({ lower, upper }: Compiled, x: Float64Array): Float64Array {
  return x.map((v, i) => Math.min(upper[i]!, Math.max(lower[i]!, v)) + 0)
}

function sizeOf(program: SeparableProgram, x: Float64Array): { readonly x: number; readonly gradient: number } {
  const { n, P, q } = program
  let sizeX = 1
  let diagonal = 0
  let gradient = 0
  for (let i = 0; i < n; i++) {
    sizeX = Math.max(sizeX, Math.abs(x[i]!))
    diagonal = Math.max(diagonal, Math.abs(P[i * n + i]!))
    gradient = Math.max(gradient, Math.abs(q[i]!))
  }
  return { x: sizeX, gradient: Math.max(gradient, diagonal * sizeX) }
}

function bindingOf(
  compiled: Compiled,
  { program, y, x, price, limitPrice }: Found,
  bounds: Float64Array,
  values: Float64Array,
): readonly BindingConstraint[] {
  const prices = new Map<string, number>()
  const add = (label: string, by: number): void => {
    prices.set(label, (prices.get(label) ?? 0) + by)
  }
  program.rows.forEach(({ lower, upper }, r) => {
    const holds = y[r] !== 0 || near(values[r]!, lower) || near(values[r]!, upper)
    if (holds) add(compiled.rowLabels[r]!, Math.abs(y[r]!) * price)
  })
  for (let i = 0; i < x.length; i++) {
    if (near(x[i]!, compiled.lower[i]!)) add(compiled.lowerLabels[i]!, Math.max(0, bounds[i]!) * price)
    else if (near(x[i]!, compiled.upper[i]!)) add(compiled.upperLabels[i]!, Math.max(0, -bounds[i]!) * price)
  }
  if (limitPrice !== undefined && compiled.limit !== undefined) add(compiled.limit.label, limitPrice)
  return [...prices].map(([label, shadowPrice]) => ({ label, shadowPrice }))
}

function near(value: number, end: number): boolean {
  return Number.isFinite(end) && Math.abs(value - end) <= 1e-12 * Math.max(1, Math.abs(end))
}

export function failed(
  status: FailedSolution['status'],
  code: FailureCode,
  message: string,
  effort: SolverEffort,
  details: { readonly [key: string]: number } = {},
): FailedSolution {
  return { status, effort, failure: { code, message, details } }
}

/** Effort of an answer without a point. */
export function noPoint(iterations: number, watch: Stopwatch): SolverEffort {
  return {
    iterations,
    milliseconds: watch(),
    primalResidual: Number.NaN,
    dualResidual: Number.NaN,
    gap: Number.NaN,
  }
}
