import type { Linkage, Merge } from './clusterTree.js'

/**
 * Merges by chains of nearest neighbours: follow the nearest until two are each other's nearest. `D` is overwritten
 * with the distances of clusters.
 */
export function chainMerges(D: Float64Array, n: number, linkage: Exclude<Linkage, 'single'>): Merge[] {
  const size = new Int32Array(n).fill(1)
  const chain = new Int32Array(n + 1)
  const merges: Merge[] = []
  let length = 0
  for (let k = 0; k < n - 1; k++) {
    if (length === 0) {
      chain[0] = size.findIndex((s) => s > 0)
      length = 1
    }
    let x = chain[length - 1]!
    let y = -1
    let height = 0
    for (;;) {
      x = chain[length - 1]!
      const before = length > 1 ? chain[length - 2]! : -1
      y = before
      // Where distances tie, the one we came from is nearest: otherwise a chain could go round.
      height = before < 0 ? Number.POSITIVE_INFINITY : D[x * n + before]!
      for (let i = 0; i < n; i++) {
        if (size[i] === 0 || i === x) continue
        const d = D[x * n + i]!
        if (d < height) {
          height = d
          y = i
        }
      }
      if (y === before) break
      chain[length++] = y
    }
    length -= 2
    const [gone, kept] = x < y ? [x, y] : [y, x]
    merges.push({ a: gone, b: kept, height })
    join(D, n, size, gone, kept, height, linkage)
  }
  return merges
}

// Distances from the joined cluster (now `kept`) to all others: Lance and Williams 1967.
function join(
  D: Float64Array,
  n: number,
  size: Int32Array,
  gone: number,
  kept: number,
  height: number,
  linkage: Exclude<Linkage, 'single'>,
): void {
  const ng = size[gone]!
  const nk = size[kept]!
  size[gone] = 0
  size[kept] = ng + nk
  for (let i = 0; i < n; i++) {
    const ni = size[i]!
    if (ni === 0 || i === kept) continue
    const toGone = D[i * n + gone]!
    const toKept = D[i * n + kept]!
    let d: number
    if (linkage === 'complete') d = Math.max(toGone, toKept)
    else if (linkage === 'average') d = (ng * toGone + nk * toKept) / (ng + nk)
    else {
      const total = ng + nk + ni
      const squared = ((ni + ng) * toGone * toGone + (ni + nk) * toKept * toKept - ni * height * height) / total
      d = Math.sqrt(Math.max(0, squared))
    }
    D[i * n + kept] = d
    D[kept * n + i] = d
  }
}
