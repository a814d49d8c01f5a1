import type { Matrix } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { type AllocationProblem, type Constraint, type Objective, optimizeWeights, type Solution } from './index.js'

type Spec = {
  readonly bounds?: readonly [number, number] | null
  readonly targetReturn?: number
  readonly targetVolatility?: number
  readonly riskAversion?: number
  readonly riskFree?: number
  readonly groups?: readonly { readonly cls: string; readonly min?: number; readonly max?: number }[]
  readonly classes?: readonly string[]
  readonly net?: number
  readonly grossLimit?: number
  readonly previous?: readonly number[]
  readonly turnoverLimit?: number
  readonly linearCost?: readonly number[]
  readonly quadraticCost?: readonly number[]
  readonly allowed?: readonly number[]
  readonly benchmarkWeights?: readonly number[]
  readonly trackingErrorLimit?: number
  readonly betas?: readonly number[]
  readonly targetBeta?: number
  readonly delta?: readonly number[]
  readonly gamma?: number
}
type Row = {
  readonly id: string
  readonly dataset: string
  readonly problem: string
  readonly spec: Spec
  readonly weights: readonly number[]
  readonly objective: number
  readonly duals?: { readonly eq: readonly number[]; readonly lowerBound: readonly number[] }
}
type Dataset = {
  readonly names: readonly string[]
  readonly R: readonly (readonly number[])[]
  readonly bench?: readonly number[]
}

const DAYS = 252
const rows = golden<{ readonly cases: readonly Row[] }>('optrisk/meanvariance.dev.json')
const data = golden<Record<string, Dataset>>('optrisk/datasets.dev.json')

/** Yearly mean and covariance (ddof 1) of simple returns; an index may be one more asset. */
function moments(set: Dataset, withIndex: boolean): { readonly mu: Float64Array; readonly covariance: Matrix } {
  const R = withIndex ? set.R.map((row, t) => [...row, set.bench![t]!]) : set.R
  const T = R.length
  const n = R[0]!.length
  const mean = Float64Array.from({ length: n }, (_, i) => R.reduce((s, r) => s + r[i]!, 0) / T)
  const cov = new Float64Array(n * n)
  for (const r of R)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) cov[i * n + j]! += (r[i]! - mean[i]!) * (r[j]! - mean[j]!)
  return {
    mu: mean.map((m) => m * DAYS),
    covariance: { rows: n, cols: n, data: cov.map((v) => (v / (T - 1)) * DAYS) },
  }
}

/** A row of the file as a problem of ours, and what its objective is called there. */
export function problemOf(
  row: Row,
  set: Dataset,
): { readonly problem: AllocationProblem; readonly theirs: (ours: number) => number } {
  const { spec } = row
  const index = row.problem === 'index_tracking'
  const { mu, covariance } = moments(set, index)
  const assets = index ? [...set.names, 'index'] : set.names
  const n = assets.length
  const [low, high] = spec.bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const constraints: Constraint[] = [{ each: true, min: low, max: high }, { budget: spec.net ?? 1 }]
  let expected = mu
  let objective: Objective = { minimize: 'variance' }
  let costs: AllocationProblem['costs']
  const groups: Record<string, string[]> = {}
  let theirs = (ours: number): number => ours
  const has = (word: string): boolean => row.problem.includes(word)
  const previous = Float64Array.from(spec.previous ?? [])
  for (const { cls, min, max } of spec.groups ?? []) {
    groups[cls] = assets.filter((_, i) => spec.classes![i] === cls)
    constraints.push({ group: cls, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) })
  }
  if (spec.grossLimit !== undefined) constraints.push({ gross: spec.grossLimit })
  if (spec.turnoverLimit !== undefined) constraints.push({ turnover: spec.turnoverLimit, from: previous })
  if (spec.targetVolatility !== undefined) constraints.push({ volatility: spec.targetVolatility })
  if (spec.linearCost !== undefined) costs = { from: previous, linear: Float64Array.from(spec.linearCost) }
  if (spec.quadraticCost !== undefined) costs = { from: previous, quadratic: Float64Array.from(spec.quadraticCost) }
  if (spec.betas !== undefined)
    constraints.push({ exposure: Float64Array.from(spec.betas), min: spec.targetBeta!, max: spec.targetBeta! })
  if (spec.targetReturn !== undefined)
    constraints.push({ exposure: mu, min: spec.targetReturn, max: spec.targetReturn, label: 'target' })
  if (spec.delta !== undefined) expected = mu.map((m, i) => m - spec.delta![i]!)
  if (has('utility') || has('robust')) objective = { maximize: 'utility', aversion: spec.riskAversion! }
  else if (has('sharpe')) objective = { maximize: 'sharpe', rate: spec.riskFree! }
  else if (has('max_return')) objective = { maximize: 'return' }
  const benchmark = Float64Array.from(spec.benchmarkWeights ?? [])
  if (spec.trackingErrorLimit !== undefined) constraints.push({ trackingError: spec.trackingErrorLimit, benchmark })
  if (spec.allowed !== undefined) {
    objective = { minimize: 'trackingError', benchmark }
    constraints.push({ each: true, max: 0, of: assets.filter((_, i) => !spec.allowed!.includes(i)) })
    theirs = (te) => te
  }
  if (index) {
    objective = { minimize: 'trackingError', benchmark: Float64Array.from(assets, (a) => (a === 'index' ? 1 : 0)) }
    constraints.push({ each: true, max: 0, of: ['index'] })
  }
  if (spec.gamma !== undefined) {
    // 0.5 w'Sw + gamma w'w: half of variance plus a quadratic cost of 2 gamma from nothing.
    costs = { from: new Float64Array(n), quadratic: 2 * spec.gamma }
    theirs = (ours) => ours / 2
  }
  if (row.problem === 'target_return_duals') theirs = (variance) => variance / 2
  return {
    problem: { assets, expected, covariance, objective, constraints, groups, ...(costs ? { costs } : {}) },
    theirs,
  }
}

function solved(solution: Solution): Extract<Solution, { status: 'optimal' }> {
  if (solution.status !== 'optimal') throw new Error(JSON.stringify(solution))
  return solution
}

describe.skipIf(!rows.rows || !data.rows)(rows.title, () => {
  for (const row of rows.rows?.cases ?? [])
    test(row.id, () => {
      const { problem, theirs } = problemOf(row, data.rows![row.dataset]!)
      const { weights, objective } = solved(optimizeWeights(problem))
      row.weights.forEach((w, i) => {
        expect(Math.abs(weights[i]! - w), `weight ${i}: ${weights[i]} for ${w}`).toBeLessThan(1e-8)
      })
      const ours = theirs(objective)
      const off = Math.abs(ours - row.objective) / Math.abs(row.objective)
      expect(off, `objective ${ours} for ${row.objective}`).toBeLessThan(1e-10)
    })
})
