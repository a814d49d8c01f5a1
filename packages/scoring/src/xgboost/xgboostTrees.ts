import { checkTrees, type TreeSet } from '../trees/treeSet.js'
import { at, listAt, numbersAt, type Place, wrong } from './xgboostJson.js'

const round = Math.fround

/** The trees of a gbtree or dart model; `weights`: what dart multiplies a tree's leaves with. */
export function xgboostTrees(model: Place, columns: number, outputs: number, weights?: Float64Array): TreeSet {
  const trees = at(model, 'trees')
  const count = listAt(trees).length
  const outputOf = Int32Array.from(numbersAt(at(model, 'tree_info'), count))
  outputOf.forEach((output, i) => {
    if (!(output >= 0 && output < outputs)) throw wrong(at(model, 'tree_info', i), `an output from 0 to ${outputs - 1}`)
  })
  const sizes = Array.from({ length: count }, (_, i) => listAt(at(trees, i, 'left_children')).length)
  const nodes = sizes.reduce((sum, size) => sum + size, 0)
  const set = {
    columns,
    outputs,
    roots: new Int32Array(count),
    outputOf,
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    column: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    value: new Float64Array(nodes),
    missingLeft: new Uint8Array(nodes),
    cover: new Float64Array(nodes),
    gain: new Float64Array(nodes),
    categories: new Map<number, Uint32Array>(),
  }
  let first = 0
  for (let i = 0; i < count; i++) {
    set.roots[i] = first
    addTree(set, at(trees, i), first, sizes[i]!, weights === undefined ? 1 : round(weights[i]!))
    first += sizes[i]!
  }
  checkTrees('loadXgboost', set)
  return set
}

function addTree(
  set: TreeSet & { categories: Map<number, Uint32Array> },
  tree: Place,
  first: number,
  size: number,
  weight: number,
): void {
  if (size === 0) throw wrong(at(tree, 'left_children'), 'a list of at least one node')
  const column = (name: string): Float64Array => numbersAt(at(tree, name), size)
  const left = column('left_children')
  const right = column('right_children')
  const feature = column('split_indices')
  const condition = column('split_conditions')
  const missing = column('default_left')
  const cover = column('sum_hessian')
  const gain = column('loss_changes')
  for (let i = 0; i < size; i++) {
    const node = first + i
    const leaf = left[i]! < 0
    // out of the tree's own range is out of any: checkTrees names the tree
    const inside = (child: number): number => (child >= 0 && child < size ? first + child : 2 ** 31 - 1)
    set.left[node] = leaf ? -1 : inside(left[i]!)
    set.right[node] = leaf ? -1 : inside(right[i]!)
    set.column[node] = feature[i]!
    set.threshold[node] = round(condition[i]!)
    set.value[node] = weight === 1 ? round(condition[i]!) : round(weight * round(condition[i]!))
    set.missingLeft[node] = missing[i]! !== 0 ? 1 : 0
    set.cover[node] = cover[i]!
    set.gain[node] = gain[i]!
  }
  if (at(tree, 'categories_nodes').value !== undefined) addCategories(set.categories, tree, first, size)
}

function addCategories(sets: Map<number, Uint32Array>, tree: Place, first: number, size: number): void {
  const nodes = numbersAt(at(tree, 'categories_nodes'))
  const segments = numbersAt(at(tree, 'categories_segments'), nodes.length)
  const sizes = numbersAt(at(tree, 'categories_sizes'), nodes.length)
  const categories = numbersAt(at(tree, 'categories'))
  nodes.forEach((node, i) => {
    if (!(Number.isInteger(node) && node >= 0 && node < size)) throw wrong(at(tree, 'categories_nodes', i), 'a node')
    const [from, count] = [segments[i]!, sizes[i]!]
    if (!(from >= 0 && count >= 0 && from + count <= categories.length))
      throw wrong(at(tree, 'categories_segments', i), `a place in ${categories.length} categories`)
    const members = categories.subarray(from, from + count)
    let largest = 0
    members.forEach((category, j) => {
      if (!(Number.isInteger(category) && category >= 0 && category < 2 ** 20))
        throw wrong(at(tree, 'categories', from + j), 'a category')
      largest = Math.max(largest, category)
    })
    const words = new Uint32Array((largest >> 5) + 1)
    for (const category of members) words[category >> 5]! |= 1 << (category & 31)
    sets.set(first + node, words)
  })
}
