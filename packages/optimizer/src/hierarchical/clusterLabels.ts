import { wrongInput } from '../wrongInput.js'
import type { ClusterTree } from './clusterTree.js'

/**
 * Cluster of each asset where the tree is cut into `clusters` parts, numbered by first appearance. Throws where
 * `clusters` is not a whole number from 1 to the number of assets.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { clusterLabels, clusterTree } from '@bourse/optimizer'
 * const distances = matrixFromRows([[0, 4, 1], [4, 0, 5], [1, 5, 0]])
 * clusterLabels(clusterTree(distances, 'single'), 2) // => Int32Array [0, 1, 0]
 */
export function clusterLabels(tree: ClusterTree, clusters: number): Int32Array {
  const { leaves, left, right } = tree
  if (!(Number.isInteger(clusters) && clusters >= 1 && clusters <= leaves))
    throw wrongInput('clusters', clusters, `a whole number from 1 to ${leaves}`)
  const merged = leaves - clusters
  const top = Int32Array.from({ length: 2 * leaves - 1 }, (_, node) => node)
  for (let k = merged - 1; k >= 0; k--) {
    top[left[k]!] = top[leaves + k]!
    top[right[k]!] = top[leaves + k]!
  }
  const numbers = new Map<number, number>()
  const labels = new Int32Array(leaves)
  for (let i = 0; i < leaves; i++) {
    const node = top[i]!
    const label = numbers.get(node) ?? numbers.size
    numbers.set(node, label)
    labels[i] = label
  }
  return labels
}

/** Members of each cluster, in the order of assets. */
export function membersOf(labels: Int32Array): readonly Int32Array[] {
  const count = labels.reduce((most, label) => Math.max(most, label), -1) + 1
  const members = Array.from({ length: count }, (): number[] => [])
  labels.forEach((label, i) => {
    members[label]!.push(i)
  })
  return members.map((m) => Int32Array.from(m))
}
