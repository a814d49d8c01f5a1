import type { OptimalSolution, Solution } from './solution.js'

/**
 * A solution in words: the weights that matter, what holds them, or what stands in the way and the way out.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { explainSolution, optimizeWeights } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0], [0, 0.04]])
 * const constraints = [{ each: true, max: 0.4, label: 'cap' }] as const
 * const answer = optimizeWeights({ assets: ['a', 'b'], covariance, constraints, objective: { minimize: 'variance' } })
 * explainSolution(answer) // => 'infeasible: budget and cap cannot be met together; loosen cap by 0.1'
 */
export function explainSolution(solution: Solution): string {
  if (solution.status === 'optimal') return optimalText(solution)
  if (solution.status !== 'infeasible') return `${solution.status}: ${solution.failure.message}`
  const { conflict, relaxations } = solution
  const ways = relaxations.map(({ label, by }) => `loosen ${label} by ${short(by)}`).join(' and ')
  const what = conflict.length === 1 ? `${conflict[0]} cannot be met` : `${listed(conflict)} cannot be met together`
  return `infeasible: ${what}${ways === '' ? '' : `; ${ways}`}`
}

function optimalText({ assets, weights, objective, binding, effort }: OptimalSolution): string {
  const held = assets
    .map((asset, i) => ({ asset, weight: weights[i]! }))
    .filter(({ weight }) => Math.abs(weight) > 5e-7)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const first = held.slice(0, 10).map(({ asset, weight }) => `${asset} ${percent(weight)}`)
  const more = held.length > first.length ? `, ${held.length - first.length} more` : ''
  const prices = binding
    .filter(({ shadowPrice }) => shadowPrice > 0)
    .map(({ label, shadowPrice }) => `${label} (${short(shadowPrice)} per unit)`)
  const holding = prices.length === 0 ? 'nothing binds' : `held by ${prices.join(', ')}`
  const residual = Math.max(effort.primalResidual, effort.dualResidual)
  return `optimal: ${first.join(', ')}${more}; objective ${short(objective)}; ${holding}; residual ${residual.toExponential(0)}`
}

function percent(weight: number): string {
  return `${(100 * weight).toFixed(2)} %`
}

function short(value: number): string {
  return `${Number(value.toPrecision(4))}`
}

function listed(labels: readonly string[]): string {
  return `${labels.slice(0, -1).join(', ')} and ${labels[labels.length - 1]}`
}
