import type { Json, Stepper } from '@bourse/core'
import type { Matrix } from '@bourse/math'
import type { AllocationProblem, Constraint } from './problem/constraint.js'
import { optimizeWeights } from './problem/optimize.js'
import type { Solution } from './problem/solution.js'
import { wrongInput } from './wrongInput.js'

/**
 * What changes between two optimisations. `held`: weights before trading, which turnover and costs are measured from;
 * without it they are measured from the last optimal answer, at first from the problem's own `from`.
 */
export type Estimates = { readonly covariance: Matrix; readonly expected?: Float64Array; readonly held?: Float64Array }

/** Estimates in, weights out; keeps the last optimal weights, from whose active constraints the next solve starts. */
export type Reoptimizer = Stepper<Estimates, Solution>

/**
 * A stepper over a fixed question with changing estimates. Saves and loads the last weights, so that a restored one goes
 * on as the original. An infeasible answer leaves the last weights in place.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { reoptimizer } from '@bourse/optimizer'
 * const step = reoptimizer({ assets: ['a', 'b'], objective: { minimize: 'variance' } })
 * const first = step.next({ covariance: matrixFromRows([[0.01, 0], [0, 0.03]]) })
 * first.status === 'optimal' && first.weightOf('a') // => 0.75
 */
export function reoptimizer(problem: Omit<AllocationProblem, 'covariance' | 'expected'>): Reoptimizer {
  let last: Float64Array | undefined
  return {
    next({ covariance, expected, held }) {
      const from = held ?? last
      const solution = optimizeWeights({
        ...(from === undefined ? problem : tradedFrom(problem, from)),
        covariance,
        ...(expected === undefined ? {} : { expected }),
        ...(last === undefined ? {} : { start: last }),
      })
      if (solution.status === 'optimal') last = solution.weights
      return solution
    },
    save: () => (last === undefined ? null : Array.from(last)),
    load(state: Json) {
      if (state !== null && !(Array.isArray(state) && state.length === problem.assets.length))
        throw wrongInput('state', JSON.stringify(state), 'what save() of a reoptimizer of the same assets gave')
      last = state === null ? undefined : Float64Array.from(state as readonly number[])
    },
  }
}

/** The same question, with turnover and costs measured from these weights. */
export function tradedFrom<P extends Pick<AllocationProblem, 'constraints' | 'costs'>>(
  problem: P,
  from: Float64Array,
): P {
  const constraints = problem.constraints?.map(
    (constraint): Constraint => ('turnover' in constraint ? { ...constraint, from } : constraint),
  )
  return {
    ...problem,
    ...(constraints === undefined ? {} : { constraints }),
    ...(problem.costs === undefined ? {} : { costs: { ...problem.costs, from } }),
  }
}
