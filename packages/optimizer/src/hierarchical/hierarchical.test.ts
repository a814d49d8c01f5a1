import { covariance as covarianceOfReturns, type Matrix, matrixFromRows } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { drawer, factorCovariance } from '../anyProblem.bench.js'
import {
  clusterLabels,
  clusterTree,
  correlationDistances,
  hierarchicalEqualRisk,
  hierarchicalRiskParity,
  type Linkage,
  leafOrder,
  nestedClusterWeights,
} from '../index.js'

type Row = {
  readonly id: string
  readonly dataset: string
  readonly problem: string
  readonly spec: { readonly linkage: Linkage; readonly distance?: string; readonly clusters?: number }
  readonly weights: readonly number[]
  readonly linkageMatrix?: readonly (readonly number[])[]
  readonly leafOrder?: readonly number[]
  readonly labels?: readonly number[]
}

const rows = golden<{ readonly cases: readonly Row[] }>('optrisk/riskparity_hierarchical.dev.json')
const data = golden<Record<string, { readonly R: readonly (readonly number[])[] }>>('optrisk/datasets.dev.json')

function yearly(dataset: string): Matrix {
  const daily = covarianceOfReturns(matrixFromRows(data.rows![dataset]!.R))
  return { ...daily, data: daily.data.map((v) => 252 * v) }
}

describe.skipIf(!rows.rows || !data.rows)(`${rows.title}: trees`, () => {
  const ours = (rows.rows?.cases ?? []).filter((r) => /^(hrp|herc|nco)/.test(r.problem))
  test.each(ours)('$id $spec.linkage $spec.clusters $spec.distance', (row) => {
    const covariance = yearly(row.dataset)
    const { linkage, clusters } = row.spec
    const distance = row.spec.distance?.startsWith('euclidean') === true ? 'profile' : 'direct'
    const weights =
      row.problem === 'hrp'
        ? hierarchicalRiskParity(covariance, { linkage, distance })
        : row.problem === 'herc'
          ? hierarchicalEqualRisk(covariance, clusters!, { linkage })
          : nestedClusterWeights(covariance, clusters!, { linkage })
    row.weights.forEach((w, i) => {
      expect(Math.abs(weights[i]! - w)).toBeLessThan(1e-9)
    })
    const tree = clusterTree(correlationDistances(covariance, distance), linkage)
    row.linkageMatrix?.forEach(([left, right, height, size], k) => {
      expect([tree.left[k], tree.right[k], tree.size[k] ?? size]).toEqual([left, right, size ?? tree.size[k]])
      expect(Math.abs(tree.height[k]! - height!)).toBeLessThan(1e-12)
    })
    if (row.leafOrder !== undefined) expect([...leafOrder(tree)]).toEqual(row.leafOrder)
    if (row.labels !== undefined) expect([...clusterLabels(tree, clusters!)]).toEqual(row.labels)
  })
})

// Joins the two nearest clusters again and again, distances from all members: slow and obviously right.
function plainHeights({ rows: n, data: D }: Matrix, linkage: 'single' | 'complete' | 'average'): number[] {
  let clusters = Array.from({ length: n }, (_, i) => [i])
  const heights: number[] = []
  const between = (a: readonly number[], b: readonly number[]): number => {
    const all = a.flatMap((i) => b.map((j) => D[i * n + j]!))
    if (linkage === 'single') return Math.min(...all)
    return linkage === 'complete' ? Math.max(...all) : all.reduce((s, d) => s + d, 0) / all.length
  }
  while (clusters.length > 1) {
    let best = { p: 0, q: 0, d: Number.POSITIVE_INFINITY }
    for (let p = 0; p < clusters.length; p++)
      for (let q = 0; q < p; q++) {
        const d = between(clusters[p]!, clusters[q]!)
        if (d < best.d) best = { p, q, d }
      }
    const joined = [...clusters[best.p]!, ...clusters[best.q]!]
    clusters = [...clusters.filter((_, i) => i !== best.p && i !== best.q), joined]
    heights.push(best.d)
  }
  return heights
}

test('fast merges are the plain ones', () => {
  const draw = drawer(11)
  for (const linkage of ['single', 'complete', 'average'] as const)
    for (let c = 0; c < 6; c++) {
      const distances = correlationDistances(factorCovariance(3 + c * 3, draw))
      const { height } = clusterTree(distances, linkage)
      plainHeights(distances, linkage).forEach((d, k) => {
        expect(height[k]).toBeCloseTo(d, 12)
      })
    }
})

test('weights sum to 1, are long, and follow their assets into any order', () => {
  const draw = drawer(5)
  for (let c = 0; c < 20; c++) {
    const n = 2 + Math.floor(draw() * 25)
    const covariance = factorCovariance(n, draw)
    const order = Array.from({ length: n }, (_, i) => i).sort(() => draw() - 0.5)
    const turned = { ...covariance, data: covariance.data.slice() }
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) turned.data[i * n + j] = covariance.data[order[i]! * n + order[j]!]!
    const k = 1 + Math.floor(draw() * n)
    for (const of of [
      (m: Matrix): Float64Array => hierarchicalEqualRisk(m, k, { linkage: 'average' }),
      (m: Matrix): Float64Array => nestedClusterWeights(m, k),
    ]) {
      const weights = of(covariance)
      expect(weights.reduce((s, w) => s + w, 0)).toBeCloseTo(1, 12)
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
      of(turned).forEach((w, i) => {
        expect(w).toBeCloseTo(weights[order[i]!]!, 9)
      })
    }
    expect(hierarchicalRiskParity(covariance).reduce((s, w) => s + w, 0)).toBeCloseTo(1, 12)
  }
})

test('ends: one cluster is inverse variance, as many as assets in NCO is minimum variance; one asset is all', () => {
  const covariance = matrixFromRows([
    [0.04, 0],
    [0, 0.16],
  ])
  expect([...hierarchicalEqualRisk(covariance, 1)]).toEqual([0.8, 0.2])
  expect(nestedClusterWeights(covariance, 2)[0]).toBeCloseTo(0.8, 14)
  expect([...hierarchicalRiskParity(matrixFromRows([[0.04]]))]).toEqual([1])
})

test('bad input is refused by name', () => {
  const covariance = matrixFromRows([
    [1, 0],
    [0, 0],
  ])
  expect(() => hierarchicalRiskParity(covariance)).toThrow('covariance[1][1]')
  expect(() => hierarchicalEqualRisk(matrixFromRows([[1]]), 2)).toThrow('clusters')
  expect(() => nestedClusterWeights(matrixFromRows([[1]]), 0)).toThrow('clusters')
  expect(() =>
    clusterTree(
      matrixFromRows([
        [0, -1],
        [-1, 0],
      ]),
      'single',
    ),
  ).toThrow('distances')
  expect(() =>
    clusterTree(
      matrixFromRows([
        [0, Number.NaN],
        [1, 0],
      ]),
      'ward',
    ),
  ).toThrow('distances')
})
