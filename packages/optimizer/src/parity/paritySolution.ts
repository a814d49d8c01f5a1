import { failed, type Stopwatch } from '../problem/answer.js'
import type { Compiled } from '../problem/compile.js'
import type { AllocationProblem } from '../problem/constraint.js'
import { covarianceOf, quadraticForm } from '../problem/model.js'
import type { Solution } from '../problem/solution.js'
import { wrongInput } from '../wrongInput.js'
import { riskParityWeights } from './riskParity.js'

/** A share this far from its budget is not an answer. */
const PROMISE = 1e-10

/** Risk parity as an objective: its weights are determined by the budgets alone, so it takes one budget > 0 and no more. */
export function riskParitySolution(
  problem: AllocationProblem,
  compiled: Compiled,
  budgets: Float64Array | undefined,
  watch: Stopwatch,
): Solution {
  const covariance = covarianceOf(problem, "equalize 'risk'")
  const [draft] = compiled.drafts
  const whole = draft !== undefined && 'lower' in draft && draft.coefficients.every((c) => c === 1)
  const bounded = compiled.lower.some((v) => v !== 0) || compiled.upper.some((v) => v !== Number.POSITIVE_INFINITY)
  if (compiled.drafts.length !== 1 || !whole || bounded || compiled.limit !== undefined || problem.costs !== undefined)
    throw wrongInput(
      'constraints',
      'more than a budget',
      "only a budget of all assets with equalize 'risk': the shares leave no freedom",
    )
  const budget = draft.lower
  if (!(budget > 0)) throw wrongInput('budget', budget, "a number > 0 with equalize 'risk'")
  const { weights: unit, error, iterations } = riskParityWeights(covariance, budgets)
  const weights = unit.map((w) => w * budget)
  let sum = 0
  for (const w of weights) sum += w
  const effort = {
    iterations,
    milliseconds: watch(),
    primalResidual: Math.abs(sum - budget),
    dualResidual: error,
    gap: 0,
  }
  if (!(error <= PROMISE && effort.primalResidual <= 1e-12 * Math.max(1, budget)))
    return failed('stalled', 'optimizer/stalled', 'a share of the risk misses its budget', effort)
  const indexOf = new Map(problem.assets.map((asset, i) => [asset, i]))
  return {
    status: 'optimal',
    effort,
    assets: problem.assets,
    weights,
    weightOf: (asset) => {
      const i = indexOf.get(asset)
      return i === undefined ? Number.NaN : weights[i]!
    },
    objective: Math.sqrt(quadraticForm(covariance.data, weights)),
    binding: [{ label: compiled.rowLabels[0]!, shadowPrice: 0 }],
  }
}
