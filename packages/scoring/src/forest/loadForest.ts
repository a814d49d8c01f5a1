import { badArgument } from '@bourse/core'
import type { TreeModel } from '../trees/treeModel.js'
import { badModel, checkTrees, type TreeSet } from '../trees/treeSet.js'
import { forestModel } from './forestModel.js'

/**
 * One tree of scikit-learn as plain lists: `tree_.children_left`, `children_right`, `feature`, `threshold`, `value` (counts
 * or shares of each class, or one number), `weighted_n_node_samples` and `impurity`.
 */
export type ForestTree = {
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly feature: readonly number[]
  readonly threshold: readonly number[]
  readonly value: readonly (readonly number[] | number)[]
  readonly n: readonly number[]
  readonly impurity?: readonly number[]
}

/**
 * A random forest that scikit-learn trained, from its trees as JSON. A classifier answers one probability per class, a
 * regression one number; both as scikit-learn's to 1e-13. Importance gain is the fall of impurity weighted by rows.
 *
 * @param trees `[{ left, right, feature, threshold, value, n, impurity }, ...]`
 * @param columns features of a row
 * @throws BourseError `input/parse` naming the tree
 * @example
 * import { loadForest } from '@bourse/scoring'
 * const tree = { left: [1, -1, -1], right: [2, -1, -1], feature: [0, -2, -2], threshold: [0.5, -2, -2],
 *   value: [[4, 4], [3, 1], [1, 3]], n: [8, 4, 4] }
 * loadForest([tree], 1).predict(Float64Array.of(0.2)) // => Float64Array [0.75, 0.25]
 */
export function loadForest(trees: readonly ForestTree[], columns: number): TreeModel {
  if (!Array.isArray(trees) || trees.length === 0) throw badArgument('loadForest', 'trees', trees, 'a list of trees')
  if (!(Number.isInteger(columns) && columns > 0))
    throw badArgument('loadForest', 'columns', columns, 'a whole number > 0')
  const nodes = trees.reduce((sum, tree, i) => sum + sizeOf(tree, i), 0)
  const sample = trees[0]!.value[0]
  const outputs = Array.isArray(sample) ? Math.max(1, sample.length) : 1
  const set = {
    columns,
    outputs: 1,
    roots: new Int32Array(trees.length),
    outputOf: new Int32Array(trees.length),
    ...{ left: new Int32Array(nodes), right: new Int32Array(nodes), column: new Int32Array(nodes) },
    ...{ threshold: new Float64Array(nodes), value: new Float64Array(nodes), missingLeft: new Uint8Array(nodes) },
    ...{ cover: new Float64Array(nodes), gain: new Float64Array(nodes), categories: new Map<number, Uint32Array>() },
  }
  const values = new Float64Array(nodes * outputs)
  let first = 0
  trees.forEach((tree, i) => {
    set.roots[i] = first
    addTree(set, values, outputs, tree, i, first)
    first += tree.left.length
  })
  checkTrees('loadForest', set)
  return forestModel(set, values, outputs, 'random forest')
}

function sizeOf(tree: ForestTree, i: number): number {
  const lists = [tree?.left, tree?.right, tree?.feature, tree?.threshold, tree?.value, tree?.n]
  const size = Array.isArray(lists[0]) ? lists[0].length : 0
  if (size === 0 || lists.some((list) => !Array.isArray(list) || list.length !== size))
    throw badModel(
      'loadForest',
      `tree ${i}`,
      'is not six lists of one length: left, right, feature, threshold, value, n',
    )
  return size
}

function addTree(
  set: TreeSet,
  values: Float64Array,
  outputs: number,
  tree: ForestTree,
  i: number,
  first: number,
): void {
  const size = tree.left.length
  const inside = (child: number): number => (child >= 0 && child < size ? first + child : 2 ** 31 - 1)
  for (let k = 0; k < size; k++) {
    const node = first + k
    const isLeaf = tree.left[k]! < 0
    set.left[node] = isLeaf ? -1 : inside(tree.left[k]!)
    set.right[node] = isLeaf ? -1 : inside(tree.right[k]!)
    set.column[node] = tree.feature[k]!
    set.threshold[node] = tree.threshold[k]!
    set.cover[node] = tree.n[k]!
    const own = tree.value[k]!
    const list = typeof own === 'number' ? [own] : own
    const sum = outputs === 1 ? 1 : list.reduce((a, b) => a + b, 0)
    if (list.length !== outputs || !list.every((v) => Number.isFinite(v)) || sum === 0)
      throw badModel('loadForest', `tree ${i} node ${k}`, `has no ${outputs} values`)
    for (let c = 0; c < outputs; c++) values[node * outputs + c] = list[c]! / sum
    if (isLeaf || tree.impurity === undefined) continue
    const weighted = (at: number): number => (tree.n[at] ?? 0) * (tree.impurity![at] ?? 0)
    set.gain[node] = (weighted(k) - weighted(tree.left[k]!) - weighted(tree.right[k]!)) / tree.n[0]!
  }
}
