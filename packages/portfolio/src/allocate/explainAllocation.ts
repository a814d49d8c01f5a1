// An answer in sentences.
import type { InstrumentId } from '@bourse/core'
import { type BindingConstraint, explainSolution, type Objective, type Solution } from '@bourse/optimizer'
import { percent, told } from '../targets/targetOrder.js'

/** What is told of an optimum. */
export type OptimumFigures = {
  readonly weights: ReadonlyMap<InstrumentId, number>
  readonly expected: number
  readonly volatility: number
  readonly drawdown: number
  readonly objective: number
  readonly binding: readonly BindingConstraint[]
}

/** Weights largest first, what they promise, and one line for each constraint that binds and what it costs. */
export function explainOptimum(
  { weights, expected, volatility, drawdown, binding }: OptimumFigures,
  objective: Objective,
  says: ReadonlyMap<string, string>,
): string {
  const held = [...weights].filter(([, w]) => Math.abs(w) > 5e-7).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
  const lines = [
    held.map(([id, w]) => `${id} ${percent(w)}`).join(', '),
    `expected ${percent(expected)} a year, volatility ${percent(volatility)}, deepest fall in the history ${percent(drawdown)}`,
  ]
  for (const { label, shadowPrice } of binding)
    lines.push(`${says.get(label) ?? label}: binds${gainOf(shadowPrice, objective)}`)
  if (binding.length === 0) lines.push('nothing binds')
  return lines.join('\n')
}

/** Which limits clash, in words, and what loosens them. */
export function explainFailure(
  solution: Exclude<Solution, { readonly status: 'optimal' }>,
  says: ReadonlyMap<string, string>,
): string {
  if (solution.status !== 'infeasible') return explainSolution(solution)
  const { conflict, relaxations } = solution
  const asked = conflict.map((label) => says.get(label) ?? label)
  const ways = relaxations.map(({ label, by }) =>
    label === 'long only' ? `allow ${percent(by)} short` : `loosen ${label} by ${percent(by)}`,
  )
  const what =
    asked.length === 1 ? `it cannot be that ${asked[0]}` : `these cannot be met together: ${asked.join('; ')}`
  return ways.length === 0 ? what : `${what}. ${ways.join(' and ')}.`
}

/** What a solver leaves of a price that is nothing. */
const NOTHING = 1e-9

function gainOf(shadowPrice: number, objective: Objective): string {
  if (!(shadowPrice > NOTHING)) return ', at no cost'
  const amount = told(shadowPrice / 100)
  const name = 'maximize' in objective ? objective.maximize : 'minimize' in objective ? objective.minimize : 'risk'
  const names: { readonly [name: string]: string } = {
    sharpe: 'to the Sharpe ratio',
    utility: 'to the utility',
    return: 'to the expected return',
    diversification: 'to the diversification ratio',
  }
  const gain = names[name]
  return gain === undefined
    ? `; one point of it takes ${amount} off the ${name}`
    : `; one point of it adds ${amount} ${gain}`
}
