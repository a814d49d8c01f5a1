import type { Merge } from './clusterTree.js'

/** Edges of the minimum spanning tree (Prim): the merges of single linkage. */
export function spanningMerges(D: Float64Array, n: number): Merge[] {
  const distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  const merged = new Uint8Array(n)
  const merges: Merge[] = []
  let at = 0
  for (let k = 0; k < n - 1; k++) {
    merged[at] = 1
    let height = Number.POSITIVE_INFINITY
    let next = at
    for (let i = 0; i < n; i++) {
      if (merged[i] === 1) continue
      const d = D[at * n + i]!
      if (d < distance[i]!) distance[i] = d
      if (distance[i]! < height) {
        height = distance[i]!
        next = i
      }
    }
    merges.push({ a: at, b: next, height })
    at = next
  }
  return merges
}
