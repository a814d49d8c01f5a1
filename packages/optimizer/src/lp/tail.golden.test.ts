import { type Matrix, matrixFromRows } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { loadTailOptimizer, type TailConstraint, type TailObjective } from '../lp.js'
import { meansOf } from './scenarioReturns.js'

type Row = {
  readonly id: string
  readonly dataset: string
  readonly lastRows: number
  readonly problem: string
  readonly spec: {
    readonly beta?: number
    readonly bounds: readonly [number, number]
    readonly threshold?: number
    readonly targetReturnPerPeriod?: number
    readonly cvarLimit?: number
    readonly mddLimit?: number
    readonly cdarLimit?: number
    readonly groups?: readonly { readonly cls: string; readonly min?: number; readonly max?: number }[]
  }
  readonly weights: readonly number[]
  readonly objective: number
  readonly weightsUnique: boolean
}

type Dataset = {
  readonly names: readonly string[]
  readonly classes?: readonly string[]
  readonly R: readonly (readonly number[])[]
}

const rows = golden<{ readonly cases: readonly Row[] }>('optrisk/tailrisk_opt.dev.json')
const data = golden<Record<string, Dataset>>('optrisk/datasets.dev.json')
const { optimizeTail } = await loadTailOptimizer()

function objectiveOf({ problem, spec }: Row): TailObjective {
  const confidence = spec.beta ?? 0.95
  if (problem === 'max_utility_cvar_groups') return { minimize: { risk: 'cvar', confidence }, reward: 0.5 }
  if (problem.startsWith('max_return')) return { maximize: 'return' }
  if (problem === 'max_omega') return { maximize: 'omega', below: spec.threshold! }
  if (problem.startsWith('min_cvar')) return { minimize: { risk: 'cvar', confidence } }
  if (problem.startsWith('min_cdar')) return { minimize: { risk: 'cdar', confidence } }
  if (problem.startsWith('min_mad')) return { minimize: { risk: 'mad' } }
  if (problem.startsWith('minimax')) return { minimize: { risk: 'worstLoss' } }
  if (problem === 'min_max_drawdown') return { minimize: { risk: 'maxDrawdown' } }
  if (problem === 'min_average_drawdown') return { minimize: { risk: 'averageDrawdown' } }
  if (problem === 'min_first_lower_partial_moment') return { minimize: { risk: 'shortfall', below: spec.threshold! } }
  throw new Error(`unknown problem ${problem}`)
}

function constraintsOf({ problem, spec }: Row, scenarios: Matrix): TailConstraint[] {
  const [min, max] = spec.bounds
  const confidence = spec.beta ?? 0.95
  const constraints: TailConstraint[] = [{ each: true, min, max }]
  const target = spec.targetReturnPerPeriod
  // The minimax rows hold the return AT the target: with more return the worst loss would be smaller.
  if (target !== undefined && problem === 'minimax_target_return')
    constraints.push({ exposure: meansOf(scenarios), min: target, max: target })
  else if (target !== undefined) constraints.push({ targetReturn: target })
  if (spec.cvarLimit !== undefined) constraints.push({ atMost: spec.cvarLimit, of: { risk: 'cvar', confidence } })
  if (spec.cdarLimit !== undefined) constraints.push({ atMost: spec.cdarLimit, of: { risk: 'cdar', confidence } })
  if (spec.mddLimit !== undefined) constraints.push({ maxDrawdown: spec.mddLimit })
  for (const { cls, ...limits } of spec.groups ?? []) constraints.push({ group: cls, ...limits })
  return constraints
}

describe.skipIf(!rows.rows || !data.rows)(rows.title, () => {
  test.each(rows.rows?.cases ?? [])('$id $spec.beta', (row) => {
    const { names, classes, R } = data.rows![row.dataset]!
    const groups: Record<string, string[]> = {}
    classes?.forEach((cls, i) => {
      groups[cls] = [...(groups[cls] ?? []), names[i]!]
    })
    const scenarios = matrixFromRows(R.slice(-row.lastRows))
    const answer = optimizeTail({
      assets: names,
      scenarios,
      objective: objectiveOf(row),
      constraints: constraintsOf(row, scenarios),
      groups,
    })
    if (answer.status !== 'optimal') throw new Error(JSON.stringify(answer))
    expect(Math.abs(answer.objective - row.objective)).toBeLessThan(1e-9)
    expect(answer.effort.primalResidual).toBeLessThan(1e-10)
    expect(answer.effort.gap).toBeLessThan(1e-8)
    if (row.weightsUnique)
      row.weights.forEach((w, i) => {
        expect(Math.abs(answer.weights[i]! - w)).toBeLessThan(1e-6)
      })
  })
})
