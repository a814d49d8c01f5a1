import type { Rng } from '@bourse/math'
import { MISSING_BIN } from '../boosted/binColumns.js'

/** What all trees of a forest share, and the nodes grown so far. `classes` 0: quantities. */
export type ForestTask = {
  readonly rows: number
  readonly cols: number
  readonly bins: Uint8Array
  readonly cuts: readonly Float32Array[]
  readonly labels: Float64Array
  readonly classes: number
  readonly outputs: number
  readonly depth: number
  readonly columnsPerNode: number
  readonly least: number
  readonly nodes: {
    readonly [column in
      | 'roots'
      | 'left'
      | 'right'
      | 'column'
      | 'bin'
      | 'threshold'
      | 'cover'
      | 'gain'
      | 'values']: number[]
  }
}

/** One tree over the rows drawn `times` each. */
export function growForestTree(forest: ForestTask, times: Int32Array, rng: Rng): void {
  const { rows, cols, bins, cuts, labels, classes, outputs, nodes, columnsPerNode, least } = forest
  const width = Math.max(1, classes)
  const order = Int32Array.from(times.keys()).filter((row) => times[row]! > 0)
  const scratch = new Int32Array(order.length)
  const columns = Int32Array.from({ length: cols }, (_, j) => j)
  const counts = new Float64Array(256)
  const sums = new Float64Array(256 * width)
  const left = new Float64Array(width)
  const all = new Float64Array(width)

  // Gini or squared error: both are least where the sum of (sum of a side)² / its count is largest.
  const scoreOf = (of: Float64Array, count: number): number => {
    let score = 0
    for (let c = 0; c < width; c++) score += of[c]! * of[c]!
    return score / count
  }
  const rightScore = (count: number): number => {
    let score = 0
    for (let c = 0; c < width; c++) score += (all[c]! - left[c]!) ** 2
    return score / count
  }

  const totals = (from: number, to: number): number => {
    all.fill(0)
    let count = 0
    for (let k = from; k < to; k++) {
      const row = order[k]!
      const n = times[row]!
      count += n
      if (classes > 0) all[labels[row]!]! += n
      else all[0]! += n * labels[row]!
    }
    return count
  }

  const addNode = (from: number, to: number): number => {
    const count = totals(from, to)
    for (const list of [nodes.column, nodes.bin, nodes.threshold, nodes.gain]) list.push(0)
    nodes.left.push(-1)
    nodes.right.push(-1)
    nodes.cover.push(count)
    if (classes === 2) nodes.values.push(all[1]! / count)
    else for (let k = 0; k < outputs; k++) nodes.values.push(all[k]! / count)
    return nodes.left.length - 1
  }

  const cutOf = (column: number, from: number, to: number, count: number, floor: number): Cut | undefined => {
    const start = column * rows
    let [lowest, highest] = [255, 0]
    for (let k = from; k < to; k++) {
      const row = order[k]!
      const bin = bins[start + row]!
      const n = times[row]!
      counts[bin]! += n
      if (classes > 0) sums[bin * width + labels[row]!]! += n
      else sums[bin]! += n * labels[row]!
      if (bin < lowest) lowest = bin
      if (bin > highest) highest = bin
    }
    let best: Cut | undefined
    let score = floor
    let leftCount = 0
    left.fill(0)
    for (let bin = lowest; bin <= highest; bin++) {
      const here = counts[bin]!
      if (here === 0) continue
      leftCount += here
      for (let c = 0; c < width; c++) left[c]! += sums[bin * width + c]!
      counts[bin] = 0
      sums.fill(0, bin * width, (bin + 1) * width)
      const rest = count - leftCount
      if (leftCount < least || rest < Math.max(1, least)) continue
      const now = scoreOf(left, leftCount) + rightScore(rest)
      if (now > score) {
        score = now
        best = { column, bin, score, isFlat: false }
      }
    }
    return best ?? (lowest === highest ? { column, bin: -1, score: floor, isFlat: true } : undefined)
  }

  const root = addNode(0, order.length)
  nodes.roots.push(root)
  const stack: [node: number, from: number, to: number, depth: number][] = [[root, 0, order.length, 0]]
  while (stack.length > 0) {
    const [node, from, to, depth] = stack.pop()!
    const count = totals(from, to)
    const before = scoreOf(all, count)
    const isPure = classes > 0 && all.some((n) => n === count)
    if (depth >= forest.depth || isPure || count < 2 * least || to - from < 2) continue
    let found: Cut | undefined
    let tried = 0
    // a column that does not vary here does not count as drawn
    for (let j = 0; j < cols && (tried < columnsPerNode || found === undefined); j++) {
      const other = j + Math.floor(rng.next() * (cols - j))
      const column = columns[other]!
      columns[other] = columns[j]!
      columns[j] = column
      const cut = cutOf(column, from, to, count, found?.score ?? before * (1 + 1e-12))
      if (cut?.isFlat !== true) tried++
      if (cut !== undefined && !cut.isFlat) found = cut
    }
    if (found === undefined) continue
    const { column, bin, score } = found
    let [middle, behind] = [from, 0]
    for (let k = from; k < to; k++) {
      const row = order[k]!
      if (bins[column * rows + row]! <= bin) order[middle++] = row
      else scratch[behind++] = row
    }
    order.set(scratch.subarray(0, behind), middle)
    nodes.column[node] = column
    nodes.bin[node] = bin
    nodes.threshold[node] = justBelow(cuts[column]![Math.min(bin, MISSING_BIN - 1)]!)
    nodes.gain[node] = score - before
    const leftNode = addNode(from, middle)
    const rightNode = addNode(middle, to)
    nodes.left[node] = leftNode
    nodes.right[node] = rightNode
    stack.push([leftNode, from, middle, depth + 1], [rightNode, middle, to, depth + 1])
  }
}

type Cut = { readonly column: number; readonly bin: number; readonly score: number; readonly isFlat: boolean }

/** A double below a float32 cut and above the float32 before it: "not above it" is then "below the cut". */
function justBelow(cut: number): number {
  return cut === 0 ? -Number.MIN_VALUE : cut - Math.abs(cut) * 2 ** -30
}
