import type { Matrix } from '@bourse/math'
import { checkFinite, checkSize, checkSymmetric } from '../qp/checkProgram.js'
import { wrongInput } from '../wrongInput.js'
import { chainMerges } from './chainMerges.js'
import { spanningMerges } from './spanningMerges.js'

/** How far two clusters are apart: nearest members, farthest members, mean over pairs, growth of the inner variance. */
export type Linkage = 'single' | 'complete' | 'average' | 'ward'

/**
 * Merges from the lowest to the highest: merge k joins `left[k]` and `right[k]` (the smaller number first) at `height[k]`
 * into cluster `leaves + k` of `size[k]` members. Numbers below `leaves` are single assets. The layout of scipy.
 */
export type ClusterTree = {
  readonly leaves: number
  readonly left: Int32Array
  readonly right: Int32Array
  readonly height: Float64Array
  readonly size: Int32Array
}

/** Two cluster representatives joined at a height; the order of merges is not yet that of heights. */
export type Merge = { readonly a: number; readonly b: number; readonly height: number }

/**
 * Agglomerative clustering of symmetric distances in O(n^2): spanning tree for `single`, chains of nearest neighbours
 * for the others (Muellner 2011, arXiv:1109.2378). Throws where distances are not symmetric, finite and >= 0.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { clusterTree } from '@bourse/optimizer'
 * const distances = matrixFromRows([[0, 1, 4], [1, 0, 5], [4, 5, 0]])
 * clusterTree(distances, 'average').height // => Float64Array [1, 4.5]
 */
export function clusterTree(distances: Matrix, linkage: Linkage): ClusterTree {
  const n = distances.rows
  if (n < 1) throw wrongInput('distances', 'empty', 'at least one row')
  checkSize('distances', distances, n, n)
  checkFinite('distances', distances.data)
  checkSymmetric('distances', distances)
  for (const d of distances.data) if (d < 0) throw wrongInput('distances', d, 'numbers >= 0')
  const merges =
    linkage === 'single' ? spanningMerges(distances.data, n) : chainMerges(distances.data.slice(), n, linkage)
  // Array sort is stable: ties keep the order in which they were found.
  merges.sort((p, q) => p.height - q.height)
  return numbered(merges, n)
}

/**
 * Assets from left to right below the tree: neighbours in it are neighbours in the order.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { clusterTree, leafOrder } from '@bourse/optimizer'
 * const distances = matrixFromRows([[0, 4, 1], [4, 0, 5], [1, 5, 0]])
 * leafOrder(clusterTree(distances, 'single')) // => Int32Array [1, 0, 2]
 */
export function leafOrder({ leaves, left, right }: ClusterTree): Int32Array {
  const order = new Int32Array(leaves)
  const open = [2 * leaves - 2]
  let filled = 0
  while (open.length > 0) {
    const node = open.pop()!
    if (node < leaves) order[filled++] = node
    else open.push(right[node - leaves]!, left[node - leaves]!)
  }
  return order
}

// Representatives become cluster numbers, by following who was merged into what.
function numbered(merges: readonly Merge[], leaves: number): ClusterTree {
  const parent = Int32Array.from({ length: 2 * leaves - 1 }, (_, i) => i)
  const rootOf = (of: number): number => {
    let node = of
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]!]!
      node = parent[node]!
    }
    return node
  }
  const count = merges.length
  const left = new Int32Array(count)
  const right = new Int32Array(count)
  const height = new Float64Array(count)
  const size = new Int32Array(count)
  const sizeOf = (node: number): number => (node < leaves ? 1 : size[node - leaves]!)
  merges.forEach((merge, k) => {
    const a = rootOf(merge.a)
    const b = rootOf(merge.b)
    left[k] = Math.min(a, b)
    right[k] = Math.max(a, b)
    height[k] = merge.height
    size[k] = sizeOf(a) + sizeOf(b)
    parent[a] = leaves + k
    parent[b] = leaves + k
  })
  return { leaves, left, right, height, size }
}
