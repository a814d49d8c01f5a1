import { badModel, checkTrees, type TreeSet } from '../trees/treeSet.js'
import { type Block, countOf, numbersOf } from './lightgbmText.js'

/** A leaf of a linear tree: its value is a constant and a sum over columns, unless one of them is missing. */
export type LinearLeaf = { readonly constant: number; readonly columns: Int32Array; readonly slopes: Float64Array }

/** Trees with what the format knows besides: how each node treats missing values, and linear leaves. */
export type LightgbmTrees = {
  readonly set: TreeSet
  /** 0: a missing value is a zero; 1: zeros are missing; 2: NaN is missing. */
  readonly missing: Uint8Array
  readonly linear: ReadonlyMap<number, LinearLeaf>
  /** The number of a leaf in its tree. */
  readonly leafNumber: Int32Array
}

type Loose = LightgbmTrees & {
  readonly set: { categories: Map<number, Uint32Array> }
  readonly linear: Map<number, LinearLeaf>
}

/** Inner nodes of a tree come first, its leaves after them: a child c < 0 is leaf -1 - c. */
export function lightgbmTrees(blocks: readonly Block[], columns: number, outputs: number): LightgbmTrees {
  const leaves = blocks.map(leavesOf)
  const nodes = leaves.reduce((sum, count) => sum + 2 * count - 1, 0)
  const trees: Loose = {
    set: {
      columns,
      outputs,
      roots: new Int32Array(blocks.length),
      outputOf: Int32Array.from(blocks, (_, i) => i % outputs),
      left: new Int32Array(nodes).fill(-1),
      right: new Int32Array(nodes).fill(-1),
      column: new Int32Array(nodes),
      threshold: new Float64Array(nodes),
      value: new Float64Array(nodes),
      missingLeft: new Uint8Array(nodes),
      cover: new Float64Array(nodes),
      gain: new Float64Array(nodes),
      categories: new Map(),
    },
    missing: new Uint8Array(nodes),
    linear: new Map(),
    leafNumber: new Int32Array(nodes),
  }
  let first = 0
  blocks.forEach((block, i) => {
    trees.set.roots[i] = first
    addTree(trees, block, first, leaves[i]!)
    first += 2 * leaves[i]! - 1
  })
  checkTrees('loadLightgbm', trees.set)
  return trees
}

/** The number of leaves, if there are as many values: nothing is allocated on a file's word alone. */
function leavesOf(block: Block): number {
  const count = countOf(block, 'num_leaves', 1, 10_000_000)
  numbersOf(block, 'leaf_value', count)
  return count
}

function addTree(trees: Loose, block: Block, first: number, leaves: number): void {
  const { set } = trees
  const inner = leaves - 1
  const sets = countOf(block, 'num_cat', 0, inner)
  const [left, right] = [numbersOf(block, 'left_child', inner), numbersOf(block, 'right_child', inner)]
  const column = numbersOf(block, 'split_feature', inner)
  const threshold = numbersOf(block, 'threshold', inner)
  const decision = numbersOf(block, 'decision_type', inner)
  const gain = numbersOf(block, 'split_gain', inner)
  const value = numbersOf(block, 'leaf_value', leaves)
  // Files cut to save room leave counts out: then Shapley values are NaN, predictions are not.
  const counts = (name: string, length: number): Float64Array =>
    block.lines.has(name) ? numbersOf(block, name, length) : new Float64Array(length).fill(Number.NaN)
  const innerCount = counts('internal_count', inner)
  const leafCount = leaves === 1 ? [1] : counts('leaf_count', leaves)
  const bounds = sets === 0 ? new Float64Array(1) : numbersOf(block, 'cat_boundaries', sets + 1)
  const words = sets === 0 ? new Float64Array(0) : numbersOf(block, 'cat_threshold', bounds[sets]!)
  const placeOf = (child: number): number => {
    const inside = child >= 0 ? child < inner : -1 - child < leaves
    return inside ? first + (child >= 0 ? child : inner - 1 - child) : 2 ** 31 - 1
  }
  for (let i = 0; i < inner; i++) {
    const node = first + i
    set.left[node] = placeOf(left[i]!)
    set.right[node] = placeOf(right[i]!)
    set.column[node] = column[i]!
    set.threshold[node] = threshold[i]!
    set.gain[node] = gain[i]!
    set.cover[node] = innerCount[i]!
    set.missingLeft[node] = (decision[i]! & 2) >> 1
    trees.missing[node] = (decision[i]! >> 2) & 3
    if ((decision[i]! & 1) === 0) continue
    const [from, to] = [bounds[threshold[i]!]!, bounds[threshold[i]! + 1]!]
    if (!(from >= 0 && to >= from && to <= words.length))
      throw badModel('loadLightgbm', `${block.place} threshold`, `names a set of categories that does not exist`)
    set.categories.set(node, Uint32Array.from(words.subarray(from, to)))
  }
  for (let i = 0; i < leaves; i++) {
    const node = first + inner + i
    set.value[node] = value[i]!
    set.cover[node] = leafCount[i]!
    trees.leafNumber[node] = i
  }
  if (block.lines.get('is_linear') === '1') addLinear(trees, block, first + inner, leaves)
}

function addLinear(trees: Loose, block: Block, first: number, leaves: number): void {
  const constants = numbersOf(block, 'leaf_const', leaves)
  const sizes = numbersOf(block, 'num_features', leaves)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const columns = Int32Array.from(numbersOf(block, 'leaf_features', total))
  const slopes = numbersOf(block, 'leaf_coeff', total)
  columns.forEach((column) => {
    if (!(column >= 0 && column < trees.set.columns))
      throw badModel('loadLightgbm', `${block.place} leaf_features`, `names column ${column} of ${trees.set.columns}`)
  })
  let from = 0
  sizes.forEach((size, i) => {
    const to = from + size
    trees.linear.set(first + i, {
      constant: constants[i]!,
      columns: columns.subarray(from, to),
      slopes: slopes.subarray(from, to),
    })
    from = to
  })
}
