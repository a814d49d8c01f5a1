import type { Matrix } from '@bourse/math'
import { clusterLabels, membersOf } from './clusterLabels.js'
import { clusterTree } from './clusterTree.js'
import { correlationDistances } from './correlationDistance.js'
import { type HierarchyOptions, share } from './hierarchicalRiskParity.js'
import { inverseVarianceRisk } from './inverseVariance.js'

/**
 * Hierarchical equal risk contribution (Raffinot 2018): the tree cut into `clusters`; down its highest merges each side
 * is weighted against the sum of the variances of the clusters below it; inside a cluster inverse variance. `linkage`
 * 'ward' where left out. Long only, sums to 1.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { hierarchicalEqualRisk } from '@bourse/optimizer'
 * const covariance = matrixFromRows([[0.04, 0.04, 0], [0.04, 0.04, 0], [0, 0, 0.16]])
 * hierarchicalEqualRisk(covariance, 2).map((w) => Math.round(w * 1000)) // => Float64Array [400, 400, 200]
 */
export function hierarchicalEqualRisk(
  covariance: Matrix,
  clusters: number,
  options: HierarchyOptions = {},
): Float64Array {
  const { linkage = 'ward', distance = 'direct' } = options
  const tree = clusterTree(correlationDistances(covariance, distance), linkage)
  const { leaves, left, right } = tree
  const members = membersOf(clusterLabels(tree, clusters))
  const risks = members.map((m) => inverseVarianceRisk(covariance, m))
  const nodes = 2 * leaves - 1
  // Below the cut a node stands for its whole cluster.
  const cut = leaves - clusters
  const clusterOf = new Int32Array(nodes).fill(-1)
  members.forEach((m, c) => {
    clusterOf[m[0]!] = c
  })
  for (let k = 0; k < cut; k++) clusterOf[leaves + k] = Math.max(clusterOf[left[k]!]!, clusterOf[right[k]!]!)
  const below = Float64Array.from(clusterOf, (c) => (c < 0 ? 0 : risks[c]!))
  for (let k = cut; k < leaves - 1; k++) below[leaves + k] = below[left[k]!]! + below[right[k]!]!
  const weight = new Float64Array(nodes)
  weight[nodes - 1] = 1
  for (let k = leaves - 2; k >= cut; k--) {
    const [a, b] = [left[k]!, right[k]!]
    weight[a] = weight[leaves + k]! * share(below[b]!, below[a]!)
    weight[b] = weight[leaves + k]! * share(below[a]!, below[b]!)
  }
  return spread(covariance, members, clusterWeights(weight, clusterOf, members.length, tree.leaves, cut, left, right))
}

// The nodes just below the cut, by cluster.
function clusterWeights(
  weight: Float64Array,
  clusterOf: Int32Array,
  count: number,
  leaves: number,
  cut: number,
  left: Int32Array,
  right: Int32Array,
): Float64Array {
  const held = new Float64Array(count)
  if (count === 1) return held.fill(1)
  for (let k = cut; k < leaves - 1; k++)
    for (const node of [left[k]!, right[k]!]) if (node < leaves + cut) held[clusterOf[node]!] = weight[node]!
  return held
}

function spread({ rows: n, data }: Matrix, members: readonly Int32Array[], held: Float64Array): Float64Array {
  const weights = new Float64Array(n)
  members.forEach((m, c) => {
    let sum = 0
    for (const i of m) sum += 1 / data[i * n + i]!
    for (const i of m) weights[i] = held[c]! / data[i * n + i]! / sum
  })
  return weights
}
