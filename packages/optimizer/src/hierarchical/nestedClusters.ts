import type { Matrix } from '@bourse/math'
import { optimizeWeights } from '../problem/optimize.js'
import { clusterLabels, membersOf } from './clusterLabels.js'
import { clusterTree } from './clusterTree.js'
import { correlationDistances } from './correlationDistance.js'
import type { HierarchyOptions } from './hierarchicalRiskParity.js'

/**
 * Nested clustered optimization (Lopez de Prado 2019): the long-only minimum variance inside each of `clusters`, then
 * between the clusters as if each were one asset, so that noise in one cluster does not move the others. `linkage`
 * 'ward' where left out. Sums to 1; all NaN where the solver stalls on a singular covariance.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { nestedClusterWeights } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0.02, 0], [0.02, 0.04, 0], [0, 0, 0.06]])
 * nestedClusterWeights(covariance, 2).map((w) => Math.round(w * 1000)) // => Float64Array [333, 333, 333]
 */
export function nestedClusterWeights(
  covariance: Matrix,
  clusters: number,
  options: HierarchyOptions = {},
): Float64Array {
  const { linkage = 'ward', distance = 'direct' } = options
  const n = covariance.rows
  const tree = clusterTree(correlationDistances(covariance, distance), linkage)
  const members = membersOf(clusterLabels(tree, clusters))
  const inner = members.map((m) => leastVariance(partOf(covariance, m)))
  const k = members.length
  const between = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      between[a * k + b] = covarianceOfSums(covariance, members[a]!, inner[a]!, members[b]!, inner[b]!)
      between[b * k + a] = between[a * k + b]!
    }
  const outer = leastVariance({ rows: k, cols: k, data: between })
  const weights = new Float64Array(n)
  members.forEach((m, c) => {
    m.forEach((i, at) => {
      weights[i] = outer[c]! * inner[c]![at]!
    })
  })
  return weights
}

function leastVariance(covariance: Matrix): Float64Array {
  const n = covariance.rows
  if (n === 1) return Float64Array.of(1)
  if (covariance.data.some(Number.isNaN)) return new Float64Array(n).fill(Number.NaN)
  const assets = Array.from({ length: n }, (_, i) => `${i}`)
  const answer = optimizeWeights({ assets, covariance, objective: { minimize: 'variance' } })
  return answer.status === 'optimal' ? answer.weights : new Float64Array(n).fill(Number.NaN)
}

function partOf({ rows: n, data }: Matrix, m: Int32Array): Matrix {
  const k = m.length
  const part = new Float64Array(k * k)
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) part[a * k + b] = data[m[a]! * n + m[b]!]!
  return { rows: k, cols: k, data: part }
}

function covarianceOfSums(
  { rows: n, data }: Matrix,
  a: Int32Array,
  wa: Float64Array,
  b: Int32Array,
  wb: Float64Array,
): number {
  let total = 0
  for (let p = 0; p < a.length; p++)
    for (let q = 0; q < b.length; q++) total += wa[p]! * wb[q]! * data[a[p]! * n + b[q]!]!
  return total
}
