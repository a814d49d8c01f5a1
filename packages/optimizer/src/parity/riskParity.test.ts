import { type Matrix, matrixFromRows } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { drawer, factorCovariance } from '../anyProblem.bench.js'
import {
  equalWeights,
  inverseVarianceWeights,
  inverseVolatilityWeights,
  type Objective,
  optimizeWeights,
  riskParityWeights,
  riskSharesOf,
} from '../index.js'

type Row = {
  readonly id: string
  readonly dataset: string
  readonly problem: string
  readonly spec: { readonly budgets?: readonly number[]; readonly bounds?: readonly [number, number] }
  readonly weights: readonly number[]
  readonly volatility: number
  readonly diversificationRatio?: number
}

const rows = golden<{ readonly cases: readonly Row[] }>('optrisk/riskparity_hierarchical.dev.json')
const data = golden<Record<string, { readonly R: readonly (readonly number[])[] }>>('optrisk/datasets.dev.json')

function yearly(R: readonly (readonly number[])[]): Matrix {
  const n = R[0]!.length
  const mean = Float64Array.from({ length: n }, (_, i) => R.reduce((s, r) => s + r[i]!, 0) / R.length)
  const cov = new Float64Array(n * n)
  for (const r of R)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) cov[i * n + j]! += (r[i]! - mean[i]!) * (r[j]! - mean[j]!)
  return { rows: n, cols: n, data: cov.map((v) => (v / (R.length - 1)) * 252) }
}

function weightsFor({ problem, spec }: Row, covariance: Matrix): Float64Array | undefined {
  const n = covariance.rows
  if (problem === 'equal_weight') return equalWeights(n)
  if (problem === 'inverse_volatility') return inverseVolatilityWeights(covariance)
  if (problem === 'inverse_variance') return inverseVarianceWeights(covariance)
  const objectives: { readonly [problem: string]: Objective } = {
    equal_risk_contribution: { equalize: 'risk' },
    risk_budgeting: { equalize: 'risk', budgets: Float64Array.from(spec.budgets ?? []) },
    risk_budgeting_by_class: { equalize: 'risk', budgets: Float64Array.from(spec.budgets ?? []) },
    max_diversification: { maximize: 'diversification' },
    max_decorrelation: { minimize: 'correlation' },
  }
  const objective = objectives[problem]
  if (objective === undefined) return undefined
  const [min, max] = spec.bounds ?? [0, Number.POSITIVE_INFINITY]
  const constraints = spec.bounds === undefined ? [] : [{ each: true, min, max } as const]
  const assets = Array.from({ length: n }, (_, i) => `${i}`)
  const answer = optimizeWeights({ assets, covariance, objective, constraints })
  return answer.status === 'optimal' ? answer.weights : new Float64Array(n)
}

describe.skipIf(!rows.rows || !data.rows)(`${rows.title}: variance rows`, () => {
  const ours = (rows.rows?.cases ?? []).filter((r) => !/^(hrp|herc|nco)/.test(r.problem))
  test.each(ours)('$id', (row) => {
    const covariance = yearly(data.rows![row.dataset]!.R)
    const weights = weightsFor(row, covariance)!
    row.weights.forEach((w, i) => {
      expect(Math.abs(weights[i]! - w)).toBeLessThan(1e-9)
    })
  })
})

test('shares are the budgets to the last digits, whatever the order and unit', () => {
  const draw = drawer(2)
  for (let c = 0; c < 40; c++) {
    const n = 2 + Math.floor(draw() * 40)
    const covariance = factorCovariance(n, draw)
    const budgets = Float64Array.from({ length: n }, () => 0.1 + draw())
    const total = budgets.reduce((s, b) => s + b, 0)
    const { weights, error } = riskParityWeights(covariance, budgets)
    expect(error).toBeLessThan(1e-14)
    riskSharesOf(weights, covariance).forEach((share, i) => {
      expect(share).toBeCloseTo(budgets[i]! / total, 13)
    })
    const scaled = riskParityWeights({ ...covariance, data: covariance.data.map((v) => 1e8 * v) }, budgets)
    scaled.weights.forEach((w, i) => {
      expect(w).toBeCloseTo(weights[i]!, 13)
    })
  }
})

test('two assets: proportional to 1 / volatility whatever their correlation', () => {
  for (const rho of [-0.99, -0.5, 0, 0.9]) {
    const covariance = matrixFromRows([
      [0.04, rho * 0.2 * 0.5],
      [rho * 0.2 * 0.5, 0.25],
    ])
    expect(riskParityWeights(covariance).weights[0]).toBeCloseTo(5 / 7, 13)
  }
})

test('bad input is refused by name', () => {
  const covariance = matrixFromRows([
    [1, 0],
    [0, 0],
  ])
  expect(() => riskParityWeights(covariance)).toThrow('covariance[1][1]')
  expect(() => inverseVolatilityWeights(covariance)).toThrow('covariance[1][1]')
  expect(() => riskParityWeights(covariance, Float64Array.of(1, 0))).toThrow('budgets[1]')
  expect(() => equalWeights(0)).toThrow('count')
})
