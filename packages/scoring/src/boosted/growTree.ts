import type { BinnedColumns } from './binColumns.js'
import { MISSING_BIN } from './binColumns.js'
import type { BoostPlan } from './boostSettings.js'
import { type CategoryCut, cutCategories } from './cutCategories.js'
import type { HistogramKernel, NodeSums } from './kernel.js'

const round = Math.fround

/** One tree; children, columns and leaves as in TreeSet, and the bin of each cut. */
export type GrownTree = {
  readonly left: number[]
  readonly right: number[]
  readonly column: number[]
  readonly bin: number[]
  readonly threshold: number[]
  readonly value: number[]
  readonly missingLeft: number[]
  readonly cover: number[]
  readonly gain: number[]
  /** Categories that go right, by node. */
  readonly categories: Map<number, Uint32Array>
  /** Of each leaf: where its rows lie in the kernel's. */
  readonly leaves: { readonly node: number; readonly from: number; readonly to: number }[]
}

/** By what quantised sums are divided to become derivatives: powers of two. */
export type Scales = { readonly first: number; readonly second: number }

/** Grows one tree over rows[0..count) of the kernel, the smaller child of each node summed, the larger got by difference. */
export function growTree(
  kernel: HistogramKernel,
  binned: BinnedColumns,
  plan: BoostPlan,
  scales: Scales,
  activeColumns: number,
  count: number,
): GrownTree {
  const tree: GrownTree = {
    ...{ left: [], right: [], column: [], bin: [], threshold: [], value: [], missingLeft: [], cover: [], gain: [] },
    ...{ categories: new Map(), leaves: [] },
  }
  const { first, second } = scales
  const lambda = plan.lambda * second
  const least = Math.max(plan.least * second, 1)
  const perGain = (first * first) / second
  const perWeight = second / first
  const categorical = new Set(plan.categorical)

  const addLeaf = (sums: NodeSums): number => {
    const weight = Math.min(Math.max(-sums.gradient / (sums.hessian + lambda), sums.low), sums.high)
    tree.left.push(-1)
    tree.right.push(-1)
    for (const list of [tree.column, tree.bin, tree.missingLeft, tree.gain, tree.threshold]) list.push(0)
    tree.value.push(round(plan.learningRate * weight * perWeight))
    tree.cover.push(sums.hessian / second)
    return tree.left.length - 1
  }

  // The histograms of the node are in `slot`, which is free afterwards; those above `slot` are free.
  const grow = (node: number, slot: number, depth: number, from: number, to: number, sums: NodeSums): void => {
    const found = depth < plan.depth ? best(slot, sums) : undefined
    if (found === undefined) {
      tree.leaves.push({ node, from, to })
      return
    }
    const { column, bin, members, isMissingLeft, gradient, hessian, gain } = found
    for (let b = 0; b < MISSING_BIN; b++)
      kernel.goesLeft[b] =
        members === undefined ? (b <= bin ? 1 : 0) : ((members[b >> 5] ?? 0) >>> (b & 31)) & 1 ? 0 : 1
    kernel.goesLeft[MISSING_BIN] = isMissingLeft ? 1 : 0
    const middle = kernel.partition(column, from, to)
    const [leftSums, rightSums] = boundsOf(sums, gradient, hessian, plan.monotone[column] ?? 0)
    const left = addLeaf(leftSums)
    const right = addLeaf(rightSums)
    tree.left[node] = left
    tree.right[node] = right
    tree.column[node] = column
    tree.bin[node] = bin
    tree.threshold[node] = members === undefined ? binned.cuts[column]![bin]! : 0
    tree.missingLeft[node] = isMissingLeft ? 1 : 0
    tree.gain[node] = round(gain / perGain)
    tree.value[node] = 0
    if (members !== undefined) tree.categories.set(node, members)
    if (depth + 1 < plan.depth) {
      const leftIsSmaller = middle - from <= to - middle
      if (leftIsSmaller) kernel.build(slot + 1, activeColumns, from, middle)
      else kernel.build(slot + 1, activeColumns, middle, to)
      kernel.subtract(slot, slot + 1, activeColumns)
      // the smaller child lies above and would be overwritten by the larger one's: it goes first
      if (leftIsSmaller) {
        grow(left, slot + 1, depth + 1, from, middle, leftSums)
        grow(right, slot, depth + 1, middle, to, rightSums)
      } else {
        grow(right, slot + 1, depth + 1, middle, to, rightSums)
        grow(left, slot, depth + 1, from, middle, leftSums)
      }
      return
    }
    tree.leaves.push({ node: left, from, to: middle }, { node: right, from: middle, to })
  }

  const best = (slot: number, sums: NodeSums): Found | undefined => {
    const parent = -sums.gradient / (sums.hessian + lambda)
    const weight = Math.min(Math.max(parent, sums.low), sums.high)
    const before = -weight * (2 * sums.gradient + (sums.hessian + lambda) * weight)
    let floor = before * (1 + 1e-9) + (plan.minGain + 1e-6) * perGain
    let found: Found | undefined
    for (let place = 0; place < activeColumns; place++) {
      const column = kernel.columns[place]!
      const bins = binned.counts[column]!
      const rule = { lambda, least, constraint: plan.monotone[column] ?? 0 }
      if (categorical.has(column)) {
        const cut = cutCategories(kernel.histogramOf(slot, place), bins, sums, rule, floor)
        if (cut === undefined) continue
        floor = cut.gain
        found = { ...cut, column, bin: -1, gain: cut.gain - before }
        continue
      }
      const gain = kernel.cut(slot, place, bins, sums, rule, floor)
      const [bin, isLeft, gradient, hessian] = kernel.found
      if (bin! < 0) continue
      floor = gain
      const hasMissing = kernel
        .histogramOf(slot, place)
        .subarray(510)
        .some((word) => word !== 0)
      // with nothing missing to learn from, missing goes where more went
      const isMissingLeft = hasMissing ? isLeft === 1 : 2 * hessian! >= sums.hessian
      found = { column, bin: bin!, isMissingLeft, gradient: gradient!, hessian: hessian!, gain: gain - before }
    }
    return found
  }

  kernel.build(0, activeColumns, 0, count)
  grow(addLeaf(rootSums(kernel, count)), 0, 0, 0, count, rootSums(kernel, count))
  return tree
}

type Found = Omit<CategoryCut, 'members'> & {
  readonly column: number
  readonly bin: number
  readonly members?: Uint32Array
}

function rootSums({ gradients, rows }: HistogramKernel, count: number): NodeSums {
  let [gradient, hessian] = [0, 0]
  for (let k = 0; k < count; k++) {
    hessian += gradients[2 * rows[k]!]!
    gradient += gradients[2 * rows[k]! + 1]!
  }
  return { gradient, hessian, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
}

/** The sides' sums, and the weights they may have: under a constraint they meet in the middle between theirs. */
function boundsOf(
  sums: NodeSums,
  gradient: number,
  hessian: number,
  constraint: number,
): readonly [NodeSums, NodeSums] {
  const left = { ...sums, gradient, hessian }
  const right = { ...sums, gradient: sums.gradient - gradient, hessian: sums.hessian - hessian }
  if (constraint === 0) return [left, right]
  const within = (weight: number): number => Math.min(Math.max(weight, sums.low), sums.high)
  const middle = (within(-gradient / hessian) + within(-right.gradient / right.hessian)) / 2
  return constraint > 0
    ? [
        { ...left, high: middle },
        { ...right, low: middle },
      ]
    : [
        { ...left, low: middle },
        { ...right, high: middle },
      ]
}
